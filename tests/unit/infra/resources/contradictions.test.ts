import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Bodies that give an item another identity, or another parent, than the path by which it is addressed. */

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const no = { description: 'no' };
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });

const project = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer', readOnly: true }, name: text },
};
const item = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, projectId: { type: 'integer' }, title: text, sealed: text },
};
const said = { type: 'object', properties: { ...item.properties, sealed: undefined } };
const policy = { type: 'object', properties: { id: { type: 'integer' }, type: text } };
const assignment = { type: 'object', required: ['id'], properties: { ...policy.properties, policy } };
const assigning = { type: 'object', required: ['policy'], properties: { policy } };
const one = '/projects/{projectId}/items/{id}';

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  const contract = await contractOf({
    info: { title: 'Paths', version: '1' },
    paths: {
      '/projects': {
        post: { operationId: 'start', requestBody: json(project), responses: { 201: ok(project) } },
      },
      '/projects/{projectId}': {
        parameters: [inPath('projectId')],
        get: { operationId: 'project', responses: { 200: ok(project) } },
      },
      '/projects/{projectId}/items': {
        parameters: [inPath('projectId')],
        post: { operationId: 'create', requestBody: json(said), responses: { 201: ok(item), 400: no } },
      },
      [one]: {
        parameters: [inPath('projectId'), inPath('id')],
        get: { operationId: 'read', responses: { 200: ok(item) } },
        put: { operationId: 'replace', requestBody: json(said), responses: { 200: ok(item), 422: no } },
        patch: { operationId: 'update', requestBody: json(said), responses: { 200: ok(item), default: no } },
      },
      '/policy-assignments/{id}': {
        parameters: [inPath('id')],
        get: { operationId: 'assignment', responses: { 200: ok(assignment) } },
        put: { operationId: 'assign', requestBody: json(assigning), responses: { 200: ok(assignment), 400: no } },
      },
      '/items/{id}': {
        parameters: [inPath('id')],
        put: { operationId: 'put', requestBody: json(said), responses: { 200: ok(item) } },
        patch: { operationId: 'conflict', requestBody: json(said), responses: { 200: ok(item), 409: no } },
      },
    },
  });
  call = await serve(contract, database);
});
afterAll(() => database.close());

async function made(): Promise<{ projectId: number; id: number }> {
  const { body: parent } = await call('start', { body: { name: 'One' } });
  const projectId = (parent as { id: number }).id;
  const { body } = await call('create', { path: { projectId }, body: { title: 'First' } });
  return { projectId, id: (body as { id: number }).id };
}

test.each([
  ['replace', { id: 987, title: 'Other' }, 'body.id'],
  ['replace', { projectId: 987, title: 'Other' }, 'body.projectId'],
  ['update', { id: 987 }, 'body.id'],
  ['update', { projectId: 987 }, 'body.projectId'],
  ['update', { id: null }, 'body.id'],
])('%s of %j is refused, naming the field, and nothing has changed', async (operation, body, field) => {
  const path = await made();
  await expect(call(operation, { path, body })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field }],
  });
  expect((await call('read', { path })).body).toEqual({ ...path, title: 'First' });
});

test('one made below a parent belongs to no other', async () => {
  const { projectId } = await made();
  const path = { projectId };
  await expect(call('create', { path, body: { projectId: projectId + 1, title: 'Lost' } })).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    details: [{ field: 'body.projectId', message: `must be ${projectId}, as the path says` }],
  });
  expect((await call('create', { path, body: { projectId, title: 'Own' } })).body).toMatchObject({ projectId });
});

test('where the contract declares a conflict and no invalid request, it is a conflict', async () => {
  const { id } = await made();
  await expect(call('conflict', { path: { id }, body: { id: id + 1000 } })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('where the contract declares no refusal, the path holds, and the answer says what is not as it was sent', async () => {
  const path = await made();
  const answer = await call('put', { path: { id: path.id }, body: { id: 987, title: 'Second' } });
  expect(answer).toMatchObject({ status: 200, headers: { 'x-plumbline-not-as-sent': 'body.id' } });
  expect(answer.body).toEqual({ ...path, title: 'Second' });
});

test('what agrees with the path is taken, also in full and with null for what the server knows', async () => {
  const path = await made();
  for (const body of [path, { ...path, id: null }, {}]) {
    const answer = await call('replace', { path, body: { ...body, title: 'Same' } });
    expect(answer).toEqual({
      status: 200,
      headers: {},
      mediaType: 'application/json',
      body: { ...path, title: 'Same' },
    });
  }
});

test('an item moves to the parent that a replacement names, where the path names none', async () => {
  const [path, other] = [await made(), await made()];
  const { body } = await call('put', { path: { id: path.id }, body: { projectId: other.projectId, title: 'Moved' } });
  expect(body).toEqual({ id: path.id, projectId: other.projectId, title: 'Moved' });
  const again = await call('put', { path: { id: path.id }, body: { title: 'Stays' } });
  expect(again.body).toEqual({ id: path.id, projectId: other.projectId, title: 'Stays' });
});

test('a replacement keeps what it has no word for, unless it says it all the same', async () => {
  const path = await made();
  const { body } = await call('put', { path: { id: path.id }, body: { title: 'Open', sealed: 'yes' } });
  expect(body).toMatchObject({ sealed: 'yes' });
  expect((await call('put', { path: { id: path.id }, body: { title: 'Open' } })).body).toMatchObject({ sealed: 'yes' });
  const changed = await call('put', { path: { id: path.id }, body: { title: 'Open', sealed: 'no' } });
  expect(changed.body).toMatchObject({ sealed: 'no' });
});

test('the identifier of what an item has for a part is not its own', async () => {
  const body = { policy: { id: 8, type: 'strict' } };
  expect((await call('assign', { path: { id: 7 }, body })).body).toMatchObject({ id: 7, ...body });
  expect((await call('assignment', { path: { id: 7 } })).body).toMatchObject({ id: 7, ...body });
});
