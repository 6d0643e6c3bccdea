import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Changes whose own schema takes more than that of the item: what a client says is kept as it is, or refused. */

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const no = { description: 'no' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', required, properties });
const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
const id = { type: 'integer', readOnly: true };

const bill = object(
  {
    id,
    title: text,
    amount: { type: 'number', minimum: 0 },
    discount: { type: 'number', minimum: 0 },
    meta: { type: 'object', additionalProperties: { type: 'integer' } },
    status: { enum: ['open', 'paid'] },
    total: object({ value: { type: 'number' } }, ['value']),
  },
  ['id', 'title', 'amount', 'status'],
);
const said = { ...bill.properties, total: undefined };
const lax = object({
  title: {},
  amount: { type: 'number' },
  discount: { type: ['number', 'null'] },
  meta: { type: 'object' },
  status: text,
  total: { type: 'number' },
});
const shape = {
  oneOf: [
    object({ id, type: { const: 'Circle' }, radius: { type: 'number' } }, ['id', 'type', 'radius']),
    object({ id, type: { const: 'Square' }, side: { type: 'number' } }, ['id', 'type', 'side']),
  ],
};

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    info: { title: 'Bills', version: '1' },
    paths: {
      '/bills': {
        post: { operationId: 'create', requestBody: json(object(said, ['title'])), responses: { 201: ok(bill) } },
      },
      '/bills/{id}': {
        parameters: byId,
        get: { operationId: 'read', responses: { 200: ok(bill) } },
        patch: { operationId: 'update', requestBody: json(lax), responses: { 200: ok(bill), 400: no } },
        put: {
          operationId: 'replace',
          requestBody: json({ ...lax, required: ['title'] }),
          responses: { 200: ok(bill), 400: no },
        },
      },
      '/shapes': { post: { operationId: 'draw', requestBody: json(shape), responses: { 201: ok(shape) } } },
      '/shapes/{id}': {
        parameters: byId,
        get: { operationId: 'see', responses: { 200: ok(shape) } },
        patch: { operationId: 'redraw', requestBody: json({ type: 'object' }), responses: { 200: ok(shape), 400: no } },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

const stored = { title: 'Rent', amount: 4.35, discount: 5, meta: { good: 1 }, status: 'open' };
async function make(): Promise<{ id: number }> {
  const { body } = await call('create', { body: stored });
  expect(body).toEqual({ id: expect.any(Number), ...stored });
  return { id: (body as { id: number }).id };
}

const merge = 'application/merge-patch+json';
const steps = 'application/json-patch+json';
test.each([
  ['update', { amount: -5 }, undefined, 'body.amount'],
  ['update', { discount: -1 }, undefined, 'body.discount'],
  ['update', { meta: { bad: '1' } }, merge, 'body.meta.bad'],
  ['update', { title: null }, merge, 'body.title'],
  ['update', { title: 5, status: 'open' }, undefined, 'body.title'],
  ['update', [{ op: 'remove', path: '/title' }], steps, 'body.title'],
  ['update', [{ op: 'replace', path: '/title', value: 5 }], steps, 'body.title'],
  ['replace', { title: 'Rent', amount: -5 }, undefined, 'body.amount'],
  ['replace', { title: null, amount: 5 }, undefined, 'body.title'],
] as const)('%s with %j is refused, and changes nothing', async (operation, body, mediaType, field) => {
  const path = await make();
  await expect(call(operation, { path, body, ...(mediaType ? { mediaType } : {}) })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field }],
  });
  expect((await call('read', { path })).body).toEqual({ ...path, ...stored });
});

test('an alternative is not left half', async () => {
  const { body } = await call('draw', { body: { type: 'Circle', radius: 2 } });
  const path = { id: (body as { id: number }).id };
  await expect(call('redraw', { path, body: { type: 'Square' } })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  expect((await call('see', { path })).body).toEqual({ ...path, type: 'Circle', radius: 2 });
  await call('redraw', { path, body: { type: 'Square', side: 3 } });
  expect((await call('see', { path })).body).toEqual({ ...path, type: 'Square', side: 3 });
});

test('what a replacement may leave out is made up, and a null that cannot be shown is nothing', async () => {
  const path = await make();
  const { body } = await call('replace', { path, body: { title: 'Heat', discount: null } });
  expect(body).toEqual({ ...path, title: 'Heat', amount: expect.any(Number), status: expect.any(String) });
});

test('what is shown in another form than it is written blocks no change', async () => {
  const path = await make();
  expect((await call('update', { path, body: { total: 7, amount: 6 } })).body).toMatchObject({ amount: 6 });
  expect((await call('replace', { path, body: { title: 'Heat', total: 7 } })).body).toMatchObject({ title: 'Heat' });
});

test('what does not fit already blocks no change of anything else', async () => {
  const path = await make();
  await database.execute(`update bills.bills set status = 'lost', amount = -1 where id = ${path.id}`);
  expect((await call('update', { path, body: { title: 'Heat' } })).body).toMatchObject({ title: 'Heat' });
  await expect(call('update', { path, body: { discount: -1 } })).rejects.toMatchObject({
    details: [{ field: 'body.discount' }],
  });
});
