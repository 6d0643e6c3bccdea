import { openDatabase, type Database } from '../../../../src/infra/db/database.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { serveResources } from '../../../../src/infra/resources/serve.ts';
import { contractOf } from '../../support/resources.ts';

let database: Database;

beforeEach(async () => {
  database = await openDatabase({ entities: [] });
});

afterEach(() => database.close());

const good = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, colour: { type: 'string' }, weight: { type: 'integer' } },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const filter = (name: string, type: string) => ({ name, in: 'query', schema: { type } });

async function serveShop() {
  const contract = await contractOf({
    info: { title: 'Shop', version: '1' },
    paths: {
      '/goods': {
        get: {
          operationId: 'list',
          parameters: [filter('colour', 'string'), filter('weight', 'integer')],
          responses: { 200: { description: 'All.', ...json({ type: 'array', items: good }) } },
        },
        post: {
          operationId: 'create',
          requestBody: json(good),
          responses: { 201: { description: 'Made.', ...json(good) } },
        },
      },
      '/goods/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'read', responses: { 200: { description: 'One.', ...json(good) } } },
      },
    },
  });
  return serveResources({ contract, model: inferResources(contract), database });
}

async function indexes(): Promise<unknown[]> {
  const sql = `select indexname from pg_indexes where schemaname = 'shop' order by 1`;
  return (await database.query({ sql }, [])).map(({ indexname }) => indexname);
}

test('what items may not share holds from the start, what makes lists quicker is built later', async () => {
  const { buildIndexes } = await serveShop();
  expect(await indexes()).toEqual(['goods_identity', 'goods_pkey']);
  await buildIndexes(new AbortController().signal);
  expect(await indexes()).toEqual(['goods_colour_index', 'goods_identity', 'goods_pkey', 'goods_weight_index']);
});

test('what a stop cut off is built after the next start', async () => {
  const stop = new AbortController();
  const { buildIndexes } = await serveShop();
  const building = buildIndexes(stop.signal);
  stop.abort();
  await building;
  expect(await indexes()).toEqual(['goods_identity', 'goods_pkey']);
  await (await serveShop()).buildIndexes(new AbortController().signal);
  expect(await indexes()).toEqual(['goods_colour_index', 'goods_identity', 'goods_pkey', 'goods_weight_index']);
});

test('instances that start at once build them once', async () => {
  const served = await Promise.all([serveShop(), serveShop(), serveShop()]);
  await Promise.all(served.map(({ buildIndexes }) => buildIndexes(new AbortController().signal)));
  expect(await indexes()).toHaveLength(4);
});
