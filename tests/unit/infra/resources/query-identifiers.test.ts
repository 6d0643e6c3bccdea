import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

/** Creates whose query names the identifier of the new item: `POST /books?bookId=dune`. */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const Book = { type: 'object', properties: { name: text, title: text } };

function library(title: string, parameter: string, schema: object = text) {
  return contractOf({
    info: { title, version: '1', 'x-plumbline-id': title },
    paths: {
      '/books': {
        post: {
          operationId: 'create',
          parameters: [{ name: parameter, in: 'query', schema }],
          requestBody: json(Book),
          responses: { 200: ok(Book) },
        },
        get: { operationId: 'list', responses: { 200: ok({ type: 'array', items: Book }) } },
      },
      '/books/{book}': {
        parameters: [{ name: 'book', in: 'path', required: true, schema: text }],
        get: { operationId: 'read', responses: { 200: ok(Book) } },
      },
    },
  });
}

describe('a query parameter of a create that is named after the identifier', () => {
  test.each(['bookId', 'book_id', 'id'])('gives the new item its identifier: %s', async (parameter) => {
    const call = await serve(await library(`Library by ${parameter}`, parameter), database);
    const query = { [parameter]: 'dune' };
    const made = await call('create', { query, body: { title: 'Dune' } });
    expect(made.body).toEqual({ name: 'dune', title: 'Dune' });
    expect((await call('read', { path: { book: 'dune' } })).body).toEqual(made.body);
    await expect(call('create', { query, body: { title: 'Again' } })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('rejects a body with another identifier', async () => {
    const call = await serve(await library('Contradicted library', 'bookId'), database);
    const query = { bookId: 'dune' };
    await expect(call('create', { query, body: { name: 'emma' } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'body.name' }],
    });
    expect((await call('create', { query, body: { name: 'dune' } })).body).toMatchObject({ name: 'dune' });
    expect((await call('create', { body: { name: 'emma' } })).body).toMatchObject({ name: 'emma' });
  });

  test('is not derived where it cannot hold the identifier', async () => {
    const contract = await library('Numbered library', 'bookId', { type: 'integer' });
    const { operations, notDerived } = inferResources(contract);
    expect([...operations.keys()]).toEqual(['list', 'read']);
    expect(notDerived.get('create')).toMatch(/query parameter bookId .* cannot hold one of books/);
  });
});
