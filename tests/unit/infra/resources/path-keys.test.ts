import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

/** Items that one path finds by their identifier, and another by a property that is unique under a parent. */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = { type: 'string' };
const integer = { type: 'integer' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const parameters = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: name === 'login' ? text : integer }));

const project = { type: 'object', required: ['id', 'name'], properties: { id: integer, name: text } };
const named = { type: 'object', required: ['name'], properties: { name: text } };
const note = { type: 'object', required: ['id', 'body'], properties: { id: integer, body: text } };
const noted = { type: 'object', required: ['body'], properties: { body: text } };

interface Options {
  key?: string;
  schema?: object;
  required?: string[];
}

/** Issues by `id` everywhere and by a key of their own in a project, with notes below. */
function tracker(title: string, { key = 'iid', schema = integer, required = ['title'] }: Options = {}) {
  const Issue = {
    type: 'object',
    required: ['id', 'title'],
    properties: { id: integer, [key]: schema, project_id: integer, title: text },
  };
  const sent = { type: 'object', required, properties: { title: text, [key]: schema } };
  const issue = { $ref: '#/components/schemas/Issue' };
  const own = `issue_${key}`;
  const bad = { 400: { description: 'no' } };
  return contractOf({
    info: { title, version: '1', 'x-plumbline-id': title },
    components: { schemas: { Issue } },
    paths: {
      '/projects': {
        post: { operationId: 'createProject', requestBody: json(named), responses: { 201: ok(project) } },
      },
      '/projects/{id}': {
        parameters: parameters('id'),
        get: { operationId: 'readProject', responses: { 200: ok(project) } },
      },
      '/projects/{id}/issues': {
        parameters: parameters('id'),
        get: { operationId: 'list', responses: { 200: ok({ type: 'array', items: issue }) } },
        post: { operationId: 'create', requestBody: json(sent), responses: { 201: ok(issue) } },
      },
      [`/projects/{id}/issues/{${own}}`]: {
        parameters: [...parameters('id'), { name: own, in: 'path', required: true, schema }],
        get: { operationId: 'read', responses: { 200: ok(issue) } },
        put: {
          operationId: 'update',
          requestBody: json({ type: 'object', properties: sent.properties }),
          responses: { 200: ok(issue), ...bad },
        },
        delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
      },
      [`/projects/{id}/issues/{${own}}/notes`]: {
        parameters: [...parameters('id'), { name: own, in: 'path', required: true, schema }],
        get: { operationId: 'listNotes', responses: { 200: ok({ type: 'array', items: note }) } },
        post: { operationId: 'createNote', requestBody: json(noted), responses: { 201: ok(note) } },
      },
      [`/projects/{id}/issues/{${own}}/notes/{note_id}`]: {
        parameters: [...parameters('id', 'note_id'), { name: own, in: 'path', required: true, schema }],
        get: { operationId: 'readNote', responses: { 200: ok(note) } },
      },
      '/issues/{id}': { parameters: parameters('id'), get: { operationId: 'readAny', responses: { 200: ok(issue) } } },
    },
  });
}

async function twoProjects(title: string, options?: Options) {
  const call = await serve(await tracker(title, options), database);
  await call('createProject', { body: { name: 'one' } });
  await call('createProject', { body: { name: 'two' } });
  return call;
}

describe('a path parameter that is named after another property than the identifier', () => {
  test('finds by that property, which is numbered under its parent', async () => {
    const call = await twoProjects('Numbered');
    const path = { id: 2 };
    await call('create', { path: { id: 1 }, body: { title: 'other' } });
    const chosen = await call('create', { path, body: { title: 'a', iid: 50 } });
    expect(chosen.headers?.['Location']).toBe('/projects/2/issues/50');
    expect(chosen.body).toEqual({ id: 2, iid: 50, project_id: 2, title: 'a' });
    expect((await call('read', { path: { id: 2, issue_iid: 50 } })).body).toEqual(chosen.body);
    expect((await call('readAny', { path: { id: 2 } })).body).toEqual(chosen.body);
    await expect(call('read', { path: { id: 2, issue_iid: 2 } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const next = await call('create', { path, body: { title: 'b' } });
    expect(next.body).toMatchObject({ iid: 51 });
    expect((await call('create', { path: { id: 1 }, body: { title: 'c' } })).body).toMatchObject({ iid: 2 });
    expect((await call('create', { path: { id: 1 }, body: { title: 'd', iid: 50 } })).body).toMatchObject({ iid: 50 });
    await expect(call('create', { path, body: { title: 'e', iid: 50 } })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('numbers items that are created together', async () => {
    const call = await twoProjects('Together');
    const made = await Promise.all(
      Array.from({ length: 20 }, () => call('create', { path: { id: 1 }, body: { title: 't' } })),
    );
    const numbers = made.map(({ body }) => (body as { iid: number }).iid);
    expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('changes and removes that item, and keeps its key', async () => {
    const call = await twoProjects('Changed');
    await call('create', { path: { id: 1 }, body: { title: 'other' } });
    await call('create', { path: { id: 2 }, body: { title: 'a' } });
    const path = { id: 2, issue_iid: 1 };
    expect((await call('update', { path, body: { title: 'b' } })).body).toMatchObject({ id: 2, iid: 1, title: 'b' });
    await expect(call('update', { path, body: { title: 'c', iid: 9 } })).rejects.toMatchObject({
      details: [{ field: 'body.iid' }],
    });
    await call('remove', { path });
    expect((await call('list', { path: { id: 2 } })).body).toEqual([]);
    expect((await call('list', { path: { id: 1 } })).body).toHaveLength(1);
  });

  test('names the parent of what is below it', async () => {
    const call = await twoProjects('Below');
    await call('create', { path: { id: 1 }, body: { title: 'other' } });
    await call('create', { path: { id: 1 }, body: { title: 'second' } });
    await call('create', { path: { id: 2 }, body: { title: 'a' } });
    const path = { id: 2, issue_iid: 1 };
    const made = await call('createNote', { path, body: { body: 'hi' } });
    expect(made.headers?.['Location']).toBe('/projects/2/issues/1/notes/1');
    expect((await call('readNote', { path: { ...path, note_id: 1 } })).body).toEqual(made.body);
    expect((await call('listNotes', { path: { id: 1, issue_iid: 1 } })).body).toEqual([]);
    const other = { id: 1, issue_iid: 1, note_id: 1 };
    await expect(call('readNote', { path: other })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const absent = { id: 2, issue_iid: 3 };
    await expect(call('createNote', { path: absent, body: { body: 'x' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no issue with issue_iid 3.',
    });
  });

  test('is generated where it is a UUID', async () => {
    const call = await twoProjects('Uuid', { key: 'token', schema: { ...text, format: 'uuid' } });
    const { body } = await call('create', { path: { id: 1 }, body: { title: 'a' } });
    const { token } = body as { token: string };
    expect((await call('read', { path: { id: 1, issue_token: token } })).body).toEqual(body);
  });

  test('is derived as text where every create requires it', async () => {
    const options = { key: 'slug', schema: text, required: ['title', 'slug'] };
    const call = await twoProjects('Text', options);
    const made = await call('create', { path: { id: 1 }, body: { title: 'a', slug: 's' } });
    expect(made.headers?.['Location']).toBe('/projects/1/issues/s');
    expect((await call('read', { path: { id: 1, issue_slug: 's' } })).body).toEqual(made.body);
    const again = call('create', { path: { id: 1 }, body: { title: 'b', slug: 's' } });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('leaves its operations where nothing gives it a value, and says why', async () => {
    const { operations, notDerived } = inferResources(await tracker('Left', { key: 'slug', schema: text }));
    expect([...notDerived.keys()]).toEqual(
      expect.arrayContaining(['create', 'list', 'read', 'readAny', 'update', 'remove']),
    );
    expect(notDerived.get('read')).toMatch(/\{issue_slug\} finds items by slug.*require it/);
    expect([...operations.keys()]).not.toContain('create');
    expect(operations.get('createNote')?.scope).toEqual([
      { parameter: 'id', column: '_project_id' },
      { parameter: 'issue_slug', column: '_issue_slug' },
    ]);
  });
});
