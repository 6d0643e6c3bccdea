import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startService, type Received, type Service } from '../../support/service.ts';

const item = {
  type: 'object',
  properties: { id: { type: 'integer', readOnly: true }, text: { type: 'string' }, bag: {} },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const list = { 200: ok({ type: 'array', items: item }) };
const numbers = ['page', 'limit'].map((name) => ({ name, in: 'query', schema: { type: 'integer', maximum: 1000 } }));
const offsets = ['offset', 'limit'].map((name) => ({ name, in: 'query', schema: { type: 'integer', maximum: 1000 } }));
const envelope = {
  type: 'object',
  required: ['items', 'total'],
  properties: { items: { type: 'array', items: item }, total: { type: 'integer' }, next: { type: 'string' } },
};

/** Enough for 10 MB, which is more than two pages. */
const ROWS = 10;

let service: Service;
beforeAll(async () => {
  const creation = { requestBody: json(item), responses: { 201: ok(item) } };
  service = await startService({
    paths: {
      '/plain': { get: { responses: list }, post: creation },
      '/numbered': { get: { parameters: numbers, responses: list }, post: creation },
      '/offsets': { get: { parameters: offsets, responses: { 200: ok(envelope) } }, post: creation },
    },
  });
  // Repetition is what PostgreSQL compresses: the stored size says little of the size on a page.
  const long = 'x'.repeat(1_000_000);
  for (const path of ['/plain', '/numbered', '/offsets']) {
    for (let made = 0; made < ROWS; made += 1) {
      const value = made % 2 === 0 ? { text: long } : { bag: [long] };
      expect((await service.send('POST', path, JSON.stringify(value))).status).toBe(201);
    }
  }
}, 300_000);
afterAll(() => service.close());

const nextOf = ({ headers }: Received): string | undefined =>
  /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

/** Identifiers of all the items that following a list leads to, page by page. */
async function follow(path: string, next: (page: Received) => string | undefined): Promise<number[][]> {
  const pages: number[][] = [];
  for (let address: string | undefined = path; address !== undefined;) {
    const page = await service.send('GET', address);
    expect(page.status).toBe(200);
    expect(page.text.length).toBeLessThan(6_000_000);
    const body = page.json() as { id: number }[] | { items: { id: number }[] };
    pages.push((Array.isArray(body) ? body : body.items).map(({ id }) => id));
    address = next(page);
    expect(page.headers.get('x-plumbline-cut-short') !== null).toBe(nextOf(page) !== undefined);
    expect(pages.length).toBeLessThanOrEqual(ROWS);
  }
  return pages;
}

const all = Array.from({ length: ROWS }, (_, index) => index + 1);

test('a list without paging is bounded in bytes and goes on at Link rel="next"', async () => {
  const pages = await follow('/plain', nextOf);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat()).toEqual(all);
});

test('a page by number ends early and goes on at Link rel="next"', async () => {
  expect((await follow('/numbered?limit=1000', nextOf)).flat()).toEqual(all);
  const second = await service.send('GET', '/numbered?page=2&limit=2');
  expect((second.json() as { id: number }[]).map(({ id }) => id)).toEqual([3, 4]);
});

test('a page by offset that ends early says the total, and where the next one begins', async () => {
  const page = await service.send('GET', '/offsets?limit=1000');
  const { items, total, next } = page.json() as { items: unknown[]; total: number; next?: string };
  expect([items.length < ROWS, total]).toEqual([true, ROWS]);
  expect(next ?? nextOf(page)).toBeDefined();
  const followed = await follow('/offsets?limit=1000', (one) => (one.json() as { next?: string }).next ?? nextOf(one));
  expect(followed.flat()).toEqual(all);
});

test.each(['/plain?plumbline-cursor=nonsense', '/plain?plumbline-cursor=', '/plain?cursor=x'])(
  'rejects %s with 400',
  async (path) => {
    expect((await service.send('GET', path)).status).toBe(400);
  },
);
