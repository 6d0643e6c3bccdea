import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/infra/http/invocation.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Many clients at once: nothing is lost, nothing is half done, and nobody is told anything but a conflict. */

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const list = (items: object) => ({ type: 'array', items });
const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } };

const tool = {
  type: 'object',
  required: ['id', 'code'],
  properties: {
    id: { type: 'integer', readOnly: true },
    code: { ...text, 'x-unique': true },
    size: { type: 'integer', minimum: 0 },
    marks: { type: 'object', additionalProperties: { type: 'integer' } },
  },
};
const change = {
  type: 'object',
  properties: { ...tool.properties, id: { type: 'integer' }, size: { type: 'integer' } },
};
const page = {
  type: 'object',
  required: ['data', 'total'],
  properties: { data: list(tool), total: { type: 'integer' } },
};
const settings = {
  type: 'object',
  required: ['marks'],
  properties: { marks: { type: 'object', additionalProperties: { type: 'integer' } } },
};

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const tagged = { ...ok(tool), headers: { ETag: { schema: text } } };
  const contract = await contractOf({
    info: { title: 'Crowds', version: '1' },
    paths: {
      '/tools': {
        get: { operationId: 'list', parameters: [limit], responses: { 200: ok(page) } },
        post: { operationId: 'create', requestBody: json(tool), responses: { 201: tagged } },
        patch: {
          operationId: 'changeAll',
          requestBody: json(list(change)),
          responses: { 200: ok(list(tool)), 400: { description: 'no' } },
        },
        delete: {
          operationId: 'removeAll',
          parameters: [{ name: 'id', in: 'query', required: true, schema: list({ type: 'integer' }) }],
          responses: { 204: { description: 'gone' } },
        },
      },
      '/tools/{id}': {
        parameters: byId,
        get: { operationId: 'read', responses: { 200: tagged } },
        patch: { operationId: 'update', requestBody: json(change), responses: { 200: tagged } },
        delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
      },
      '/settings': {
        get: { operationId: 'settings', responses: { 200: ok(settings) } },
        patch: { operationId: 'set', requestBody: json(settings), responses: { 200: ok(settings) } },
      },
      '/tools/{id}/settings': {
        parameters: byId,
        get: { operationId: 'ownSettings', responses: { 200: ok(settings) } },
        patch: { operationId: 'setOwn', requestBody: json(settings), responses: { 200: ok(settings) } },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

const CROWD = Array.from({ length: 16 }, (_, index) => index);

/** What became of each: the status, or the code of the refusal. */
async function settled(calls: readonly Promise<Answer>[]): Promise<unknown[]> {
  const all = await Promise.allSettled(calls);
  return all.map((each) => {
    if (each.status === 'fulfilled') return each.value.status;
    const { code, message } = each.reason as { code?: string; message: string };
    return code ?? message;
  });
}

async function make(codes: readonly string[]): Promise<number[]> {
  const made: number[] = [];
  for (const code of codes) made.push(((await call('create', { body: { code } })).body as { id: number }).id);
  return made;
}

test.each([
  ['the one of its kind', 'set', 'settings', {}],
  ['that of a parent', 'setOwn', 'ownSettings', { id: 1 }],
])('everybody who is first to patch %s is heard', async (_, set, read, path) => {
  await make([`owner ${set}`]);
  const told = await settled(CROWD.map((mark) => call(set, { path, body: { marks: { [`m${mark}`]: mark } } })));
  expect(told).toEqual(CROWD.map(() => 200));
  const { body } = await call(read, { path });
  expect(body).toEqual({ marks: Object.fromEntries(CROWD.map((mark) => [`m${mark}`, mark])) });
});

test('a unique key is taken once, and the total counts what is there', async () => {
  const before = (await call('list', { query: {} })).body as { total: number };
  const codes = CROWD.map((each) => `code ${each % 4}`);
  const told = await settled(codes.map((code) => call('create', { body: { code } })));
  expect(told.filter((each) => each === 201)).toHaveLength(4);
  expect(told.filter((each) => each === 'CONFLICT')).toHaveLength(12);
  const { total } = (await call('list', { query: {} })).body as { total: number };
  expect(total).toBe(before.total + 4);
});

test('of many who change one version one does, and the others are told', async () => {
  const { headers, body } = await call('create', { body: { code: 'versioned' } });
  const path = { id: (body as { id: number }).id };
  const condition = { 'if-match': headers?.['ETag'] };
  const told = await settled(CROWD.map((size) => call('update', { path, headers: condition, body: { size } })));
  expect(told.filter((each) => each === 200)).toHaveLength(1);
  expect(told.filter((each) => each === 'STALE')).toHaveLength(15);
});

test('changed, removed and listed all at once, nobody is told that the server failed', async () => {
  const ids = await make(CROWD.map((each) => `busy ${each}`));
  const told = await settled(
    ids.flatMap((id) => [
      call('update', { path: { id }, body: { size: id } }),
      call('remove', { path: { id } }),
      call('list', { query: { limit: 5 } }),
      call('changeAll', { body: [{ id, size: 1 }] }),
      call('setOwn', { path: { id }, body: { marks: {} } }),
    ]),
  );
  expect(told.filter((each) => ![200, 204, 'NOT_FOUND'].includes(each as number))).toEqual([]);
  for (const id of ids) await expect(call('read', { path: { id } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['a key that is taken', { code: 'taken' }, { code: 'CONFLICT', details: [{ field: 'body.1.code' }] }],
  ['a value that does not fit', { size: -1 }, { code: 'VALIDATION_ERROR', details: [{ field: 'body.1.size' }] }],
])('several are changed together or not at all: %s in the middle', async (what, wrong, refusal) => {
  const [first = 0, second = 0, third = 0] = await make(['first', 'second', 'third'].map((each) => `${each}, ${what}`));
  if (what.includes('taken')) await make(['taken']);
  const before = await Promise.all([first, second, third].map((id) => call('read', { path: { id } })));
  const body = [
    { id: first, size: 9 },
    { id: second, ...wrong },
    { id: third, size: 9 },
  ];
  await expect(call('changeAll', { body })).rejects.toMatchObject(refusal);
  expect(await Promise.all([first, second, third].map((id) => call('read', { path: { id } })))).toEqual(before);
  const { body: changed } = await call('changeAll', { body: [body[2], body[0]] });
  expect(changed).toMatchObject([
    { id: third, size: 9 },
    { id: first, size: 9 },
  ]);
});

test('those who change the same several in another order do not wait for each other', async () => {
  const ids = await make(CROWD.slice(0, 4).map((each) => `several ${each}`));
  const told = await settled(
    CROWD.map((mark) =>
      call('changeAll', {
        body: (mark % 2 === 0 ? ids : ids.toReversed()).map((id) => ({ id, marks: { [`m${mark}`]: mark } })),
      }),
    ),
  );
  expect(told).toEqual(CROWD.map(() => 200));
  for (const id of ids) {
    const { body } = await call('read', { path: { id } });
    expect(body).toMatchObject({ marks: Object.fromEntries(CROWD.map((mark) => [`m${mark}`, mark])) });
  }
});

test('several are removed once, however many ask for it', async () => {
  const ids = await make(CROWD.slice(0, 4).map((each) => `scrap ${each}`));
  const told = await settled(
    CROWD.map((each) => call('removeAll', { query: { id: each % 2 ? ids : ids.toReversed() } })),
  );
  expect(told).toEqual(CROWD.map(() => 204));
});
