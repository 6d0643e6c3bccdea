import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../members.ts';
import type { Listing } from './listing.ts';

const SIZE = 2;
/** Enough for what a proof creates; a list that goes on is not ours to walk. */
const MOST_PAGES = 400;

/** Walking the pages by two shows every item of the whole list once, in the same order. */
export async function provePaging({ list, ask, wrong }: Listing): Promise<void> {
  const { paging, response, resource } = list;
  const limit = paging?.limit;
  const property = resource.identity?.property;
  if (!paging || limit === undefined || property === undefined || paging.maxLimit < SIZE) return;
  // A limit alone shows the beginning, and no way on.
  if (paging.page === undefined && paging.offset === undefined && paging.after === undefined) return;
  const whole = await ask({ [limit]: paging.maxLimit });
  const expected = whole.items.map((item) => item[property]);
  if (whole.status >= 300 || expected.length >= paging.maxLimit || expected.length > MOST_PAGES) return;
  if (paging.style === 'cursor' && !response.facts.some(({ fact }) => fact === 'nextCursor')) return;
  const seen: unknown[] = [];
  let query: Record<string, unknown> | undefined = { [limit]: SIZE };
  for (let page = 0; query && page <= expected.length; page++) {
    const { status, json, items } = await ask(query);
    if (status >= 300) {
      wrong('paging', `page ${page + 1} answered ${status}`);
      return;
    }
    if (items.length > SIZE) {
      wrong('paging', `${limit}=${SIZE} was answered with ${items.length} items`);
      return;
    }
    seen.push(...items.map((item) => item[property]));
    const total = factOf(json, 'total');
    if (typeof total === 'number' && total !== expected.length)
      wrong('paging', `the total is said to be ${total}, there are ${expected.length}`);
    query = items.length === 0 ? undefined : next(page + 1, seen.length, json);
  }
  if (!isDeepStrictEqual(seen, expected)) {
    wrong(
      'paging',
      `the pages show ${seen.length} items, the whole list ${expected.length}, or in another order: ${JSON.stringify(seen).slice(0, 200)} and ${JSON.stringify(expected).slice(0, 200)}`,
    );
  }

  function next(page: number, count: number, json: unknown): Record<string, unknown> | undefined {
    if (!paging || limit === undefined) return undefined;
    if (paging.style === 'page' && paging.page !== undefined)
      return { [limit]: SIZE, [paging.page]: paging.firstPage + page };
    if (paging.style === 'offset' && paging.offset !== undefined) return { [limit]: SIZE, [paging.offset]: count };
    const cursor = factOf(json, 'nextCursor');
    return typeof cursor === 'string' && cursor !== '' && paging.after !== undefined
      ? { [limit]: SIZE, [paging.after]: cursor }
      : undefined;
  }

  function factOf(json: unknown, fact: string): unknown {
    const at = response.facts.find((each) => each.fact === fact)?.at;
    return at && valueAt(json, at);
  }
}
