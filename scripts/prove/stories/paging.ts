import { isEqual } from '@plumbline/contract/sample/json-value';
import type { Bindings } from '../create.ts';
import type { Answered, Listing } from './list-proof.ts';
import { factOf, nextQuery, nextUrl } from './next-page.ts';
import { judgeFacts } from './page-facts.ts';
import { provePageLinks } from './page-links.ts';

const SIZE = 2;
/** Enough for what a proof creates; a list that goes on is not ours to walk. */
const MOST_PAGES = 400;

/**
 * Walking the pages shows every item of the list once: by the parameters that the list declares, and again by the links
 * to the next page that its answers give. Where the whole list fits one answer, the order is the same too.
 */
export async function provePaging(listing: Listing): Promise<void> {
  const { ask, follow } = listing;
  const { paging, resource, response } = listing.list;
  const property = resource.identity?.property;
  if (!paging || property === undefined) return;
  const whole = paging.limit === undefined ? undefined : await ask({ [paging.limit]: paging.maxLimit });
  if (whole && (whole.status >= 300 || whole.items.length > MOST_PAGES)) return;
  const isWhole = whole !== undefined && whole.items.length < paging.maxLimit;
  const expected = isWhole ? whole.items.map(identityIn(listing)) : undefined;
  const start: Bindings = paging.limit !== undefined && paging.maxLimit >= SIZE ? { [paging.limit]: SIZE } : {};
  const first = await ask(start);
  // What nobody can make may not be there; whether what can be is found, others ask.
  if (first.status >= 300) return;
  // Nor can items be told apart that do not show which they are.
  if (first.items.length > 0 && !first.items.some((item) => Object.hasOwn(item, property))) return;
  // A limit alone shows the beginning, and no way on.
  if (paging.page !== undefined || paging.offset !== undefined || paging.after !== undefined) {
    const walked = await walk(listing, 'pages', { first, expected }, (answer, pages, seen) => {
      const query = nextQuery(paging, response.facts, answer.json, pages, seen);
      return query === undefined ? undefined : ask({ ...start, ...query });
    });
    const [, second] = walked;
    if (second) await provePageLinks(listing, [first, second], identityIn(listing), expected);
  }
  if (nextUrl(response.facts, first) !== undefined) {
    await walk(listing, 'links to the next page', { first, expected }, (answer) => {
      const url = nextUrl(response.facts, answer);
      return url === undefined ? undefined : follow(url);
    });
  }
}

/** From the first page on, as long as there is a next one. @param expected identities of the whole list, if known */
async function walk(
  listing: Listing,
  way: string,
  { first, expected }: { first: Answered; expected: readonly unknown[] | undefined },
  next: (answer: Answered, pages: number, seen: readonly unknown[]) => Promise<Answered> | undefined,
): Promise<Answered[]> {
  const { wrong, list } = listing;
  const seen: unknown[] = [];
  const pages: Answered[] = [];
  const isLimited = list.paging?.limit !== undefined && list.paging.maxLimit >= SIZE;
  let answer: Answered | undefined = first;
  for (let page = 1; answer !== undefined; page++) {
    if (page > MOST_PAGES) return pages;
    if (answer.status >= 300) {
      wrong('paging', `page ${page} of the ${way} answered ${answer.status}`);
      return pages;
    }
    if (answer.items.length === 0) break;
    if (isLimited && answer.items.length > SIZE) {
      wrong('paging', `${list.paging?.limit}=${SIZE} was answered with ${answer.items.length} items`);
      return pages;
    }
    const place = { page, before: seen.length, limit: isLimited ? SIZE : undefined, whole: expected?.length };
    judgeFacts(listing, answer, place);
    pages.push(answer);
    seen.push(...answer.items.map(identityIn(listing)));
    // What repeats itself has no end.
    answer = expected !== undefined && seen.length > expected.length ? undefined : await next(answer, page, seen);
  }
  judge(listing, way, seen, expected);
  judgeEnd(listing, pages.at(-1), seen.length === expected?.length);
  return pages;
}

/** Whoever counts the list knows where it ends, and links to nothing behind it. */
function judgeEnd({ list, wrong }: Listing, last: Answered | undefined, isEnd: boolean): void {
  const { facts } = list.response;
  if (!isEnd || last === undefined || list.paging?.style === 'cursor') return;
  if (typeof factOf(facts, last.json, 'total') !== 'number' || nextUrl(facts, last) === undefined) return;
  wrong('paging', 'the last page links to a next one');
}

function judge(
  { made, wrong }: Listing,
  way: string,
  seen: readonly unknown[],
  expected: readonly unknown[] | undefined,
): void {
  const texts = seen.map((each) => JSON.stringify(each));
  const twice = texts.find((each, index) => texts.indexOf(each) < index);
  if (twice !== undefined) wrong('paging', `the ${way} show ${twice} twice`);
  const missed = made.map(({ identity }) => JSON.stringify(identity)).find((each) => !texts.includes(each));
  if (missed !== undefined) wrong('paging', `the ${way} never show ${missed}, which was created`);
  if (expected === undefined || isEqual(seen, expected) || (twice ?? missed) !== undefined) return;
  wrong(
    'paging',
    `the ${way} show ${seen.length} items, the whole list ${expected.length}, or in another order: ` +
      `${JSON.stringify(seen).slice(0, 200)} and ${JSON.stringify(expected).slice(0, 200)}`,
  );
}

function identityIn({ list }: Listing): (item: Record<string, unknown>) => unknown {
  const property = list.resource.identity?.property ?? '';
  return (item) => item[property];
}
