import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '@plumbline/contract/load';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { contractOf, serve, type Call } from '../../support/resources.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('pages behind cursors', () => {
  let call: Call;
  beforeAll(async () => {
    call = await serve(await loadContract('openapi/examples/observatory.yaml'), database);
    const stars: [string, number | undefined][] = [
      ['vega', 0.03],
      ['rigel', 0.13],
      ['polaris', 1.98],
      ['sirius', -1.46],
      ['deneb', 1.25],
    ];
    for (const [name, magnitude] of stars) {
      await call('addObject', {
        body: { designation: name, kind: 'star', name, magnitude, tags: [name.slice(0, 1), 'star'] },
      });
    }
  });

  /** Names page by page, following the cursors. */
  async function walk(query: Record<string, unknown>): Promise<string[][]> {
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null && pages.length < 9;) {
      const { body } = await call('listObjects', { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } });
      const page = body as { items: { name: string }[]; nextCursor: string | null; hasMore: boolean };
      expect(page.hasMore).toBe(page.nextCursor !== null);
      pages.push(page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    return pages;
  }

  test('come in the order of creation', async () => {
    expect(await walk({ pageSize: 2 })).toEqual([['vega', 'rigel'], ['polaris', 'sirius'], ['deneb']]);
  });

  test('come in the order that is asked for', async () => {
    expect(await walk({ pageSize: 2, sortBy: 'magnitude:desc' })).toEqual([
      ['polaris', 'deneb'],
      ['rigel', 'vega'],
      ['sirius'],
    ]);
    expect(await walk({ pageSize: 3, sortBy: 'name:asc' })).toEqual([
      ['deneb', 'polaris', 'rigel'],
      ['sirius', 'vega'],
    ]);
  });

  test('neither skip nor repeat when the list changes between them', async () => {
    const first = await call('listObjects', { query: { pageSize: 2, sortBy: 'name:asc' } });
    await call('addObject', { body: { designation: 'altair', kind: 'star', name: 'altair' } });
    await call('dropObject', { path: { designation: 'polaris' } });
    const cursor = (first.body as { nextCursor: string }).nextCursor;
    const second = await call('listObjects', { query: { pageSize: 9, sortBy: 'name:asc', cursor } });
    expect((second.body as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual([
      'rigel',
      'sirius',
      'vega',
    ]);
  });

  test('begin after the item of an identifier, where a caller gives that for a cursor', async () => {
    const { body } = await call('listObjects', { query: { pageSize: 1, cursor: 'vega' } });
    expect((body as { items: { name: string }[] }).items.map(({ name }) => name)).toEqual(['rigel']);
  });

  test('are refused for a cursor of the same list the other way round', async () => {
    const { body } = await call('listObjects', { query: { pageSize: 1, sortBy: 'name:asc' } });
    const cursor = (body as { nextCursor: string }).nextCursor;
    await expect(call('listObjects', { query: { pageSize: 1, sortBy: 'name:desc', cursor } })).rejects.toMatchObject({
      details: [{ field: 'query.cursor', message: 'must be a cursor from an earlier page, in the same order' }],
    });
  });

  test('are refused for a cursor that the list did not give', async () => {
    for (const cursor of ['nonsense', Buffer.from('["name",null]').toString('base64url')]) {
      await expect(call('listObjects', { query: { cursor } })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: 'query.cursor' }],
      });
    }
  });

  test('hold what the filters leave', async () => {
    expect(await walk({ 'magnitude[gte]': 0.1, 'magnitude[lte]': 1.5 })).toEqual([['rigel', 'deneb']]);
    expect(await walk({ tag: 'v' })).toEqual([['vega']]);
    expect(await walk({ nameContains: 'IR' })).toEqual([['sirius', 'altair']].map((page) => page));
  });
});

describe('pages with links', () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', readOnly: true }, rank: { type: ['integer', 'null'] } },
  };
  const content = { 'application/json': { schema } };
  let call: Call;
  beforeAll(async () => {
    const listed = { 'application/json': { schema: { type: 'array', items: schema } } };
    const contract = await contractOf({
      info: { title: 'Links', version: '1' },
      paths: {
        '/ranks': {
          get: {
            operationId: 'list',
            parameters: [
              { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
              { name: 'per_page', in: 'query', schema: { type: 'integer', maximum: 3, default: 2 } },
              { name: 'sort', in: 'query', schema: { type: 'string', enum: ['rank', '-rank'] } },
            ],
            responses: {
              200: { description: 'ok', headers: { Link: { schema: { type: 'string' } } }, content: listed },
            },
          },
          post: { operationId: 'create', requestBody: { content }, responses: { 201: { description: 'ok', content } } },
        },
      },
    });
    call = await serve(contract, database);
    for (const rank of [3, null, 1, 2, 1]) await call('create', { body: { rank } });
  });

  test('say where the others are', async () => {
    const { headers, body } = await call('list', { query: { page: 2, per_page: 2 } });
    expect(body).toEqual([
      { id: 3, rank: 1 },
      { id: 4, rank: 2 },
    ]);
    expect(headers).toEqual({
      Link: [1, 1, 3, 3]
        .map(
          (page, index) => `</ranks?page=${page}&per_page=2>; rel="${['first', 'prev', 'next', 'last'][index] ?? ''}"`,
        )
        .join(', '),
    });
  });

  test.each([
    [{ sort: 'rank', per_page: 3 }, [3, 5, 4]],
    [{ sort: 'rank', per_page: 3, page: 2 }, [1, 2]],
    [{ sort: '-rank', per_page: 3 }, [2, 1, 4]],
    [{ per_page: 99 }, [1, 2, 3]],
    [{ per_page: 0 }, []],
    [{ page: -4, per_page: 1 }, [1]],
  ])('of %j are %j', async (query, ids) => {
    const { body } = await call('list', { query });
    expect((body as { id: number }[]).map(({ id }) => id)).toEqual(ids);
  });
});

test('a list that cannot be paged says where it ends early', async () => {
  const note = { type: 'object', properties: { id: { type: 'integer', readOnly: true } }, required: ['id'] };
  const content = { 'application/json': { schema: note } };
  const notes = { type: 'array', items: note };
  const call = await serve(
    await contractOf({
      info: { title: 'Unpaged', version: '1' },
      paths: {
        '/notes': {
          get: {
            operationId: 'list',
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: notes } } } },
          },
          post: { operationId: 'create', requestBody: { content }, responses: { 201: { description: 'ok', content } } },
        },
      },
    }),
    database,
  );
  const lengthAndNote = async (): Promise<unknown[]> => {
    const { headers, body } = await call('list');
    return [(body as unknown[]).length, headers?.['x-plumbline-cut-short']];
  };
  for (let made = 0; made < 1000; made += 1) await call('create', { body: {} });
  expect(await lengthAndNote()).toEqual([1000, undefined]);
  await call('create', { body: {} });
  expect(await lengthAndNote()).toEqual([1000, 'more items follow at the address in Link with rel="next"']);
});
