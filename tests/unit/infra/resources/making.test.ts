import type { Database } from '../../../../src/infra/db/database.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { contractOf, serve } from '../../support/resources.ts';

let database: Database;

beforeEach(async () => {
  database = await openDatabase({ entities: [] });
});

afterEach(() => database.close());

const item = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' } } };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const idOf = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const filter = { name: 'name', in: 'query', schema: { type: 'string' } };

/** A collection with items that can be made and read. */
function collection(noun: string, path: string, parents: object[] = []) {
  return {
    [path]: {
      parameters: parents,
      get: {
        operationId: `list ${noun}`,
        parameters: [filter],
        responses: { 200: { description: 'All.', ...json({ type: 'array', items: item }) } },
      },
      post: {
        operationId: `create ${noun}`,
        requestBody: json({ oneOf: [item, { type: 'array', items: item }] }),
        responses: { 201: { description: 'Made.', ...json(item) } },
      },
    },
    [`${path}/{id}`]: {
      parameters: [...parents, idOf('id')],
      get: { operationId: `read ${noun}`, responses: { 200: { description: 'One.', ...json(item) } } },
    },
  };
}

const contract = () =>
  contractOf({
    info: { title: 'Shop', version: '1' },
    paths: {
      ...collection('shop', '/shops'),
      ...collection('shelf', '/shops/{shopId}/shelves', [idOf('shopId')]),
      ...collection('car', '/cars'),
    },
  });

async function made(): Promise<unknown[]> {
  const sql = `select tablename from pg_tables where schemaname = 'shop' order by 1`;
  return (await database.query({ sql }, [])).map(({ tablename }) => tablename);
}

test('a table is made when somebody first asks for what is in it', async () => {
  const call = await serve(await contract(), database);
  expect(await made()).toEqual([]);
  expect(await call('list car')).toMatchObject({ status: 200, body: [] });
  expect(await made()).toEqual(['cars']);
  const indexes = await database.query({ sql: `select indexname from pg_indexes where schemaname = 'shop'` }, []);
  expect(indexes.map(({ indexname }) => indexname).toSorted()).toEqual([
    'cars_identity',
    'cars_name_index',
    'cars_pkey',
  ]);
});

test('with it come those that it refers to', async () => {
  const call = await serve(await contract(), database);
  await expect(call('list shelf', { path: { shopId: 1 } })).rejects.toMatchObject({ name: 'NotFoundError' });
  const shop = await call('create shop', { body: { name: 'here' } });
  const { id: shopId } = shop.body as { id: number };
  expect(await call('create shelf', { path: { shopId }, body: { name: 'top' } })).toMatchObject({ status: 201 });
  expect(await made()).toEqual(['shelves', 'shops']);
  const keys = await database.query({ sql: `select conname from pg_constraint where contype = 'f'` }, []);
  expect(keys).toEqual([{ conname: 'shelves__shop_id_parent' }]);
});

test('a table that nobody asked for is no change: the next start writes nothing, and answers', async () => {
  const call = await serve(await contract(), database);
  await call('create car', { body: { name: 'red' } });
  const written: string[] = [];
  const watched = { ...database, execute: (sql: string) => (written.push(sql), Promise.resolve()) };
  const again = await serve(await contract(), watched);
  expect(written).toEqual([]);
  expect((await again('list car')).body).toMatchObject([{ name: 'red' }]);
  expect((await again('list shop')).body).toEqual([]);
});

test('requests and instances that ask at once wait for one table', async () => {
  const calls = await Promise.all([1, 2, 3].map(async () => serve(await contract(), database)));
  const created = await Promise.all(
    calls.flatMap((call) => ['car', 'shop', 'car'].map((noun) => call(`create ${noun}`, { body: { name: noun } }))),
  );
  expect(created.map(({ status }) => status)).toEqual(Array(9).fill(201));
  expect(await made()).toEqual(['cars', 'shops']);
});

test('what could not be made is made for the next who asks', async () => {
  let isAway = true;
  const orm = new Proxy(database.orm, {
    get: (target, name, receiver): unknown => {
      if (isAway && name === 'em') throw new Error('away');
      return Reflect.get(target, name, receiver);
    },
  });
  const call = await serve(await contract(), { ...database, orm });
  await expect(call('list car')).rejects.toThrow('away');
  isAway = false;
  expect(await call('list car')).toMatchObject({ status: 200, body: [] });
});
