import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '@plumbline/contract/contract';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { renameProperty } from '../../../../src/infra/resources/schema/rename.ts';
import { serveResources } from '../../../../src/infra/resources/serve.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

interface Shelf {
  title?: string;
  version?: string;
  properties: Record<string, object>;
  noun?: string;
  id?: object;
  info?: object;
  required?: string[];
}

/** A contract of one collection. */
function shelf({
  title = 'Shop',
  version = '1',
  properties,
  noun = 'goods',
  id = { type: 'integer' },
  info = {},
  required = ['id'],
}: Shelf): Promise<Contract> {
  const good = { type: 'object', required, properties: { id: { ...id, readOnly: true }, ...properties } };
  const schema = { $ref: '#/components/schemas/Good' };
  const content = { 'application/json': { schema } };
  const ok = { description: 'ok', content };
  return contractOf({
    info: { title, version, ...info },
    components: { schemas: { Good: good } },
    paths: {
      [`/${noun}`]: {
        get: {
          operationId: 'list',
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'array', items: schema } } } },
          },
        },
        post: { operationId: 'create', requestBody: { content }, responses: { 201: ok } },
      },
      [`/${noun}/{id}`]: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: id }],
        get: { operationId: 'read', responses: { 200: ok } },
      },
    },
  });
}

const text = { type: 'string' };
const count = { type: 'integer', format: 'int32' };

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test('the second start with nothing changed writes nothing', async () => {
  const contract = await shelf({ properties: { name: text } });
  await serve(contract, database);
  const written: string[] = [];
  const watched = { ...database, execute: (sql: string) => (written.push(sql), Promise.resolve()) };
  await serve(contract, watched);
  expect(written).toEqual([]);
});

test('what only adds is applied, told, and keeps the rows', async () => {
  const call = await serve(await shelf({ properties: { name: text, count } }), database);
  await call('create', { body: { name: 'nail', count: 3 } });
  const next = await shelf({
    version: '2',
    properties: { name: text, count: { type: 'integer' }, price: { type: 'number' } },
  });
  const told: string[] = [];
  const logger = { info: (line: string) => told.push(line), warn: () => undefined };
  await serveResources({ contract: next, model: inferResources(next), database, logger });
  expect(told).toEqual(['Shop 2: goods.count: numeric', 'Shop 2: add goods.price']);
  const again = await serve(next, database);
  expect((await again('read', { path: { id: 1 } })).body).toEqual({ id: 1, name: 'nail', count: 3 });
  const created = await again('create', { body: { name: 'screw', price: 0.5, count: 2 ** 40 } });
  expect(created.body).toEqual({ id: 2, name: 'screw', price: 0.5, count: 2 ** 40 });
});

test('rows that lack what is required now are named when it starts', async () => {
  const call = await serve(await shelf({ properties: { name: text } }), database);
  await call('create', { body: { name: 'nail' } });
  await call('create', { body: { name: 'screw' } });
  await call('create', { body: {} });
  const warningsOf = async (version: string, required: string[], price: object): Promise<string[]> => {
    const next = await shelf({ version, properties: { name: text, price }, required });
    const warnings: string[] = [];
    const logger = { info: () => undefined, warn: (line: string) => warnings.push(line) };
    await serveResources({ contract: next, model: inferResources(next), database, logger });
    return warnings;
  };
  expect(await warningsOf('2', ['id', 'price'], { type: 'number', default: 1 })).toEqual([]);
  expect(await warningsOf('3', ['id', 'price', 'name'], { type: 'number' })).toEqual([
    expect.stringContaining('Shop 3: 3 rows of goods have no "price", which is required.'),
    expect.stringContaining('Shop 3: 1 row of goods has no "name", which is required.'),
  ]);
  const again = await serve(
    await shelf({
      version: '3',
      properties: { name: text, price: { type: 'number' } },
      required: ['id', 'price', 'name'],
    }),
    database,
    {
      isProduction: true,
    },
  );
  await expect(again('read', { path: { id: 1 } })).rejects.toMatchObject({ code: 'NOT_IMPLEMENTED' });
});

describe('what would lose or hide data stops, says so, and changes nothing', () => {
  test.each<[string, Shelf, string]>([
    [
      'a property is gone',
      { properties: { name: text } },
      '1 row of goods hold "count", which the contract no longer has',
    ],
    [
      'a type narrows',
      { properties: { name: { type: 'integer' }, count } },
      '1 row of goods hold "name" as text, which the contract now declares as numeric',
    ],
    [
      'a resource is gone',
      { noun: 'wares', properties: { name: text } },
      '1 row stand in goods, a resource that the contract no longer has',
    ],
    [
      'the identity changes',
      { id: { type: 'string', format: 'uuid' }, properties: { name: text, count } },
      '1 row of goods hold "id" as bigint, which the contract now declares as uuid',
    ],
    [
      'values narrow',
      { properties: { name: { type: 'string', enum: ['nut'] }, count: { ...count, maximum: 2 } } },
      '1 row of goods hold "name" with values that the contract no longer allows\n' +
        '  1 row of goods hold "count" with values that the contract no longer allows',
    ],
    [
      'an object takes the place of a number',
      { properties: { name: text, count: { type: 'object', properties: { each: count } } } },
      '1 row of goods hold "count" with values that the contract no longer allows',
    ],
  ])('when %s', async (_, changed, line) => {
    const before = await shelf({ properties: { name: text, count } });
    const call = await serve(before, database);
    await call('create', { body: { name: 'nail', count: 3 } });
    const next = await shelf({ version: '2', ...changed });
    const refused = serve(next, database);
    await expect(refused).rejects.toMatchObject({
      name: 'EvolutionError',
      message: expect.stringContaining(
        `does not fit version 2 of the contract:\n  ${line}\nNothing was changed.`,
      ) as unknown,
    });
    const again = await serve(before, database);
    expect((await again('read', { path: { id: 1 } })).body).toEqual({ id: 1, name: 'nail', count: 3 });
  });
});

test('a narrower contract takes the rows that fit it', async () => {
  const call = await serve(await shelf({ properties: { name: text, count } }), database);
  await call('create', { body: { name: 'nut', count: 2 } });
  const narrower = { name: { type: 'string', enum: ['nut'] }, count: { ...count, maximum: 2 } };
  const again = await serve(await shelf({ version: '2', properties: narrower }), database);
  expect((await again('read', { path: { id: 1 } })).body).toEqual({ id: 1, name: 'nut', count: 2 });
});

test('an empty table takes another identity, and finds by it', async () => {
  await serve(await shelf({ properties: { name: text } }), database);
  const id = { type: 'string', format: 'uuid' };
  const call = await serve(await shelf({ version: '2', id, properties: { name: text } }), database);
  const created = await call('create', { body: { name: 'nail' } });
  expect(await call('read', { path: created.body as { id: string } })).toMatchObject({ body: created.body });
  const indexes = `select indexname from pg_indexes where schemaname = 'shop' and indexname = 'goods_identity'`;
  expect(await database.query({ sql: indexes }, [])).toEqual([{ indexname: 'goods_identity' }]);
});

test('a property that nobody used may go, and change', async () => {
  await serve(await shelf({ properties: { name: text, count } }), database);
  const call = await serve(await shelf({ version: '2', properties: { count: text } }), database);
  expect((await call('create', { body: { count: 'many' } })).body).toEqual({ id: 1, count: 'many' });
});

test('contracts of different titles never meet', async () => {
  const one = await serve(await shelf({ title: 'Shop', properties: { name: text } }), database);
  const other = await serve(await shelf({ title: 'shop!', properties: { count } }), database);
  await one('create', { body: { name: 'nail' } });
  await other('create', { body: { count: 1 } });
  expect((await one('list')).body).toEqual([{ id: 1, name: 'nail' }]);
  expect((await other('list')).body).toEqual([{ id: 1, count: 1 }]);
});

describe('a contract with another title', () => {
  const properties = { name: text, count };
  const nail = { name: 'nail', count: 3 };
  const stored = [{ id: 1, ...nail }];

  test('continues the data of the only contract that stores the same, and so does the former title', async () => {
    await (
      await serve(await shelf({ properties }), database)
    )('create', { body: nail });
    const renamed = await serve(await shelf({ title: 'Store', version: '2', properties }), database);
    expect((await renamed('list')).body).toEqual(stored);
    const former = await serve(await shelf({ properties }), database);
    expect((await former('list')).body).toEqual(stored);
  });

  test('is refused where several contracts store the same', async () => {
    await serve(await shelf({ properties }), database);
    await serve(await shelf({ title: 'Store', info: { 'x-plumbline-id': 'store' }, properties }), database);
    const refused = serve(await shelf({ title: 'Depot', properties }), database);
    await expect(refused).rejects.toMatchObject({
      name: 'EvolutionError',
      message: expect.stringContaining('x-plumbline-id') as unknown,
    });
  });

  test('is the same contract by its x-plumbline-id, whatever else changes', async () => {
    const info = { 'x-plumbline-id': 'shop' };
    await (
      await serve(await shelf({ properties }), database)
    )('create', { body: nail });
    await serve(await shelf({ info, properties }), database);
    const changed = { ...properties, colour: text, size: text, weight: count };
    const renamed = await serve(await shelf({ title: 'Store', info, properties: changed }), database);
    expect((await renamed('list')).body).toEqual(stored);
  });

  test('has data of its own by another x-plumbline-id', async () => {
    await (
      await serve(await shelf({ properties }), database)
    )('create', { body: nail });
    const own = await shelf({ title: 'Store', info: { 'x-plumbline-id': 'store' }, properties });
    expect((await (await serve(own, database))('list')).body).toEqual([]);
  });
});

describe('an earlier version', () => {
  const earlier = () => shelf({ properties: { name: text, count } });
  const later = () =>
    shelf({
      version: '2',
      properties: { name: { ...text, 'x-unique': true }, count: { type: 'number' }, colour: text },
    });

  test('starts on newer tables, keeps what they hold, and later versions go on with it', async () => {
    await (
      await serve(await earlier(), database)
    )('create', { body: { name: 'nail', count: 3 } });
    await (
      await serve(await later(), database)
    )('create', { body: { name: 'nut', count: 4, colour: 'red' } });
    for (let start = 0; start < 2; start += 1) {
      const back = await serve(await earlier(), database);
      expect((await back('list')).body).toEqual([
        { id: 1, name: 'nail', count: 3 },
        { id: 2, name: 'nut', count: 4 },
        ...(start === 0 ? [] : [{ id: 3, name: 'bolt', count: 5 }]),
      ]);
      if (start === 0) await back('create', { body: { name: 'bolt', count: 5 } });
    }
    const again = await serve(await later(), database);
    expect((await again('list')).body).toEqual([
      { id: 1, name: 'nail', count: 3 },
      { id: 2, name: 'nut', count: 4, colour: 'red' },
      { id: 3, name: 'bolt', count: 5 },
    ]);
  });

  test('takes what a unique key of a later version would refuse; the later one then names it', async () => {
    await (
      await serve(await earlier(), database)
    )('create', { body: { name: 'nail', count: 3 } });
    await serve(await later(), database);
    await (
      await serve(await earlier(), database)
    )('create', { body: { name: 'nail', count: 4 } });
    await expect(serve(await later(), database)).rejects.toMatchObject({
      message: expect.stringContaining('share a value of "name"') as unknown,
    });
  });
});

describe('renameProperty', () => {
  test('keeps the values of every row under the new name', async () => {
    const call = await serve(await shelf({ properties: { name: { type: ['string', 'null'] }, count } }), database);
    for (const name of ['nail', null]) await call('create', { body: { name, count: 3 } });
    const next = await shelf({ version: '2', properties: { label: { type: ['string', 'null'] }, count } });
    await expect(serve(next, database)).rejects.toThrow('npm run db:rename');
    const given = { contract: next, model: inferResources(next), database };
    expect(await renameProperty(given, { resource: 'goods', from: 'name', to: 'label' })).toBe(2);
    expect((await (await serve(next, database))('list')).body).toEqual([
      { id: 1, label: 'nail', count: 3 },
      { id: 2, label: null, count: 3 },
    ]);
  });

  test('says what is not there', async () => {
    await serve(await shelf({ properties: { name: text } }), database).then((call) => call('create', { body: {} }));
    const next = await shelf({ properties: { label: text } });
    const given = { contract: next, model: inferResources(next), database };
    await expect(renameProperty(given, { resource: 'goods', from: 'nam', to: 'label' })).rejects.toThrow(
      'no column for "nam". Its columns: id, name.',
    );
    await expect(renameProperty(given, { resource: 'good', from: 'name', to: 'label' })).rejects.toThrow(
      'Its resources: goods.',
    );
  });
});

const isServer = (process.env['DATABASE_URL'] ?? '') !== '';
// PGlite has one connection, and one process.
(isServer ? test : test.skip)('two instances that start at once agree (needs a PostgreSQL server)', async () => {
  const contract = await shelf({ properties: { name: text } });
  const second = await openDatabase({ ...database.options, entities: [] });
  const [one, other] = await Promise.all([serve(contract, database), serve(contract, second)]);
  await one('create', { body: { name: 'nail' } });
  expect((await other('list')).body).toEqual([{ id: 1, name: 'nail' }]);
  await second.close();
});
