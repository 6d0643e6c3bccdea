import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const nullable = (type: string, more: object = {}) => ({ type: [type, 'null'], ...more });
const thing = {
  type: 'object',
  required: ['id'],
  additionalProperties: true,
  properties: {
    id: { type: 'string', format: 'uuid' },
    at: nullable('string', { format: 'date-time' }),
    day: nullable('string', { format: 'date' }),
    ref: nullable('string', { format: 'uuid' }),
    small: nullable('integer', { format: 'int32' }),
    big: nullable('integer', { format: 'int64' }),
    any: nullable('integer'),
    real: nullable('number'),
    text: nullable('string'),
    flag: nullable('boolean'),
    data: {},
    secret: { type: 'string', writeOnly: true },
  },
};
const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
const list = { 'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } } };

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    components: { schemas: { Thing: thing } },
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          parameters: [{ name: 'at', in: 'query', schema: { type: 'string', format: 'date-time' } }],
          responses: { 200: { description: 'ok', content: list } },
        },
        post: {
          operationId: 'createThing',
          requestBody: { content },
          responses: { 201: { description: 'ok', content } },
        },
      },
      '/things/{id}': {
        parameters: [id],
        get: { operationId: 'getThing', responses: { 200: { description: 'ok', content } } },
        patch: {
          operationId: 'updateThing',
          requestBody: { content },
          responses: { 200: { description: 'ok', content } },
        },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

async function stored(body: object): Promise<object> {
  const created = await call('createThing', { body });
  const { id: key } = created.body as { id: string };
  const read = await call('getThing', { path: { id: key } });
  expect(read.body).toEqual(created.body);
  const shown = { ...(read.body as { id?: string }) };
  delete shown.id;
  return shown;
}

test.each([
  { at: '2024-01-01T00:00:00Z' },
  { at: '2024-01-01T00:00:00.120Z' },
  { at: '2024-01-01T00:00:00.12Z' },
  { at: '2024-01-01T00:00:00.123456Z' },
  { at: '2024-01-01T00:00:00.123456789Z' },
  { at: '2024-01-01T00:00:00+02:00' },
  { at: '2024-01-01t00:00:00z' },
  { at: '2016-12-31T23:59:60Z' },
  { at: '0000-01-01T00:00:00Z' },
  { at: '0001-01-01T00:00:00+10:00' },
  { at: null },
  { day: '2024-02-29' },
  { day: '0000-01-01' },
  { day: null },
  { ref: '3F2504E0-4F89-11D3-9A0C-0305E82C3301' },
  { ref: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' },
  { ref: 'urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301' },
  { small: 2147483647, big: Number.MAX_SAFE_INTEGER },
  { real: 1e300 },
  { real: 0.1, any: -5 },
  { real: 5e-324 },
  { text: '', flag: false },
  { text: "it's $1 ? \\ \u2028 😀 null" },
  { text: 'x'.repeat(5000) },
  { text: null, flag: null, small: null, real: null },
  { data: null },
  { data: 'null' },
  { data: { nested: [1, null, { deep: '' }], '': 0 } },
  { data: [] },
  { data: 17 },
  { unnamed: { by: 'the contract' }, other: null },
])('%j is read back as it was sent', async (body) => {
  expect(await stored(body)).toEqual(body);
});

test('what is never shown is kept', async () => {
  expect(await stored({ secret: 'hush', text: 'seen' })).toEqual({ text: 'seen' });
  expect(await database.query({ sql: "select secret from test.things where text = 'seen'" }, [])).toEqual([
    { secret: 'hush' },
  ]);
});

describe('what a database cannot hold is refused with its place', () => {
  test.each([
    [{ text: 'a\u0000b' }, 'body.text'],
    [{ data: { list: ['fine', '\ud800'] } }, 'body.data.list.1'],
    [{ data: { 'key\u0000': 1 } }, 'body.data'],
  ])('%j', async (body, field) => {
    await expect(call('createThing', { body })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field }],
    });
  });
});

test('an instant is found in whatever zone it is asked for', async () => {
  await stored({ at: '2020-06-01T12:00:00+02:00' });
  const { body } = await call('listThings', { query: { at: '2020-06-01T10:00:00Z' } });
  expect(body).toEqual([{ id: expect.any(String), at: '2020-06-01T12:00:00+02:00' }]);
});

test('a merge patch sets a null that may be, and removes nothing it does not name', async () => {
  const { body } = await call('createThing', { body: { text: 'old', small: 1, data: { keep: 1, drop: 2 } } });
  const path = { id: (body as { id: string }).id };
  const changed = await call('updateThing', { path, body: { text: null, data: { drop: null, add: 3 } } });
  const expected = { ...path, text: null, small: 1, data: { keep: 1, add: 3 } };
  expect(changed.body).toEqual(expected);
  expect((await call('getThing', { path })).body).toEqual(expected);
});

test('a JSON patch is applied whole or not at all', async () => {
  const { body } = await call('createThing', { body: { text: 'old', data: { list: [1, 2] } } });
  const path = { id: (body as { id: string }).id };
  const mediaType = 'application/json-patch+json';
  const steps = [
    { op: 'test', path: '/text', value: 'old' },
    { op: 'add', path: '/data/list/-', value: 3 },
    { op: 'move', from: '/text', path: '/data/was' },
  ];
  const expected = { ...path, data: { list: [1, 2, 3], was: 'old' } };
  expect((await call('updateThing', { path, body: steps, mediaType })).body).toEqual(expected);
  const failing = [
    { op: 'remove', path: '/data/was' },
    { op: 'test', path: '/data/list/0', value: 9 },
  ];
  await expect(call('updateThing', { path, body: failing, mediaType })).rejects.toMatchObject({ code: 'CONFLICT' });
  const nowhere = [{ op: 'replace', path: '/none/of/it', value: 1 }];
  await expect(call('updateThing', { path, body: nowhere, mediaType })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: [{ field: 'body.0.path', message: 'leads to nothing in the item' }],
  });
  expect((await call('getThing', { path })).body).toEqual(expected);
});

test('what an update does not touch stays as it is stored, even where it cannot be shown', async () => {
  const properties = { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, size: { type: 'integer' } };
  const shown = { type: 'object', required: ['id', 'name'], properties: { ...properties, name: { enum: ['nut'] } } };
  const answer = { description: 'ok', content: { 'application/json': { schema: shown } } };
  const requestBody = { content: { 'application/json': { schema: { type: 'object', properties } } } };
  const contract = await contractOf({
    info: { title: 'Hardware', version: '1' },
    paths: {
      '/goods': { post: { operationId: 'make', requestBody, responses: { 201: answer } } },
      '/goods/{id}': {
        parameters: [{ ...id, schema: { type: 'integer' } }],
        get: { operationId: 'show', responses: { 200: answer } },
        patch: { operationId: 'change', requestBody, responses: { 200: answer } },
      },
    },
  });
  const ask = await serve(contract, database);
  await ask('make', { body: { name: 'nut', size: 1 } });
  await database.execute(`update hardware.goods set name = 'bolt'`);
  expect(await ask('change', { path: { id: 1 }, body: { size: 2 } })).toMatchObject({ body: { size: 2 } });
  const stored = await database.query({ sql: 'select name, size::int from hardware.goods' }, []);
  expect(stored).toEqual([{ name: 'bolt', size: 2 }]);
});
