import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Nulls within a merge patch: values where the schema of their place names null, removals everywhere else. */

const text = { type: 'string' };
const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const linkage = object({ type: text, id: text }, { required: ['type', 'id'] });
const author = object({ data: { oneOf: [{ type: 'null' }, linkage] } });
const article = object({
  type: { const: 'articles' },
  id: { ...text, readOnly: true },
  attributes: object({ title: text, place: object({ city: { type: ['string', 'null'] }, street: text }) }),
  relationships: object({ author }),
  meta: object({ notes: object({}, { additionalProperties: { type: ['string', 'null'] } }), free: object({}) }),
  choice: {
    oneOf: [
      object({ kind: { const: 'a' }, value: { type: ['integer', 'null'] } }, { required: ['kind', 'value'] }),
      object({ kind: { const: 'b' }, value: { type: 'integer' } }, { required: ['kind'] }),
    ],
  },
});
const content = { 'application/vnd.api+json': { schema: object({ data: article }) } };
const ok = { description: 'ok', content };

let database: TestDatabase;
let call: Call;
let path: Record<string, unknown>;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    paths: {
      '/articles': { post: { operationId: 'create', requestBody: { content }, responses: { 201: ok } } },
      '/articles/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        get: { operationId: 'read', responses: { 200: ok } },
        patch: { operationId: 'update', requestBody: { content }, responses: { 200: ok } },
      },
    },
  });
  const served = await serve(contract, database);
  call = (operation, request) => served(operation, { mediaType: 'application/vnd.api+json', ...request });
});
afterAll(() => database.close());

const sent = {
  type: 'articles',
  attributes: { title: 'Ink', place: { city: 'Oslo', street: 'Gata' } },
  relationships: { author: { data: { type: 'people', id: '9' } } },
  meta: { notes: { one: 'x' }, free: { one: 'x', two: 'y' } },
};
beforeEach(async () => {
  const { body } = await call('create', { body: { data: sent } });
  path = { id: (body as { data: { id: string } }).data.id };
});

test.each([
  ['relationships', { author: { data: null } }, { author: { data: null } }],
  ['attributes', { place: { city: null } }, { title: 'Ink', place: { city: null, street: 'Gata' } }],
  ['attributes', { place: { street: null } }, { title: 'Ink', place: { city: 'Oslo' } }],
  ['meta', { notes: { two: null } }, { ...sent.meta, notes: { one: 'x', two: null } }],
  ['meta', { free: { two: null } }, { ...sent.meta, free: { one: 'x' } }],
  ['choice', { kind: 'a', value: null }, { kind: 'a', value: null }],
  ['choice', { kind: 'b', value: null }, { kind: 'b' }],
])('%s patched with %j is %j', async (name, patch, expected) => {
  const changed = await call('update', { path, body: { data: { type: 'articles', [name]: patch } } });
  expect(changed.body).toMatchObject({ data: { [name]: expected } });
  const { body } = await call('read', { path });
  expect((body as { data: Record<string, unknown> }).data[name]).toEqual(expected);
});
