import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const MEGABYTE = 2 ** 20;

const schema = { $ref: '#/components/schemas/Page' };
const content = { 'application/json': { schema } };
const DOCUMENT = {
  paths: {
    '/pages': {
      get: {
        operationId: 'listPages',
        parameters: [{ name: 'text', in: 'query', schema: { type: 'string' } }],
        responses: {
          200: { description: 'ok', content: { 'application/json': { schema: { type: 'array', items: schema } } } },
        },
      },
      post: {
        operationId: 'addPage',
        requestBody: { required: true, content },
        responses: { 201: { description: 'made', content } },
      },
    },
    '/pages/{id}': {
      get: {
        operationId: 'readPage',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: 'ok', content } },
      },
    },
  },
  components: {
    schemas: {
      Page: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string', 'x-unique': true } },
      },
    },
  },
};

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await contractOf(DOCUMENT), database);
});
afterAll(() => database.close());

const add = (text: string) => call('addPage', { body: { text } });
const taken = { message: 'A page with this text already exists.' };

describe('unique texts', () => {
  test.each([499, 500, 501, 2704, 10_000, MEGABYTE])(
    'of %d characters that differ at the end differ',
    async (length) => {
      const start = 'ü'.repeat(length - 1);
      const first = await add(`${start}a`);
      expect(first.status).toBe(201);
      expect((await add(`${start}b`)).status).toBe(201);
      await expect(add(`${start}a`)).rejects.toMatchObject(taken);
      const { id } = first.body as { id: number };
      expect((await call('readPage', { path: { id } })).body).toEqual({ id, text: `${start}a` });
    },
  );

  test('may be absent from any number of items', async () => {
    expect([(await call('addPage', { body: {} })).status, (await call('addPage', { body: {} })).status]).toEqual([
      201, 201,
    ]);
  });

  test('are unique in the rows of an earlier version, none of which is lost', async () => {
    const sql = "select schemaname from pg_tables where tablename = 'pages'";
    const [{ schemaname: name }] = (await database.query({ sql }, [])) as unknown as [{ schemaname: string }];
    const before = (await call('listPages')).body as unknown[];
    await database.execute(`drop index "${name}"."pages_text_digest"`);
    const long = `"${name}"."pages" where _exact is not null`;
    await database.execute(`delete from ${long} and id > (select min(id) from ${long})`);
    await database.execute(`create unique index pages_text_unique on "${name}"."pages" (text)`);
    const stored = (await call('listPages')).body as { text?: string }[];
    call = await serve(await contractOf(DOCUMENT), database);
    expect((await call('listPages')).body).toEqual(stored);
    expect(stored.length).toBeLessThan(before.length);
    const known = stored.find(({ text = '' }) => text.length > 500)?.text ?? '';
    await expect(add(known)).rejects.toMatchObject(taken);
    expect((await add(`${known}!`)).status).toBe(201);
  });
});
