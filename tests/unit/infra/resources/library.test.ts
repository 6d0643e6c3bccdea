import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '../../../../src/infra/contract/load.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { serve, type Call } from '../../support/resources.ts';

let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await loadContract('openapi/examples/library.yaml'), database);
});
afterAll(() => database.close());

const dune = {
  title: 'Dune',
  author: 'Frank Herbert',
  isbn: '9780441172719',
  pages: 412,
  published: '1965-08-01',
  genres: ['novel'],
};

describe('books', () => {
  test('are numbered, stamped and read back as they were sent', async () => {
    const created = await call('createBook', { body: dune });
    const book = { ...dune, id: 1, createdAt: '2026-05-04T03:02:01Z' };
    expect(created).toMatchObject({ status: 201, body: { data: book } });
    expect(await call('getBook', { path: { bookId: 1 } })).toMatchObject({ status: 200, body: { data: book } });
  });
});
