import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
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
const emma = {
  title: 'Emma',
  author: 'Jane Austen',
  isbn: '9780141439587',
  pages: 474,
  published: '1815-12-23',
  genres: ['novel', 'satire'],
};
const ulysses = {
  title: 'Ulysses 100%',
  author: 'James Joyce',
  isbn: '9780199535675',
  pages: 732,
  published: '1922-02-02',
  genres: ['modern'],
};
const stamp = { createdAt: '2026-05-04T03:02:01Z' };

/** Titles that a list shows, and what it says about its pages. */
async function titles(query: Record<string, unknown>) {
  const { body } = (await call('listBooks', { query })) as { body: { data: { title: string }[]; meta: unknown } };
  return { titles: body.data.map(({ title }) => title), meta: body.meta };
}

test('items are numbered, stamped, and read back as they were sent', async () => {
  for (const [index, book] of [dune, emma, ulysses].entries()) {
    const shown = { data: { ...book, ...stamp, id: index + 1 } };
    expect(await call('createBook', { body: book })).toEqual({
      status: 201,
      headers: { Location: `/books/${index + 1}` },
      mediaType: 'application/json',
      body: shown,
    });
    expect(await call('getBook', { path: { bookId: index + 1 } })).toMatchObject({ status: 200, body: shown });
  }
});

test('a taken unique key is a conflict that names the field', async () => {
  await expect(call('createBook', { body: dune })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'A book with this isbn already exists.',
    details: [{ field: 'body.isbn', message: 'is taken' }],
  });
});

test('an absent item is named', async () => {
  const absent = { code: 'NOT_FOUND', message: 'There is no book with bookId 99.' };
  await expect(call('getBook', { path: { bookId: 99 } })).rejects.toMatchObject(absent);
  await expect(call('deleteBook', { path: { bookId: 99 } })).rejects.toMatchObject(absent);
  await expect(call('replaceBook', { path: { bookId: 99 }, body: dune })).rejects.toMatchObject(absent);
});

describe('a list', () => {
  test.each([
    [{}, ['Dune', 'Emma', 'Ulysses 100%']],
    [{ author: 'Jane Austen' }, ['Emma']],
    [{ q: 'DUNE' }, ['Dune']],
    [{ q: '%' }, ['Ulysses 100%']],
    [{ q: '_' }, []],
    [{ genres: 'satire' }, ['Emma']],
    [{ genres: 'nov' }, []],
    [{ publishedFrom: '1900-01-01' }, ['Dune', 'Ulysses 100%']],
    [{ publishedFrom: '1900-01-01', publishedTo: '1922-02-02' }, ['Ulysses 100%']],
    [{ maxPages: 474 }, ['Dune', 'Emma']],
    [{ sort: 'published' }, ['Emma', 'Ulysses 100%', 'Dune']],
    [{ sort: '-title' }, ['Ulysses 100%', 'Emma', 'Dune']],
    [{ q: "'; drop table books; --" }, []],
  ])('answers %j with %j', async (query, expected) => {
    expect((await titles(query)).titles).toEqual(expected);
  });

  test('is cut into pages that say where they are', async () => {
    expect(await titles({ page: 1, limit: 2 })).toEqual({
      titles: ['Dune', 'Emma'],
      meta: { page: 1, limit: 2, total: 3, hasNext: true },
    });
    expect(await titles({ page: 2, limit: 2 })).toEqual({
      titles: ['Ulysses 100%'],
      meta: { page: 2, limit: 2, total: 3, hasNext: false },
    });
    expect(await titles({ page: 9, limit: 2 })).toEqual({
      titles: [],
      meta: { page: 9, limit: 2, total: 3, hasNext: false },
    });
  });
});

test('replacing takes away what is left out, and keeps what the server gave', async () => {
  const bare = { title: dune.title, author: dune.author, isbn: dune.isbn, published: dune.published };
  const body = { data: { ...bare, pages: 500, genres: [], ...stamp, id: 1 } };
  const replaced = await call('replaceBook', { path: { bookId: 1 }, body: { ...bare, pages: 500 } });
  expect(replaced).toMatchObject({ status: 200 });
  expect(replaced.body).toEqual(body);
  expect((await call('getBook', { path: { bookId: 1 } })).body).toEqual(body);
});

describe('below a parent', () => {
  const loan = { reader: 'Ada', dueOn: '2026-06-01' };

  test('items belong to it, and are found there only', async () => {
    const created = await call('createLoan', { path: { bookId: 2 }, body: loan });
    expect(created).toMatchObject({ status: 201, body: { data: { ...loan, id: 1, bookId: 2 } } });
    expect(await call('getLoan', { path: { bookId: 2, loanId: 1 } })).toMatchObject({ body: created.body });
    await expect(call('getLoan', { path: { bookId: 1, loanId: 1 } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await call('listLoans', { path: { bookId: 2 } })).toMatchObject({
      body: { data: [loan], meta: { total: 1 } },
    });
    expect(await call('listLoans', { path: { bookId: 1 } })).toMatchObject({ body: { data: [], meta: { total: 0 } } });
  });

  test('that is absent nothing is listed or created', async () => {
    const absent = { code: 'NOT_FOUND', message: 'There is no book with bookId 99.' };
    await expect(call('listLoans', { path: { bookId: 99 } })).rejects.toMatchObject(absent);
    await expect(call('createLoan', { path: { bookId: 99 }, body: loan })).rejects.toMatchObject(absent);
  });

  test('an act answers with the item', async () => {
    expect(await call('returnLoan', { path: { bookId: 2, loanId: 1 } })).toMatchObject({
      body: { data: { ...loan, id: 1 } },
    });
  });

  test('items go with it', async () => {
    expect(await call('deleteBook', { path: { bookId: 2 } })).toMatchObject({ status: 204 });
    await expect(call('getBook', { path: { bookId: 2 } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(call('getLoan', { path: { bookId: 2, loanId: 1 } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await database.query({ sql: 'select count(*)::int as count from town_library.loans' }, [])).toEqual([
      { count: 0 },
    ]);
  });
});

test('everything is still so after a restart', async () => {
  const again = await serve(await loadContract('openapi/examples/library.yaml'), database);
  expect((await again('getBook', { path: { bookId: 3 } })).body).toEqual({ data: { ...ulysses, ...stamp, id: 3 } });
});
