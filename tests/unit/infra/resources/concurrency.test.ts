import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

const schema = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, marks: { type: 'object', additionalProperties: { type: 'integer' } } },
};
const content = { 'application/json': { schema } };
const shown = { description: 'ok', content, headers: { ETag: { schema: { type: 'string' } } } };

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    paths: {
      '/sheets': { post: { operationId: 'create', requestBody: { content }, responses: { 201: shown } } },
      '/sheets/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'read', responses: { 200: shown, 304: { description: 'same' } } },
        patch: { operationId: 'update', requestBody: { content }, responses: { 200: shown } },
        delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

// On PGlite the statements interleave too, though they run one after the other.
test('no update made at the same time as others is lost', async () => {
  await call('create', { body: { id: 1, marks: {} } });
  const names = Array.from({ length: 12 }, (_, index) => `mark${index}`);
  await Promise.all(names.map((name) => call('update', { path: { id: 1 }, body: { marks: { [name]: 1 } } })));
  const { body } = await call('read', { path: { id: 1 } });
  expect(body).toEqual({ id: 1, marks: Object.fromEntries(names.map((name) => [name, 1])) });
});

test('of many that remove an item one does, and the others find none', async () => {
  await call('create', { body: { id: 30 } });
  const attempts = Array.from({ length: 8 }, () => call('remove', { path: { id: 30 } }));
  const settled = await Promise.allSettled(attempts);
  expect(
    settled.map((each) => (each.status === 'fulfilled' ? 'REMOVED' : (each.reason as { code: string }).code)).sort(),
  ).toEqual([...Array.from({ length: 7 }, () => 'NOT_FOUND'), 'REMOVED']);
});

test('of one that changes an item and one that removes it as it was, only one is told that it did', async () => {
  const { headers } = await call('create', { body: { id: 31, marks: {} } });
  const asItWas = { path: { id: 31 }, headers: { 'if-match': headers?.['ETag'] } };
  const settled = await Promise.allSettled([
    call('update', { ...asItWas, body: { marks: { a: 1 } } }),
    call('remove', asItWas),
  ]);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('many who change an item at the same time all get their turn', async () => {
  await call('create', { body: { id: 32, marks: {} } });
  const names = Array.from({ length: 40 }, (_, index) => `mark${index}`);
  await Promise.all(names.map((name) => call('update', { path: { id: 32 }, body: { marks: { [name]: 1 } } })));
  const { body } = await call('read', { path: { id: 32 } });
  expect(body).toEqual({ id: 32, marks: Object.fromEntries(names.map((name) => [name, 1])) });
});

test('of many that create the same item one succeeds', async () => {
  const attempts = Array.from({ length: 8 }, () => call('create', { body: { id: 2 } }));
  const settled = await Promise.allSettled(attempts);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of settled) {
    if (each.status === 'rejected')
      expect(each.reason).toMatchObject({ code: 'CONFLICT', details: [{ field: 'body.id' }] });
  }
});

test('numbers that clients chose are skipped', async () => {
  await call('create', { body: { id: 40 } });
  for (const id of [3, 4]) await call('create', { body: { id } });
  const made = [await call('create', { body: {} }), await call('create', { body: {} })];
  expect(made.map(({ body }) => (body as { id: number }).id)).toEqual([41, 42]);
});

test('whoever holds an old version is told, and one who has the newest gets no copy', async () => {
  const { headers } = await call('create', { body: { id: 50, marks: { a: 1 } } });
  const etag = headers?.['ETag'];
  const path = { id: 50 };
  expect(await call('read', { path, headers: { 'if-none-match': etag } })).toEqual({
    status: 304,
    headers: { ETag: etag },
  });
  const changed = await call('update', { path, headers: { 'if-match': etag }, body: { marks: { b: 2 } } });
  expect(changed).toMatchObject({ status: 200, body: { id: 50, marks: { a: 1, b: 2 } } });
  const stale = { code: 'STALE' };
  await expect(call('update', { path, headers: { 'if-match': etag }, body: {} })).rejects.toMatchObject(stale);
  await expect(call('remove', { path, headers: { 'if-match': etag } })).rejects.toMatchObject(stale);
  expect(await call('read', { path, headers: { 'if-none-match': etag } })).toMatchObject({ status: 200 });
  // A weak tag promises no byte; that is enough to read again, not to write over (RFC 9110, section 13.1.1).
  const weak = `W/${changed.headers?.['ETag']}`;
  await expect(call('update', { path, headers: { 'if-match': weak }, body: {} })).rejects.toMatchObject(stale);
  expect(await call('read', { path, headers: { 'if-none-match': weak } })).toMatchObject({ status: 304 });
});

test('of many that put the same new item one makes it, and the others replace it', async () => {
  const device = { type: 'object', properties: { serial: { type: 'string' }, note: { type: 'string' } } };
  const body = { content: { 'application/json': { schema: device } } };
  const contract = await contractOf({
    info: { title: 'Devices', version: '1' },
    paths: {
      '/devices/{serial}': {
        parameters: [{ name: 'serial', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'read', responses: { 200: { description: 'ok', ...body } } },
        put: {
          operationId: 'put',
          requestBody: body,
          responses: { 200: { description: 'ok', ...body }, 201: { description: 'made', ...body } },
        },
      },
    },
  });
  const put = await serve(contract, database);
  const notes = Array.from({ length: 6 }, (_, index) => `note ${index}`);
  const answers = await Promise.all(
    notes.map((note) => put('put', { path: { serial: 'r1' }, body: { serial: 'r1', note } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  const { note } = (await put('read', { path: { serial: 'r1' } })).body as { note: string };
  expect(notes).toContain(note);
});
