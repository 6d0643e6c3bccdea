import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const LONG = 'a'.repeat(70);

/** Names that mean something to PostgreSQL, to SQL, to the store or to nobody, and long ones that begin alike. */
const NAMES = [
  ...['xmin', 'xmax', 'cmin', 'cmax', 'ctid', 'tableoid', 'oid', 'select', 'table', 'user', 'order'],
  ...[
    '_key',
    '_version',
    '_exact',
    '_created_at',
    '_order',
    '_total',
    '_asked',
    'key',
    'asked',
    'total',
    'e',
    'position',
  ],
  ...['id"', 'a\\b', "it's", 'a%', '$1', '$2', '?', ':name', 'a b', 'a.b', 'a;--', '本棚', '机', 'książki'],
  ...['petName', 'pet_name', `${LONG}b`, `${LONG}c`, `${'ü'.repeat(40)}1`, `${'ü'.repeat(40)}2`],
];

/** `order` and `_order` as parameters say how a list is sorted. */
const FILTERS = NAMES.filter((name) => !name.includes('order'));

const schema = { $ref: '#/components/schemas/Shelf' };
const content = { 'application/json': { schema } };
const ok = (status: string, of: object) => ({
  [status]: { description: 'ok', content: { 'application/json': { schema: of } } },
});
const shelf = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
const DOCUMENT = {
  paths: {
    '/shelves': {
      get: {
        operationId: 'listShelves',
        parameters: [
          ...FILTERS.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
          {
            name: 'sort',
            in: 'query',
            schema: { type: 'string', enum: [...NAMES, ...NAMES.map((name) => `-${name}`)] },
          },
        ],
        responses: ok('200', { type: 'array', items: schema }),
      },
      post: { operationId: 'addShelf', requestBody: { required: true, content }, responses: ok('201', schema) },
    },
    '/shelves/{id}': {
      get: { operationId: 'readShelf', parameters: shelf, responses: ok('200', schema) },
      patch: { operationId: 'changeShelf', parameters: shelf, requestBody: { content }, responses: ok('200', schema) },
    },
  },
  components: {
    schemas: {
      Shelf: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', format: 'uuid', readOnly: true },
          ...Object.fromEntries(NAMES.map((name) => [name, { type: 'string' }])),
        },
      },
    },
  },
};

const valuesOf = (mark: string) => Object.fromEntries(NAMES.map((name) => [name, `${mark} ${name}`]));

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await contractOf(DOCUMENT), database);
  for (const mark of ['a', 'b', 'c']) await call('addShelf', { body: valuesOf(mark) });
});
afterAll(() => database.close());

describe('properties of any name', () => {
  test('are stored, shown and changed', async () => {
    const { body } = await call('addShelf', { body: valuesOf('d') });
    const path = { id: (body as { id: string }).id };
    expect((await call('readShelf', { path })).body).toEqual({ ...path, ...valuesOf('d') });
    expect((await call('changeShelf', { path, body: valuesOf('e') })).body).toEqual({ ...path, ...valuesOf('e') });
  });

  test.each(FILTERS)('filter by %j alone', async (name) => {
    const { body } = await call('listShelves', { query: { [name]: `b ${name}` } });
    expect(body).toEqual([{ ...valuesOf('b'), id: expect.any(String) as unknown }]);
  });

  test.each(NAMES)('sort by %j', async (name) => {
    const { body } = await call('listShelves', { query: { sort: `-${name}` } });
    const shown = (body as Record<string, unknown>[]).map((each) => each[name]);
    expect(shown).toEqual(shown.toSorted().toReversed());
  });
});
