import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { serve, type Call } from '../../support/resources.ts';

/** JSON:API: what an item has stands in boxes within it. */
let database: TestDatabase;
let call: Call;
beforeAll(async () => {
  database = await testDatabase();
  call = await serve(await loadContract('openapi/examples/newsroom.yaml'), database);
});
afterAll(() => database.close());

interface Article {
  id: string;
  attributes: Record<string, unknown>;
  relationships: unknown;
}

async function createAuthor(name: string): Promise<string> {
  const { body } = await call('createAuthor', { body: { data: { type: 'authors', attributes: { name } } } });
  return (body as { data: { id: string } }).data.id;
}

async function createArticle(attributes: object, author: string): Promise<Article> {
  const relationships = { author: { data: { type: 'authors', id: author } } };
  const { body } = await call('createArticle', { body: { data: { type: 'articles', attributes, relationships } } });
  return (body as { data: Article }).data;
}

async function titles(query: object): Promise<unknown[]> {
  const { body } = await call('listArticles', { query: { ...query } });
  return (body as { data: Article[] }).data.map(({ attributes }) => attributes['title']);
}

test('what is in boxes is kept, filled in, filtered, sorted and changed as properties are', async () => {
  const [ann, bob] = [await createAuthor('Ann'), await createAuthor('Bob')];
  const first = await createArticle({ title: 'First', words: 300, tags: ['a'] }, ann);
  await createArticle({ title: 'Second', words: 100, status: 'published' }, bob);
  await createArticle({ title: 'Third', words: 200 }, ann);

  expect(first).toMatchObject({
    attributes: { title: 'First', words: 300, tags: ['a'], status: 'draft', createdAt: '2026-05-04T03:02:01Z' },
    relationships: { author: { data: { type: 'authors', id: ann } } },
  });
  expect((await call('getArticle', { path: { id: first.id } })).body).toEqual({ data: first });
  expect(await titles({ sort: '-words' })).toEqual(['First', 'Third', 'Second']);
  expect(await titles({ 'filter[status]': 'published' })).toEqual(['Second']);
  expect(await titles({ 'filter[author]': ann })).toEqual(['First', 'Third']);
  expect(await titles({ 'filter[words][gte]': 200 })).toEqual(['First', 'Third']);

  const change = { data: { type: 'articles', id: first.id, attributes: { title: 'Changed' } } };
  await call('updateArticle', { path: { id: first.id }, body: change });
  expect((await call('getArticle', { path: { id: first.id } })).body).toMatchObject({
    data: { attributes: { title: 'Changed', words: 300, tags: ['a'] }, relationships: first.relationships },
  });
});

test('null in a box stays null, and pages link to each other in full', async () => {
  const body = { data: { type: 'authors', attributes: { name: 'Cid', bio: null } } };
  const made = (await call('createAuthor', { body })).body as { data: { id: string } };
  expect(made.data).toMatchObject({ attributes: { name: 'Cid', bio: null } });
  const page = await call('listArticles', {
    origin: 'https://news.test',
    query: { 'page[number]': 1, 'page[size]': 2 },
  });
  expect(page.body).toMatchObject({
    meta: { total: 3, pages: 2 },
    links: { next: 'https://news.test/articles?page%5Bnumber%5D=2&page%5Bsize%5D=2', prev: null },
  });
});
