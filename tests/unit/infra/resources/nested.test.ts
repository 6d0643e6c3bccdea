import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const inPath = (name: string, schema: object = text) => ({ name, in: 'path', required: true, schema });

const PROBE = {
  type: 'object',
  properties: {
    kind: text,
    metadata: { type: 'object', properties: { name: text, station: text, labels: { type: 'object' } } },
    state: { type: 'object', properties: { phase: text } },
  },
};
const item = '/stations/{station}/probes/{name}';

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    paths: {
      '/stations/{station}/probes': {
        parameters: [inPath('station')],
        get: {
          operationId: 'list',
          responses: { 200: ok({ type: 'object', properties: { items: { type: 'array', items: ref('Probe') } } }) },
        },
        post: { operationId: 'create', requestBody: json(ref('Probe')), responses: { 201: ok(ref('Probe')) } },
      },
      [item]: {
        parameters: [inPath('station'), inPath('name')],
        get: { operationId: 'read', responses: { 200: ok(ref('Probe')) } },
        put: {
          operationId: 'replace',
          requestBody: json(ref('Probe')),
          responses: { 200: ok(ref('Probe')), 400: { description: 'no' } },
        },
        delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
      },
      [`${item}/state`]: {
        parameters: [inPath('station'), inPath('name')],
        get: { operationId: 'readState', responses: { 200: ok(ref('Probe')) } },
        put: { operationId: 'putState', requestBody: json(ref('Probe')), responses: { 200: ok(ref('Probe')) } },
      },
    },
    components: { schemas: { Probe: PROBE } },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

const north = { station: 'north' };

test('an item is found by the name that its metadata shows, and shows its parent there', async () => {
  const sent = { kind: 'Probe', metadata: { name: 'depth', labels: { a: 'b' } } };
  const shown = { kind: 'Probe', metadata: { ...sent.metadata, station: 'north' } };
  expect((await call('create', { path: north, body: sent })).body).toEqual(shown);
  expect((await call('read', { path: { ...north, name: 'depth' } })).body).toEqual(shown);
  expect((await call('list', { path: north })).body).toEqual({ items: [shown] });
  await expect(call('create', { path: north, body: sent })).rejects.toMatchObject({
    code: 'CONFLICT',
    details: [{ field: 'body.metadata.name' }],
  });
});

test('one without a name is given one', async () => {
  const { body } = await call('create', { path: north, body: { kind: 'Probe' } });
  const { name } = (body as { metadata: { name: string } }).metadata;
  expect((await call('read', { path: { ...north, name } })).body).toEqual(body);
});

test('a path below it that shows the same schema shows and changes that item', async () => {
  const path = { ...north, name: 'depth' };
  const state = { phase: 'ready' };
  const changed = await call('putState', { path, body: { state } });
  expect(changed.body).toMatchObject({ kind: 'Probe', metadata: { name: 'depth' }, state });
  expect((await call('readState', { path })).body).toEqual(changed.body);
  expect((await call('read', { path })).body).toEqual(changed.body);
});

test('replacing it keeps its name, which is no other than that of its path, and removing it leaves none', async () => {
  const path = { ...north, name: 'depth' };
  await expect(call('replace', { path, body: { metadata: { name: 'other' } } })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field: 'body.metadata.name' }],
  });
  const { body } = await call('replace', { path, body: { metadata: {} } });
  expect(body).toEqual({ metadata: { name: 'depth', station: 'north' } });
  await call('remove', { path });
  await expect(call('readState', { path })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
