import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const inPath = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });
const page = { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } };

/** A collection with items of one kind of identifier, below a shelf. */
function collection(name: string, id: object) {
  const item = {
    type: 'object',
    required: ['id'],
    properties: { id, shelf: { type: 'string' }, label: { type: 'string' } },
  };
  return {
    [`/shelves/{shelf}/${name}`]: {
      parameters: [inPath('shelf', { type: 'string' })],
      get: { operationId: `${name}List`, parameters: [page], responses: { 200: ok({ type: 'array', items: item }) } },
      post: { operationId: `${name}Create`, requestBody: json(item), responses: { 201: ok(item) } },
    },
    [`/shelves/{shelf}/${name}/{id}`]: {
      parameters: [inPath('shelf', { type: 'string' }), inPath('id', id)],
      get: { operationId: `${name}Read`, responses: { 200: ok(item) } },
    },
  };
}

const KINDS = {
  numbers: { schema: { type: 'integer' }, ids: [7, 1, 12, 3], absent: 99 },
  texts: { schema: { type: 'string' }, ids: ['a,b', '{"x"}', 'NULL', 'c\\"d'], absent: '' },
  uuids: {
    schema: { type: 'string', format: 'uuid' },
    ids: ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002'],
    absent: '0198c0de-0000-7000-8000-00000000ffff',
  },
  dates: { schema: { type: 'string', format: 'date' }, ids: ['2024-02-29', '2025-01-01'], absent: '2026-01-01' },
};

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const paths = Object.entries(KINDS).map(([name, { schema }]) => collection(name, schema));
  call = await serve(await contractOf({ paths: Object.assign({}, ...paths) as object }), database);
});
afterAll(() => database.close());

describe.each(Object.entries(KINDS))('items found by %s', (name, { ids, absent }) => {
  const read = (id: unknown, shelf = 'left') => call(`${name}Read`, { path: { shelf, id } });

  test('asked for at the same time, each finds its own, and only who asks for what is absent finds none', async () => {
    for (const id of ids) await call(`${name}Create`, { path: { shelf: 'left' }, body: { id, label: `of ${id}` } });
    const asked = [...ids, absent, ...ids.toReversed()];
    const answers = await Promise.allSettled([...asked.map((id) => read(id)), read(ids[0], 'right')]);
    const found = answers.map((each) =>
      each.status === 'fulfilled'
        ? (each.value.body as { label: string }).label
        : (each.reason as { code: string }).code,
    );
    const expected = asked.map((id) => (id === absent ? 'NOT_FOUND' : `of ${id}`));
    expect(found).toEqual([...expected, 'NOT_FOUND']);
  });

  test('lists asked for at the same time have their own pages, and the same items where it is one page', async () => {
    const list = (limit: number) => call(`${name}List`, { path: { shelf: 'left' }, query: { limit } });
    const answers = await Promise.all([list(1), list(20), list(20), list(1)]);
    const [one, all, again, same] = answers.map(({ body }) => body as object[]);
    expect([one, again]).toEqual([same, all]);
    expect([one?.length, all?.length]).toEqual([1, ids.length]);
  });
});
