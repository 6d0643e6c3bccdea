import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Requests that make an item, or act on one, and take more than answers show: kept and shown as sent, or refused. */

const text = { type: 'string' };
const number = { type: 'number' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const no = { description: 'no' };
const object = (properties: object, required: string[] = []) => ({ type: 'object', required, properties });
const list = (items: object) => ({ type: 'array', items });
const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
const id = { type: 'integer', readOnly: true };

const order = object(
  {
    id,
    title: text,
    amount: { type: 'number', minimum: 0 },
    status: { enum: ['open', 'paid'] },
    due: { type: 'string', format: 'date' },
    lines: list(object({ id: text, sku: { type: 'string', maxLength: 4 }, price: number }, ['id', 'sku', 'price'])),
    limits: object({ day: text, note: text }, ['day', 'note']),
    buyer: object({ id: text, name: text }, ['id', 'name']),
    kind: { enum: ['shown'] },
    level: { type: 'integer' },
    site: { type: 'string', format: 'uri' },
  },
  ['id', 'title', 'status', 'level'],
);
const lax = object({
  title: {},
  amount: number,
  status: text,
  due: text,
  lines: list(object({ sku: text })),
  limits: object({ day: number, note: text }),
  buyerId: text,
  kind: { enum: ['said', 'written'] },
  level: { type: ['integer', 'null'] },
  site: { type: 'string', default: '' },
});

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    info: { title: 'Orders', version: '1' },
    paths: {
      '/orders': {
        get: { operationId: 'list', responses: { 200: ok(list(order)) } },
        post: { operationId: 'create', requestBody: json(lax), responses: { 201: ok(order), default: no } },
      },
      '/orders/batch': {
        post: {
          operationId: 'createAll',
          requestBody: json(list(lax)),
          responses: { 201: ok(list(order)), '4XX': no },
        },
      },
      '/open-orders': {
        post: { operationId: 'createOpenly', requestBody: json(lax), responses: { 201: ok(order) } },
        get: { operationId: 'listOpenly', responses: { 200: ok(list(order)) } },
      },
      '/open-orders/{id}': {
        parameters: byId,
        patch: { operationId: 'updateOpenly', requestBody: json(lax), responses: { 200: ok(order) } },
        put: { operationId: 'replaceOpenly', requestBody: json(lax), responses: { 200: ok(order) } },
      },
      '/orders/{id}': {
        parameters: byId,
        get: { operationId: 'read', responses: { 200: ok(order) } },
        patch: { operationId: 'update', requestBody: json(lax), responses: { 200: ok(order), 400: no } },
      },
      '/orders/{id}/settle': {
        parameters: byId,
        post: { operationId: 'settle', requestBody: json(lax), responses: { 200: ok(order), 409: no } },
      },
    },
  });
  const served = await serve(contract, database);
  call = (operation, request) => served(operation, { mediaType: 'application/json', ...request });
});
afterAll(() => database.close());

const idOf = ({ body }: { body?: unknown }) => ({ id: (body as { id: number }).id });

test.each([
  [{ title: 'Ink', amount: -1 }, 'body.amount'],
  [{ title: null }, 'body.title'],
  [{ title: 5 }, 'body.title'],
  [{ title: 'Ink', status: 'lost' }, 'body.status'],
  [{ title: 'Ink', due: 'soon' }, 'body.due'],
  [{ title: 'Ink', lines: [{ sku: 'pen' }, { sku: 'pencil' }] }, 'body.lines.1.sku'],
])('of %j, which could not be shown so, nothing is made', async (body, field) => {
  const before = (await call('list')).body;
  await expect(call('create', { body })).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
  expect((await call('list')).body).toEqual(before);
});

test('one unfit item of several is named by its place, and none of them is made', async () => {
  const before = (await call('list')).body;
  const body = [{ title: 'Ink' }, { title: 'Pen', amount: -1 }];
  await expect(call('createAll', { body })).rejects.toMatchObject({ details: [{ field: 'body.1.amount' }] });
  expect((await call('list')).body).toEqual(before);
});

test('what fits is shown as it was sent, with what the server adds', async () => {
  const sent = { title: 'Ink', amount: 4, status: 'paid', due: '2026-05-04', lines: [{ sku: 'pen' }, { sku: 'ink' }] };
  const made = await call('create', { body: sent });
  expect(made.body).toMatchObject(sent);
  expect((await call('read', { path: idOf(made) })).body).toEqual(made.body);
});

test('what answers show in another form than requests write is no reason to refuse', async () => {
  const sent = {
    title: 'Ink',
    buyerId: 'u7',
    limits: { day: 5, note: 'tight' },
    amount: null,
    kind: 'said',
    level: null,
  };
  const made = await call('create', { body: sent });
  expect(made.body).toMatchObject({ title: 'Ink', buyer: { id: 'u7' }, limits: { note: 'tight' } });
  expect(made.body).toMatchObject({ level: expect.any(Number) });
  const changed = await call('update', { path: idOf(made), body: { level: null, title: 'Pen' } });
  expect(changed.body).toEqual({ ...(made.body as object), title: 'Pen' });
});

test('a change may leave to the server what only the server knows, also within', async () => {
  const made = await call('create', { body: { title: 'Ink', status: 'open' } });
  const lines = [{ sku: 'pen' }];
  expect((await call('update', { path: idOf(made), body: { lines } })).body).toMatchObject({ lines });
  const limits = { day: 5, note: 'wide' };
  expect((await call('update', { path: idOf(made), body: { limits } })).body).toMatchObject({
    limits: { note: 'wide' },
  });
  await expect(
    call('update', { path: idOf(made), body: { limits: { note: null } }, mediaType: 'application/merge-patch+json' }),
  ).rejects.toMatchObject({ details: [{ field: 'body.limits.note' }] });
});

test('a verb keeps what it says of the item, or is refused', async () => {
  const made = await call('create', { body: { title: 'Ink', status: 'open' } });
  const path = idOf(made);
  await expect(call('settle', { path, body: { status: 'lost' } })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: [{ field: 'body.status' }],
  });
  expect((await call('read', { path })).body).toEqual(made.body);
  expect((await call('settle', { path, body: { status: 'paid' } })).body).toMatchObject({ status: 'paid' });
});

test('a default that answers cannot show is left out, and nobody is refused for it', async () => {
  // As the request arrives: what it leaves out has been filled in.
  const made = await call('create', { body: { title: 'ink', status: 'open', level: 1, site: '' } });
  expect(made).toMatchObject({ status: 201, body: { title: 'ink', status: 'open', level: 1 } });
  expect(made.body).not.toHaveProperty('site');
  expect(made.headers ?? {}).not.toHaveProperty('X-Plumbline-Not-As-Sent');
  await expect(
    call('create', { body: { title: 'ink', status: 'open', level: 1, site: 'here' } }),
  ).rejects.toMatchObject({
    details: [{ field: 'body.site' }],
  });
});

describe('where the contract declares no refusal', () => {
  const told = (names: string) => ({ headers: { 'x-plumbline-not-as-sent': names } });

  test('a creation leaves out what could not be shown so, and says it', async () => {
    const body = { title: 'Ink', amount: -1, status: 'lost', lines: [{ sku: 'pencil' }] };
    const made = await call('createOpenly', { body });
    expect(made).toMatchObject({ status: 201, ...told('body.amount, body.status, body.lines.0.sku') });
    expect(made.body).toEqual({
      ...idOf(made),
      title: 'Ink',
      status: expect.stringMatching(/open|paid/),
      level: expect.any(Number),
    });
    expect((await call('listOpenly')).body).toEqual([made.body]);
  });

  test('a change leaves as it was what could not be shown so, and says it', async () => {
    const made = await call('createOpenly', { body: { title: 'Ink', amount: 1, status: 'open' } });
    const path = idOf(made);
    const changed = await call('updateOpenly', { path, body: { title: 'Pen', amount: -1, status: 'lost' } });
    expect(changed).toMatchObject(told('body.amount, body.status'));
    expect(changed.body).toEqual({ ...(made.body as object), title: 'Pen' });
    const replaced = await call('replaceOpenly', { path, body: { title: null, amount: 2 } });
    expect(replaced).toMatchObject({ ...told('body.title'), body: { title: 'Pen', amount: 2 } });
  });
});

test('bytes of a media type that is not understood are no members of an item', async () => {
  const made = await call('createOpenly', { body: Buffer.from('<order/>'), mediaType: 'application/xml' });
  expect(made.status).toBe(201);
  const sql = `select _exact from orders.open_orders where id = ${idOf(made).id}`;
  expect(await database.query({ sql }, [])).toEqual([{ _exact: null }]);
});
