import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NotFoundError } from '../../../../src/domain/errors.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

/** Customs of contracts that were found to lose what was sent, or to claim what nobody knows. */

const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const object = (properties: object, required: string[] = []) => ({ type: 'object', required, properties });
const listOf = (items: object) => ({ type: 'array', items });
const inPath = (name: string, schema: object = text) => ({ name, in: 'path', required: true, schema });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function served(title: string, paths: object, schemas: object = {}): Promise<Call> {
  const document = { info: { title, version: '1' }, paths, components: { schemas } };
  return contractOf(document).then((contract) => serve(contract, database));
}

test('a body that holds one item or several of them is read and answered either way', async () => {
  const either = object({ payment: ref('Payment'), payments: listOf(ref('Payment')) });
  const call = await served(
    'One or many',
    {
      '/payments': {
        get: { operationId: 'list', responses: { 200: ok(object({ payments: listOf(ref('Payment')) })) } },
        post: { operationId: 'create', requestBody: json(either), responses: { 201: ok(either) } },
      },
      '/payments/{id}': {
        parameters: [inPath('id', { type: 'integer' })],
        get: { operationId: 'read', responses: { 200: ok(object({ payment: ref('Payment') })) } },
      },
    },
    { Payment: object({ id: { type: 'integer' }, amount: { type: 'integer' } }, ['id', 'amount']) },
  );
  const send = async (body: object) => (await call('create', { body })).body;
  expect(await send({ payment: { amount: 5 } })).toEqual({ payment: { id: 1, amount: 5 } });
  const two = [
    { id: 2, amount: 6 },
    { id: 3, amount: 7 },
  ];
  expect(await send({ payments: [{ amount: 6 }, { amount: 7 }] })).toEqual({ payments: two });
  expect((await call('list')).body).toEqual({ payments: [{ id: 1, amount: 5 }, ...two] });
});

test('a new item is neither deleted nor archived, and nobody has liked it', async () => {
  const flag = { type: 'boolean' };
  const count = { type: 'integer' };
  const note = object({ id: count, text, deleted: flag, is_archived: flag, like_count: count, replyCount: count }, [
    'id',
    'deleted',
    'is_archived',
    'like_count',
    'replyCount',
  ]);
  const call = await served('Flags', {
    '/notes': { post: { operationId: 'create', requestBody: json(object({ text })), responses: { 201: ok(note) } } },
    '/notes/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok(note) } },
    },
  });
  const plain = { deleted: false, is_archived: false, like_count: 0, replyCount: 0 };
  expect((await call('create', { body: { text: 'a' } })).body).toEqual({ id: 1, text: 'a', ...plain });
});

test('what is changed by an identifier that no item can have is not there', async () => {
  const category = object({ id: uuid, budget: { type: 'integer' } }, ['id', 'budget']);
  const call = await served('Unfit identifiers', {
    '/categories/{categoryId}': {
      parameters: [inPath('categoryId')],
      get: { operationId: 'read', responses: { 200: ok(category) } },
      patch: {
        operationId: 'change',
        requestBody: json(object({ budget: { type: 'integer' } })),
        responses: { 200: ok(category) },
      },
    },
  });
  const change = call('change', { path: { categoryId: 'no-uuid' }, body: { budget: 5 } });
  await expect(change).rejects.toThrow(NotFoundError);
});

test('the path of the server itself may be that of the collection', async () => {
  const pet = object({ id: { type: 'integer' }, name: text }, ['id', 'name']);
  const call = await served('At the root', {
    '/': {
      get: { operationId: 'list', responses: { 200: ok(listOf(pet)) } },
      post: { operationId: 'create', requestBody: json(object({ name: text })), responses: { 201: ok(pet) } },
    },
    '/{petId}': {
      parameters: [inPath('petId', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok(pet) } },
      delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
    },
  });
  await call('create', { body: { name: 'Rex' } });
  expect((await call('read', { path: { petId: 1 } })).body).toEqual({ id: 1, name: 'Rex' });
  expect((await call('list')).body).toEqual([{ id: 1, name: 'Rex' }]);
  await call('remove', { path: { petId: 1 } });
  expect((await call('list')).body).toEqual([]);
});

test('after the last page there is no object that would lead on', async () => {
  const link = object({ href: text });
  const page = object({
    items: listOf(object({ id: { type: 'integer' } })),
    _links: object({ self: link, next: link }),
  });
  const paths = {
    '/notes': {
      get: {
        operationId: 'list',
        parameters: ['page', 'limit'].map((name) => ({ name, in: 'query', schema: { type: 'integer' } })),
        responses: { 200: ok(page) },
      },
      post: {
        operationId: 'create',
        requestBody: json(object({})),
        responses: { 201: ok(object({ id: { type: 'integer' } })) },
      },
    },
    '/notes/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok(object({ id: { type: 'integer' } })) } },
    },
  };
  const call = await served('Last pages', paths);
  for (const id of [1, 2]) await call('create', { body: { id } });
  const linksOf = async (number: number) => {
    const { body } = await call('list', { query: { page: number, limit: 1 } });
    return Object.keys((body as { _links: object })._links).sort();
  };
  expect(await linksOf(1)).toEqual(['next', 'self']);
  expect(await linksOf(2)).toEqual(['self']);
});

test('what is in an envelope is the item where it alone is identified, whatever stands beside it', async () => {
  const around = { status: text, service: text, resource: text, operation: text };
  const drive = object({ id: text, name: text }, ['id', 'name']);
  const call = await served('Services', {
    '/drives': {
      post: {
        operationId: 'create',
        requestBody: json(object({ name: text })),
        responses: { 201: ok(object({ ...around, data: object({ id: text }, ['id']) }, ['status', 'data'])) },
      },
    },
    '/drives/{id}': {
      parameters: [inPath('id')],
      get: { operationId: 'read', responses: { 200: ok(object({ ...around, data: drive }, ['status', 'data'])) } },
    },
  });
  const { body } = await call('create', { body: { name: 'Main' } });
  const { id } = (body as { data: { id: string } }).data;
  expect((await call('read', { path: { id } })).body).toMatchObject({ data: { id, name: 'Main' } });
});

test('a body in a media type that names no properties is put without harm', async () => {
  const stock = object({ sku: text, amount: { type: 'integer' } }, ['sku', 'amount']);
  const call = await served('Stocks', {
    '/stocks/{sku}': {
      parameters: [inPath('sku')],
      get: { operationId: 'read', responses: { 200: ok(stock) } },
      put: {
        operationId: 'replace',
        requestBody: { content: { 'application/json': { schema: stock }, 'application/xml': { schema: stock } } },
        responses: { 200: ok(stock) },
      },
    },
  });
  const sent = { mediaType: 'application/xml', body: Buffer.from('<stock><amount>5</amount></stock>') };
  expect(await call('replace', { path: { sku: 'a' }, ...sent })).toMatchObject({ status: 200, body: { sku: 'a' } });
});

test('before and after are moments where their descriptions say so, and no cursors', async () => {
  const entry = object({ id: { type: 'integer' }, date: { type: 'string', format: 'date-time' } }, ['id', 'date']);
  const moment = (name: string) => ({
    name,
    in: 'query',
    schema: text,
    description: `A timestamp: entries that were made ${name} it.`,
  });
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
  const call = await served('Moments', {
    '/entries': {
      get: {
        operationId: 'list',
        parameters: [moment('before'), moment('after'), limit],
        responses: { 200: ok(listOf(entry)) },
      },
      post: { operationId: 'create', requestBody: json(entry), responses: { 201: ok(entry) } },
    },
    '/entries/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok(entry) } },
    },
  });
  for (const day of [1, 2, 3]) await call('create', { body: { id: day, date: `2026-01-0${day}T00:00:00Z` } });
  const { body } = await call('list', { query: { after: '2026-01-02T00:00:00Z' } });
  expect((body as { id: number }[]).map(({ id }) => id)).toEqual([2, 3]);
});

test('a new item is of the kind that the answer to its creation shows, whatever kinds reading knows', async () => {
  const kind = (type: number) =>
    object({ id: { type: 'integer' }, name: text, type: { type: 'integer', enum: [type] } }, ['id', 'name', 'type']);
  const call = await served(
    'Kinds',
    {
      '/hooks': {
        post: {
          operationId: 'create',
          requestBody: json(object({ name: text }, ['name'])),
          responses: { 201: ok(ref('Incoming')) },
        },
      },
      '/hooks/{id}': {
        parameters: [inPath('id', { type: 'integer' })],
        get: {
          operationId: 'read',
          responses: { 200: ok({ oneOf: [ref('Follower'), ref('Application'), ref('Incoming')] }) },
        },
      },
    },
    { Follower: kind(2), Application: kind(3), Incoming: kind(1) },
  );
  const { body } = await call('create', { body: { name: 'news' } });
  expect(body).toEqual({ id: 1, name: 'news', type: 1 });
  expect((await call('read', { path: { id: 1 } })).body).toEqual(body);
});

test('what a contract gives an example of is not said of every new item', async () => {
  const EXAMPLE = '2026-05-04T08:00:00Z';
  const createdAt = { type: 'string', format: 'date-time', readOnly: true, example: EXAMPLE };
  const members = { id: { type: 'integer' }, name: text, createdAt };
  const call = await served(
    'Told',
    {
      '/notes': {
        post: {
          operationId: 'create',
          requestBody: json(object({ name: text }, ['name'])),
          responses: { 201: ok(ref('Note')) },
        },
      },
    },
    { Note: object(members, ['id', 'name', 'createdAt']) },
  );
  const { body } = await call('create', { body: { name: 'new' } });
  expect(body).toEqual({ id: 1, name: 'new', createdAt: expect.not.stringMatching(EXAMPLE) });
});

test('what is also created elsewhere is created below an item only where that is there, whatever else stands below it', async () => {
  const id = { type: 'integer' };
  const named = object({ id, name: text }, ['id']);
  const create = (operationId: string) => ({
    post: { operationId, requestBody: json(object({ name: text })), responses: { 201: ok(named) } },
  });
  const call = await served('Teams', {
    '/teams': create('createTeam'),
    '/teams/{teamId}': {
      parameters: [inPath('teamId', id)],
      get: { operationId: 'readTeam', responses: { 200: ok(named) } },
    },
    // Only below teams: a foreign key guards its column.
    '/teams/{teamId}/seats': { parameters: [inPath('teamId', id)], ...create('createSeat') },
    '/teams/{teamId}/seats/{seatId}': {
      parameters: [inPath('teamId', id), inPath('seatId', id)],
      get: { operationId: 'readSeat', responses: { 200: ok(named) } },
    },
    '/projects': create('createProject'),
    '/teams/{teamId}/projects': { parameters: [inPath('teamId', id)], ...create('createProjectOfTeam') },
    '/projects/{projectId}': {
      parameters: [inPath('projectId', id)],
      get: { operationId: 'readProject', responses: { 200: ok(named) } },
    },
  });
  const body = { name: 'a' };
  await expect(call('createProjectOfTeam', { path: { teamId: 1 }, body })).rejects.toThrow(NotFoundError);
  await call('createTeam', { body });
  expect((await call('createProjectOfTeam', { path: { teamId: 1 }, body })).status).toBe(201);
  await expect(call('createSeat', { path: { teamId: 2 }, body })).rejects.toThrow(NotFoundError);
  expect((await call('createProject', { body })).status).toBe(201);
});

test('PUT makes with 201 and changes with the other status that is declared, whichever comes first', async () => {
  const secret = object({ name: text, note: text }, ['name']);
  const call = await served('Secrets', {
    '/secrets': { get: { operationId: 'list', responses: { 200: ok(listOf(secret)) } } },
    '/secrets/{name}': {
      parameters: [inPath('name')],
      get: { operationId: 'read', responses: { 200: ok(secret), 404: { description: 'gone' } } },
      put: {
        operationId: 'put',
        requestBody: json(secret),
        responses: { 201: ok({ type: 'object' }), 204: { description: 'changed' } },
      },
    },
  });
  const put = async () => (await call('put', { path: { name: 'a' }, body: { name: 'a', note: 'b' } })).status;
  expect([await put(), await put()]).toEqual([201, 204]);
  expect((await call('read', { path: { name: 'a' } })).body).toEqual({ name: 'a', note: 'b' });
});
