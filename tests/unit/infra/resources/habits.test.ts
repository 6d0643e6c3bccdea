import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, NOW, serve, type Call } from '../../support/resources.ts';

/** Habits of contracts in the wild, each of which lost or hid what was stored. */

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const object = (properties: object, required: string[] = []) => ({ type: 'object', required, properties });
const inPath = (name: string, schema: object = text) => ({ name, in: 'path', required: true, schema });

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function served(title: string, paths: object): Promise<Call> {
  return contractOf({ info: { title, version: '1' }, paths }).then((contract) => serve(contract, database));
}

test('an identifier that is shown as text and asked for as a number fits both', async () => {
  const filter = object({ id: { ...text, readOnly: true }, name: text });
  const call = await served('Filters', {
    '/filters': { post: { operationId: 'create', requestBody: json(filter), responses: { 201: ok(filter) } } },
    '/filters/{id}': {
      parameters: [inPath('id', { type: 'integer', format: 'int64' })],
      get: { operationId: 'read', responses: { 200: ok(filter) } },
    },
  });
  const { body } = await call('create', { body: { name: 'mine' } });
  const { id } = body as { id: string };
  expect(id).toMatch(/^[1-9]\d{8}$/);
  expect((await call('read', { path: { id: Number(id) } })).body).toEqual({ id, name: 'mine' });
});

test('replacing leaves what the request has no word for', async () => {
  const project = object({ id: { type: 'integer' }, name: text, slug: text, note: text });
  const call = await served('Projects', {
    '/projects': {
      post: {
        operationId: 'create',
        requestBody: json(object({ slug: text, note: text })),
        responses: { 201: ok(project) },
      },
    },
    '/projects/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      put: {
        operationId: 'replace',
        requestBody: json(object({ name: text, note: text })),
        responses: { 200: ok(project) },
      },
    },
  });
  await call('create', { body: { slug: 'one', note: 'gone' } });
  expect((await call('replace', { path: { id: 1 }, body: { name: 'One' } })).body).toEqual({
    id: 1,
    slug: 'one',
    name: 'One',
  });
});

test('a flag that nobody set counts as false', async () => {
  const task = object({ id: { type: 'integer' }, done: { type: 'boolean' } });
  const call = await served('Tasks', {
    '/tasks': {
      get: {
        operationId: 'list',
        parameters: [{ name: 'done', in: 'query', schema: { type: 'boolean' } }],
        responses: { 200: ok({ type: 'array', items: task }) },
      },
      post: { operationId: 'create', requestBody: json(task), responses: { 201: ok(task) } },
    },
    '/tasks/{id}': { parameters: [inPath('id')], get: { operationId: 'read', responses: { 200: ok(task) } } },
  });
  for (const body of [{}, { done: false }, { done: true }]) await call('create', { body });
  expect((await call('list', { query: { done: false } })).body).toEqual([{ id: 1 }, { id: 2, done: false }]);
});

test('what is posted to the path of an item is made there', async () => {
  const file = object({ path: text, content: text });
  const call = await served('Files', {
    '/files/{path}': {
      parameters: [inPath('path')],
      get: { operationId: 'read', responses: { 200: ok(file) } },
      post: { operationId: 'create', requestBody: json(object({ content: text })), responses: { 201: ok(file) } },
      put: { operationId: 'replace', requestBody: json(object({ content: text })), responses: { 200: ok(file) } },
    },
  });
  const path = { path: 'a.txt' };
  await expect(call('replace', { path, body: { content: 'b' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await call('create', { path, body: { content: 'a' } });
  await expect(call('create', { path, body: { content: 'a' } })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await call('read', { path })).body).toEqual({ path: 'a.txt', content: 'a' });
});

test('a list is paged by the members of one object, and its next page found by them', async () => {
  const book = object({ id: { type: 'integer' }, title: text });
  const pageable = object({
    page: { type: 'integer', minimum: 0 },
    size: { type: 'integer' },
    sort: { type: 'array', items: text },
  });
  const page = object({
    content: { type: 'array', items: book },
    number: { type: 'integer' },
    totalPages: { type: 'integer' },
    next: text,
  });
  const call = await served('Books', {
    '/books': {
      get: {
        operationId: 'list',
        parameters: [{ name: 'pageable', in: 'query', required: true, schema: pageable }],
        responses: { 200: ok(page) },
      },
      post: { operationId: 'create', requestBody: json(book), responses: { 201: ok(book) } },
    },
    '/books/{id}': { parameters: [inPath('id')], get: { operationId: 'read', responses: { 200: ok(book) } } },
  });
  for (const title of ['a', 'c', 'b']) await call('create', { body: { title } });
  expect((await call('list', { query: { pageable: { page: 0, size: 2, sort: ['title,desc'] } } })).body).toEqual({
    content: [
      { id: 2, title: 'c' },
      { id: 3, title: 'b' },
    ],
    number: 0,
    totalPages: 2,
    next: '/books?page=1&size=2&sort=title%2Cdesc',
  });
});

test.each([
  { shape: 'alone', schema: { ...text, format: 'uuid' }, at: (body: unknown) => body },
  {
    shape: 'in a member',
    schema: object({ customerId: text }, ['customerId']),
    at: (body: unknown) => (body as { customerId: string }).customerId,
  },
])('creating may answer with the identifier $shape, and moments may be numbers', async ({ shape, schema, at }) => {
  const customer = object({ id: { ...text, format: 'uuid' }, name: text, created: { type: 'integer' } }, [
    'id',
    'created',
  ]);
  const call = await served(`Customers ${shape}`, {
    '/customers': {
      post: { operationId: 'create', requestBody: json(object({ name: text })), responses: { 201: ok(schema) } },
    },
    '/customers/{customerId}': {
      parameters: [inPath('customerId')],
      get: { operationId: 'read', responses: { 200: ok(customer) } },
    },
  });
  const id = at((await call('create', { body: { name: 'Ann' } })).body);
  expect((await call('read', { path: { customerId: id } })).body).toEqual({
    id,
    name: 'Ann',
    created: NOW.getTime() / 1000,
  });
});

test('what is taken is shown where nothing is said of answers but that they are JSON', async () => {
  const item = object({ name: text, price: { type: 'number' } }, ['name']);
  const call = await served('Untyped', {
    '/items': {
      get: { operationId: 'list', responses: { 200: ok({}) } },
      post: { operationId: 'create', requestBody: json(item), responses: { 200: ok({}) } },
    },
    '/items/{item_id}': {
      parameters: [inPath('item_id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok({}) } },
      put: { operationId: 'replace', requestBody: json(item), responses: { 200: ok({}) } },
      delete: { operationId: 'remove', responses: { 200: ok({}) } },
    },
  });
  const path = { item_id: 1 };
  expect((await call('create', { body: { name: 'ink', price: 3 } })).body).toEqual({ id: 1, name: 'ink', price: 3 });
  await call('replace', { path, body: { name: 'pen' } });
  expect((await call('read', { path })).body).toEqual({ id: 1, name: 'pen' });
  expect((await call('list')).body).toEqual([{ id: 1, name: 'pen' }]);
  await call('remove', { path });
  await expect(call('read', { path })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who prefers another declared type gets the example of that, of items that are there', async () => {
  const item = object({ id: { type: 'integer', readOnly: true }, name: text });
  const shown = {
    description: 'ok',
    content: { 'text/csv': { schema: text, example: 'name\nink' }, ...ok(item).content },
  };
  const call = await served('Exported', {
    '/notes': { post: { operationId: 'create', requestBody: json(item), responses: { 201: ok(item) } } },
    '/notes/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: shown } },
    },
  });
  await call('create', { body: { name: 'pen' } });
  const path = { id: 1 };
  expect(await call('read', { path, accept: 'application/json' })).toMatchObject({ body: { name: 'pen' } });
  expect(await call('read', { path, accept: 'text/csv' })).toMatchObject({
    mediaType: 'text/csv',
    body: 'name\nink',
    headers: { 'x-plumbline-answer': 'example' },
  });
  await expect(call('read', { path: { id: 2 }, accept: 'text/csv' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what is only known to be there is there once put, and not before or after', async () => {
  const none = (...statuses: number[]) => Object.fromEntries(statuses.map((status) => [status, { description: '-' }]));
  const membership = (name: string, ...parameters: object[]) => ({
    parameters,
    get: { operationId: `has${name}`, responses: none(204, 404) },
    put: { operationId: `put${name}`, responses: none(204) },
    delete: { operationId: `drop${name}`, responses: none(204) },
  });
  const user = object({ login: text });
  const call = await served('Memberships', {
    '/teams/{team}/members': {
      parameters: [inPath('team')],
      get: { operationId: 'listMembers', responses: { 200: ok({ type: 'array', items: user }) } },
    },
    '/teams/{team}/members/{login}': membership('Member', inPath('team'), inPath('login')),
    '/stars/{owner}/{name}': membership('Star', inPath('owner'), inPath('name')),
  });
  for (const [name, path] of [
    ['Member', { team: 'one', login: 'ada' }],
    ['Star', { owner: 'ada', name: 'sea' }],
  ] as const) {
    await expect(call(`has${name}`, { path })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await call(`put${name}`, { path })).status).toBe(204);
    expect(await call(`has${name}`, { path })).toMatchObject({ status: 204, body: undefined });
    const elsewhere = { ...path, ...('team' in path ? { team: 'two' } : { owner: 'eve' }) };
    await expect(call(`has${name}`, { path: elsewhere })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await call(`drop${name}`, { path })).status).toBe(204);
    await expect(call(`has${name}`, { path })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('every edge has its own cursor, after which the next page begins', async () => {
  const node = object({ id: { type: 'integer' }, name: text }, ['id', 'name']);
  const edge = object({ cursor: text, node }, ['cursor', 'node']);
  const nullable = { type: ['string', 'null'] };
  const pageInfo = object({ hasNextPage: { type: 'boolean' }, endCursor: nullable }, ['hasNextPage', 'endCursor']);
  const call = await served('Edges', {
    '/nodes': {
      get: {
        operationId: 'list',
        parameters: [
          { name: 'first', in: 'query', schema: { type: 'integer' } },
          { name: 'after', in: 'query', schema: text },
        ],
        responses: { 200: ok(object({ edges: { type: 'array', items: edge }, pageInfo }, ['edges', 'pageInfo'])) },
      },
      post: { operationId: 'create', requestBody: json(object({ name: text })), responses: { 201: ok(node) } },
    },
    '/nodes/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: 'read', responses: { 200: ok(node) } },
    },
  });
  for (const name of ['one', 'two', 'three']) await call('create', { body: { name } });
  type Page = { edges: { cursor: string; node: { name: string } }[]; pageInfo: object };
  const page = async (query: object) => (await call('list', { query: { first: 2, ...query } })).body as Page;
  const { edges, pageInfo: info } = await page({});
  const names = (shown: Page) => shown.edges.map((each) => each.node.name);
  expect(info).toEqual({ hasNextPage: true, endCursor: edges[1]?.cursor });
  expect(names(await page({ after: edges[0]?.cursor }))).toEqual(['two', 'three']);
  const last = await page({ after: edges[1]?.cursor });
  expect(names(last)).toEqual(['three']);
  expect(last.pageInfo).toEqual({ hasNextPage: false, endCursor: last.edges[0]?.cursor });
});

test('an answer about what was removed says whose it was, in the type that it declares', async () => {
  const doc = object({ id: { type: 'integer' }, title: text });
  const gone = (id: object) => ok(object({ ...id, deleted: { type: 'boolean' } }, [...Object.keys(id), 'deleted']));
  const removing = (name: string, id: object) => ({
    [`/${name}`]: {
      post: { operationId: `make ${name}`, requestBody: json(doc), responses: { 201: ok(doc) } },
    },
    [`/${name}/{id}`]: {
      parameters: [inPath('id', { type: 'integer' })],
      get: { operationId: `read ${name}`, responses: { 200: ok(doc) } },
      delete: { operationId: `remove ${name}`, responses: { 200: gone(id) } },
    },
  });
  const call = await served('Removals', {
    ...removing('docs', { docId: { type: 'integer' } }),
    ...removing('notes', { id: text }),
  });
  for (const title of ['one', 'two']) {
    for (const name of ['docs', 'notes']) await call(`make ${name}`, { body: { title } });
  }
  expect((await call('remove docs', { path: { id: 2 } })).body).toMatchObject({ docId: 2 });
  expect((await call('remove notes', { path: { id: 2 } })).body).toMatchObject({ id: '2' });
});

test('a body that is not read makes no item and replaces none, where one that is read could', async () => {
  const pet = object({ id: { type: 'integer' }, name: text }, ['name']);
  const either = { content: { 'application/json': { schema: pet }, 'application/xml': { schema: pet } } };
  const call = await served('Pets in XML', {
    '/pets': {
      get: { operationId: 'list', responses: { 200: ok({ type: 'array', items: pet }) } },
      post: { operationId: 'create', requestBody: either, responses: { 201: ok(pet) } },
    },
    '/pets/{id}': {
      parameters: [inPath('id', { type: 'integer' })],
      put: { operationId: 'replace', requestBody: either, responses: { 200: ok(pet) } },
      patch: { operationId: 'update', requestBody: either, responses: { 200: ok(pet) } },
    },
  });
  const rex = (await call('create', { body: { name: 'Rex' }, mediaType: 'application/json' })).body as { id: number };
  const xml = { body: '<pet><name>Tom</name></pet>', mediaType: 'application/xml', path: { id: rex.id } };
  for (const operation of ['create', 'replace', 'update']) {
    expect((await call(operation, xml)).headers).toEqual({ 'x-plumbline-answer': 'example' });
  }
  expect((await call('list')).body).toEqual([rex]);
});
