import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

/** Items whose identifier contains their own path, as those of Google's APIs do: `shelves/s1/books/x`. */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const parameters = (...names: string[]) => names.map((name) => ({ name, in: 'path', required: true, schema: text }));
const Shelf = { type: 'object', properties: { name: text, theme: text } };
const Book = { type: 'object', properties: { name: text, title: text } };

let libraries = 0;

async function library() {
  libraries += 1;
  const title = `Named library ${libraries}`;
  const contract = await contractOf({
    info: { title, version: '1', 'x-plumbline-id': title },
    paths: {
      '/v1/shelves': { post: { operationId: 'createShelf', requestBody: json(Shelf), responses: { 201: ok(Shelf) } } },
      '/v1/shelves/{shelf}': {
        parameters: parameters('shelf'),
        get: { operationId: 'readShelf', responses: { 200: ok(Shelf) } },
      },
      '/v1/shelves/{shelf}/books': {
        parameters: parameters('shelf'),
        get: { operationId: 'list', responses: { 200: ok({ type: 'array', items: Book }) } },
        post: {
          operationId: 'create',
          parameters: [{ name: 'bookId', in: 'query', schema: text }],
          requestBody: json(Book),
          responses: { 201: ok(Book) },
        },
      },
      '/v1/shelves/{shelf}/books/{book}': {
        parameters: parameters('shelf', 'book'),
        get: { operationId: 'read', responses: { 200: ok(Book) } },
        patch: { operationId: 'update', requestBody: json(Book), responses: { 200: ok(Book) } },
        delete: { operationId: 'remove', responses: { 204: { description: 'gone' } } },
      },
    },
  });
  return serve(contract, database);
}

const book = { name: 'shelves/s1/books/x', title: 'Dune' };
const path = { shelf: 's1', book: 'x' };

describe('an identifier that contains its own path', () => {
  test.each(['shelves/s1', 's1'])('is found by its last segment below %s', async (shelf) => {
    const call = await library();
    await call('createShelf', { body: { name: shelf } });
    expect((await call('readShelf', { path: { shelf: 's1' } })).body).toEqual({ name: shelf });
    const made = await call('create', { path: { shelf: 's1' }, body: book });
    expect(made.body).toEqual(book);
    for (const each of [path, { shelf, book: book.name }, { shelf: 's1', book: book.name }])
      expect((await call('read', { path: each })).body).toEqual(book);
    expect((await call('list', { path: { shelf: 's1' } })).body).toEqual([book]);
    expect((await call('update', { path, body: { title: 'Emma' } })).body).toEqual({ ...book, title: 'Emma' });
    await call('remove', { path });
    await expect(call('read', { path })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('may not exist in both forms', async () => {
    const call = await library();
    await call('createShelf', { body: { name: 'shelves/s1' } });
    const create = (body: object, query = {}) => call('create', { path: { shelf: 's1' }, body, query });
    await create(book, { bookId: 'x' });
    await expect(create({ name: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(create({}, { bookId: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await create({ name: 'y' });
    await expect(create({ name: 'shelves/s1/books/y' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is not one that contains another slash', async () => {
    const call = await library();
    await call('createShelf', { body: { name: 's1' } });
    await call('create', { path: { shelf: 's1' }, body: { name: 'a/b' } });
    expect((await call('read', { path: { shelf: 's1', book: 'a/b' } })).body).toEqual({ name: 'a/b' });
    await expect(call('read', { path: { shelf: 's1', book: 'b' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
