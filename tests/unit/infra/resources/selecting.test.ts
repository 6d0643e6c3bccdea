import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Contract } from '@plumbline/contract/contract';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Query parameters that select items: each selects what its name says, or has no effect, and says so. */

const text = { type: 'string' };
const integer = { type: 'integer' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const none = { description: 'none' };
const query = (name: string, schema: object = text, rest: object = {}) => ({ name, in: 'query', schema, ...rest });
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: integer });
const item = (properties: object) => ({
  type: 'object',
  properties: { id: { type: 'integer', readOnly: true }, ...properties },
});

const site = item({ name: text });
const pump = item({ name: text, label: text, alias: { type: ['string', 'null'] }, state: { enum: ['on', 'off'] } });

let database: TestDatabase;
let contract: Contract;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  contract = await contractOf({
    info: { title: 'Pumps', version: '1' },
    paths: {
      '/sites': { post: { operationId: 'build', requestBody: json(site), responses: { 201: ok(site) } } },
      '/sites/{siteId}': {
        parameters: [inPath('siteId')],
        get: { operationId: 'site', responses: { 200: ok(site) } },
      },
      '/sites/{siteId}/pumps': {
        parameters: [inPath('siteId')],
        post: { operationId: 'install', requestBody: json(pump), responses: { 201: ok(pump) } },
      },
      '/pumps': {
        get: {
          operationId: 'pumps',
          parameters: [
            query('siteId', integer),
            query('aliases', { enum: ['true', 'false'], default: 'true' }),
            query('state', { enum: ['own', 'shared'], default: 'own' }),
          ],
          responses: { 200: ok({ type: 'array', items: pump }) },
        },
        delete: {
          operationId: 'scrap',
          parameters: [query('label'), query('siteId', integer)],
          responses: { 204: none },
        },
      },
      '/pumps/{pumpId}': {
        parameters: [inPath('pumpId')],
        get: { operationId: 'pump', responses: { 200: ok(pump) } },
      },
      '/sites/{siteId}/pumps/old': { delete: { operationId: 'unrelated', responses: { 204: none } } },
      '/valves': {
        get: { operationId: 'valves', responses: { 200: ok({ type: 'array', items: site }) } },
        post: { operationId: 'fit', requestBody: json(site), responses: { 201: ok(site) } },
        delete: { operationId: 'purge', parameters: [query('olderThan')], responses: { 204: none } },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

let [north, south] = [0, 0];
beforeEach(async () => {
  await call('scrap');
  [north, south] = [await build('north'), await build('south')];
  await call('install', { path: { siteId: north }, body: { name: 'a', label: 'red' } });
  await call('install', { path: { siteId: north }, body: { name: 'b', label: 'blue' } });
  await call('install', { path: { siteId: south }, body: { name: 'c', label: 'red' } });
});

async function build(name: string): Promise<number> {
  return ((await call('build', { body: { name } })).body as { id: number }).id;
}

async function names(asked: Record<string, unknown> = {}): Promise<string[]> {
  const { body } = await call('pumps', { query: asked });
  return (body as { name: string }[]).map(({ name }) => name);
}

describe('a list', () => {
  test('is filtered by a parent that its items do not show', async () => {
    expect(await names({ siteId: south })).toEqual(['c']);
    expect(await names({ siteId: 987 })).toEqual([]);
  });

  test('is not filtered by a switch, nor by values that no item can have', async () => {
    expect(await names({ aliases: 'true', state: 'own' })).toEqual(['a', 'b', 'c']);
    expect(inferResources(contract).operations.get('pumps')?.ignored).toEqual(['aliases', 'state']);
  });
});

describe('a removal of all items', () => {
  test('removes those that its filters select', async () => {
    expect(await call('scrap', { query: { label: 'red' } })).toMatchObject({ status: 204 });
    expect(await names()).toEqual(['b']);
  });

  test('removes those under a parent', async () => {
    await call('scrap', { query: { siteId: north } });
    expect(await names()).toEqual(['c']);
  });

  test('removes nothing for a filter without a value', async () => {
    await expect(call('scrap', { query: { label: '' } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'query.label' }],
    });
    expect(await names()).toHaveLength(3);
  });

  test('is not derived where a parameter selects by something unknown', () => {
    const { operations, notDerived } = inferResources(contract);
    expect(operations.has('purge')).toBe(false);
    expect(notDerived.get('purge')).toMatch(/olderThan/);
  });
});
