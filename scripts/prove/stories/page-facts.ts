import type { PageFact } from '../../../src/infra/resources/resource.ts';
import type { Answered, Listing } from './list-proof.ts';
import { factOf } from './next-page.ts';

/** Where a page stands in a list that is walked from its beginning. */
export interface Place {
  /** From one. */
  page: number;
  /** Items on the pages before it. */
  before: number;
  /** Asked for; nothing where the list takes no limit. */
  limit: number | undefined;
  /** Items of the whole list, where they are known. */
  whole: number | undefined;
}

/** What an answer says of its page is so: its number, its size, how many pages there are, whether another follows. */
export function judgeFacts({ list, wrong }: Listing, answer: Answered, place: Place): void {
  const due = factsDue(list.paging?.style, list.paging?.firstPage ?? 1, answer.items.length, place);
  const said = (fact: PageFact, value: unknown): void => {
    const expected = due[fact];
    if (expected === undefined || typeof value !== typeof expected || value === expected) return;
    wrong('paging', `page ${place.page} says ${fact} ${JSON.stringify(value)}, and it is ${JSON.stringify(expected)}`);
  };
  for (const { fact } of list.response.facts) said(fact, factOf(list.response.facts, answer.json, fact));
  for (const { name, fact } of list.headers ?? []) {
    const text = answer.headers.get(name);
    if (text === null) continue;
    if (fact !== 'range') said(fact, /^\d+$/.test(text) ? Number(text) : text);
    // `*` stands for what is not known (RFC 9110, section 14.4).
    else said(fact, text.replace(/^[a-z]+ /, '').replace(/\/\*$/, `/${String(place.whole)}`));
  }
}

function factsDue(
  style: string | undefined,
  firstPage: number,
  count: number,
  { page, before, limit, whole }: Place,
): Partial<Record<PageFact, number | boolean | string>> {
  const number = style === 'page' ? firstPage + page - 1 : undefined;
  const hasNext = whole === undefined ? undefined : before + count < whole;
  return {
    count,
    ...(limit !== undefined && { limit }),
    ...(style === 'offset' && { offset: before }),
    ...(number !== undefined && { page: number, nextPage: number + 1, previousPage: number - 1 }),
    ...(hasNext !== undefined && { hasNext, isLast: !hasNext }),
    ...(whole !== undefined && { total: whole, range: `${before}-${before + count - 1}/${whole}` }),
    ...(whole !== undefined && limit !== undefined && { pages: Math.ceil(whole / limit) }),
    // Whoever goes on by cursors need not know what was before (GraphQL Cursor Connections).
    ...(before === 0 || style !== 'cursor' ? { hasPrevious: before > 0, isFirst: before === 0 } : {}),
  };
}
