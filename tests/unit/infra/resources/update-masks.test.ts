import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve } from '../../support/resources.ts';

/** Updates whose query names the members that they change (Google AIP-134). */

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const Book = {
  type: 'object',
  required: ['id', 'title'],
  properties: {
    id: { type: 'integer', readOnly: true },
    title: text,
    subTitle: text,
    pageCount: { type: 'integer', default: 1 },
    author: { type: 'object', properties: { first: text, last: text } },
  },
};

let libraries = 0;

async function library(method: 'patch' | 'put', schema: object = text, name = 'updateMask') {
  libraries += 1;
  const title = `Masked library ${libraries}`;
  const contract = await contractOf({
    info: { title, version: '1', 'x-plumbline-id': title },
    paths: {
      '/books': {
        post: { operationId: 'create', requestBody: json(Book), responses: { 201: ok(Book) } },
      },
      '/books/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { operationId: 'read', responses: { 200: ok(Book) } },
        [method]: {
          operationId: 'update',
          parameters: [{ name, in: 'query', schema }],
          requestBody: json(Book),
          responses: { 200: ok(Book), 400: { description: 'no' } },
        },
      },
    },
  });
  const call = await serve(contract, database);
  await call('create', { body: { title: 'Dune', subTitle: 'a', pageCount: 5, author: { first: 'F', last: 'H' } } });
  const path = { id: 1 };
  return {
    read: async () => (await call('read', { path })).body,
    update: async (mask: unknown, body: object) => (await call('update', { path, query: { [name]: mask }, body })).body,
  };
}

const before = { id: 1, title: 'Dune', subTitle: 'a', pageCount: 5, author: { first: 'F', last: 'H' } };

describe.each(['patch', 'put'] as const)('an update mask of a %s', (method) => {
  test('changes only what it names, and takes away what the body leaves out', async () => {
    const { update, read } = await library(method);
    const sent = { title: 'Emma', pageCount: 9 };
    expect(await update('pageCount', sent)).toEqual({ ...before, pageCount: 9 });
    expect(await update('title,sub_title', sent)).toMatchObject({ title: 'Emma', pageCount: 9 });
    expect(await read()).toEqual({ id: 1, title: 'Emma', pageCount: 9, author: before.author });
  });

  test('may be a list, or name everything', async () => {
    const { update } = await library(method, { type: 'array', items: text }, 'update_mask');
    expect(await update(['title'], { title: 'Emma', pageCount: 9 })).toEqual({ ...before, title: 'Emma' });
    expect(await update(['*'], { title: 'Ulysses', pageCount: 7 })).toMatchObject({ title: 'Ulysses', pageCount: 7 });
  });

  test('rejects one that takes away a required property', async () => {
    const { update } = await library(method);
    await expect(update('title', { pageCount: 9 })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  test.each(['colour', 'author.last'])('rejects %s, which is not a property', async (mask) => {
    const { update, read } = await library(method);
    await expect(update(mask, { title: 'Emma' })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(await read()).toEqual(before);
  });
});
