import type { Contract } from '@plumbline/contract/contract';
import { fitsAt, isRequiredAt } from '../body/fits.ts';
import { getAt, setAt } from '../body/members.ts';
import type { BodyPath, PageFact, Shape } from '../resource.ts';
import { listUrl } from '../answer/urls.ts';
import { pageUrl } from './page-url.ts';
import type { PageState } from './page-state.ts';

/** Facts that cannot be told from one page. */
const NEED_TOTAL: readonly PageFact[] = ['total', 'pages', 'lastUrl', 'range'];

export const needsTotal = (facts: readonly { fact: PageFact }[]): boolean =>
  facts.some(({ fact }) => NEED_TOTAL.includes(fact));

/** What a member of the envelope says; `undefined` where there is nothing to say, as after the last page. */
export function factOf(fact: PageFact, state: PageState): unknown {
  const { page, total = 0 } = state;
  switch (fact) {
    case 'total':
      return total;
    case 'page':
      return page.page;
    case 'limit':
      return page.limit;
    case 'offset':
      return page.offset;
    case 'count':
      return state.count;
    case 'pages':
      return page.limit === 0 ? 0 : Math.ceil(total / page.limit);
    case 'range':
      return rangeOf(state);
    case 'isFirst':
      return !state.hasPrevious;
    case 'isLast':
      return !state.hasNext;
    case 'firstId':
      return state.firstId;
    case 'lastId':
      return state.lastId;
    case 'hasNext':
      return state.hasNext;
    case 'hasPrevious':
      return state.hasPrevious;
    case 'nextCursor':
      return state.hasNext ? nextToken(state) : undefined;
    case 'lastCursor':
      return state.count > 0 ? nextToken(state) : undefined;
    case 'previousCursor':
      return state.hasPrevious ? state.previousCursor?.() : undefined;
    case 'nextPage':
      return state.hasNext && state.isContinued !== true ? page.page + 1 : undefined;
    case 'previousPage':
      return state.hasPrevious ? page.page - 1 : undefined;
    case 'nextUrl':
      return pageUrl(state, 'next');
    case 'previousUrl':
      return pageUrl(state, 'previous');
    case 'firstUrl':
      return pageUrl(state, 'first');
    case 'lastUrl':
      return pageUrl(state, 'last');
    case 'selfUrl':
      return listUrl(state.invocation, {});
  }
}

/** RFC 9110, section 14.4, in the unit that APIs use: `items 20-39/57`. */
function rangeOf({ page, count, total = 0 }: PageState): string {
  return `items ${count === 0 ? '*' : `${page.offset}-${page.offset + count - 1}`}/${total}`;
}

/** What a caller puts into whichever parameter turns the pages. */
function nextToken({ paging, page, nextCursor, isContinued }: PageState): string | undefined {
  // No number of a page or an item says where it goes on.
  if (isContinued === true && paging?.style !== 'cursor') return undefined;
  if (paging?.style === 'offset' && paging.offset !== undefined) return String(page.offset + page.limit);
  return paging?.style === 'page' ? String(page.page + 1) : nextCursor?.();
}

/**
 * How each fact is left unsaid: null where the schema takes it, empty text where the member must be there all the same, else
 * nothing. An object that only says this (`next: { href }`) is left out whole: it is read as a promise that there is more.
 */
export function unsaidValues(contract: Contract, { schema, facts }: Shape): Map<PageFact, unknown> {
  const isNeeded = (at: BodyPath): boolean => isRequiredAt(contract, schema, at);
  const unsaid = (at: BodyPath): unknown => {
    const around = at.slice(0, -1);
    const isShared = facts.filter((each) => startsWith(each.at, around)).length > 1;
    if (around.length > 0 && !isShared && !isNeeded(around)) return undefined;
    const values = isNeeded(at) ? [null, ''] : [null];
    return values.find((value) => fitsAt(contract, schema, at, value));
  };
  return new Map(facts.map(({ at, fact }) => [fact, unsaid(at)]));
}

function startsWith(at: BodyPath, around: BodyPath): boolean {
  return around.every((key, index) => at[index] === key);
}

/**
 * What is known of a body, with numbers of its page that the schema allows: where it refuses the true one (no pages, where
 * `minimum` is 1), the nearest small number.
 *
 * @param made the completed body, in which a refused number is missing or another one
 */
export function withFittingCounts(contract: Contract, { schema, facts }: Shape, said: unknown, made: unknown): unknown {
  return facts.reduce((body, { at }) => {
    const number = getAt(said, at);
    if (typeof number !== 'number' || getAt(made, at) === number) return body;
    const nearest = [0, 1].find((value) => fitsAt(contract, schema, at, value));
    return nearest === undefined ? body : setAt(body, at, nearest);
  }, said);
}
