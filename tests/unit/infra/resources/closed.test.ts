import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('allOf over a closed schema is closed to what none of its parts declares', async () => {
  const contract = await contractOf({
    info: { title: 'Closed', version: '1' },
    paths: {
      '/things': {
        get: {
          operationId: 'list',
          responses: {
            200: ok({
              type: 'object',
              required: ['things', 'total', 'total_pages', 'current_page'],
              properties: {
                things: { type: 'array', items: reference('Thing') },
                total: { type: 'integer' },
                total_pages: { type: 'integer', minimum: 1 },
                current_page: { type: 'integer', minimum: 1 },
              },
            }),
          },
        },
        post: {
          operationId: 'create',
          requestBody: json(reference('New')),
          responses: { 201: ok(reference('Thing')) },
        },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'read', responses: { 200: ok(reference('Thing')) } },
      },
    },
    components: {
      schemas: {
        New: {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: { name: { type: 'string' }, note: { type: 'string' } },
        },
        Thing: {
          allOf: [reference('New'), { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }],
        },
      },
    },
  });
  const wrong = (name: string, value: unknown) => violations(contract, reference(name), value, 'response');
  expect(wrong('Thing', { id: 1, name: 'a' })).toEqual([]);
  expect(wrong('Thing', { id: 1, name: 'a', other: 2 })).toHaveLength(1);
  expect(wrong('New', { id: 1, name: 'a' })).toHaveLength(1);
  expect(contract.findings.filter(({ feature }) => feature === 'closed-part')).toEqual([
    expect.objectContaining({ verdict: 'healed', pointer: '/components/schemas/Thing/allOf' }),
  ]);

  const call = await serve(contract, database);
  // No page at all is refused by the schema: the nearest number stands, not a made-up one.
  expect((await call('list')).body).toEqual({ things: [], total: 0, total_pages: 1, current_page: 1 });
  expect((await call('create', { body: { name: 'a' } })).body).toEqual({ id: 1, name: 'a' });
  expect((await call('read', { path: { id: 1 } })).body).toEqual({ id: 1, name: 'a' });
  expect((await call('list')).body).toEqual({
    things: [{ id: 1, name: 'a' }],
    total: 1,
    total_pages: 1,
    current_page: 1,
  });
});

test('a closed schema that others extend by a discriminator is open to what they add', async () => {
  const heir = (property: string) => ({
    allOf: [reference('Pet'), { type: 'object', properties: { [property]: { type: 'string' } } }],
  });
  const contract = await contractOf({
    paths: { '/pets': { post: { requestBody: json(reference('Pet')), responses: { 204: { description: 'ok' } } } } },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          additionalProperties: false,
          discriminator: { propertyName: 'kind' },
          required: ['kind'],
          properties: { kind: { type: 'string' } },
        },
        Cat: heir('hunting'),
        Dog: heir('barking'),
      },
    },
  });
  const cat = { kind: 'Cat', hunting: 'lazy' };
  expect(violations(contract, reference('Cat'), cat, 'request')).toEqual([]);
  expect(contract.findings.flatMap(({ feature, pointer }) => (feature === 'closed-part' ? [pointer] : []))).toEqual([
    '/components/schemas/Pet',
  ]);
});
