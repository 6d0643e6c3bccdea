import { violations } from '../../contract/check.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Invocation } from '../../http/invocation.ts';
import { setAt } from '../body.ts';
import type { PageFact, Paging, Shape } from '../resource.ts';
import { listUrl } from '../urls.ts';
import type { PageRequest } from './page.ts';

/** What is known of a page once it is read. */
export interface PageState {
  invocation: Invocation;
  paging: Paging | undefined;
  page: PageRequest;
  count: number;
  /** Of all that match; only counted where a fact needs it. */
  total?: number;
  hasNext: boolean;
  hasPrevious: boolean;
  nextCursor?: string;
  previousCursor?: string;
}

/** Facts that cannot be told from one page. */
const NEED_TOTAL: readonly PageFact[] = ['total', 'pages', 'lastUrl'];

export const needsTotal = ({ facts }: Shape): boolean => facts.some(({ fact }) => NEED_TOTAL.includes(fact));

/** The URL of the next, previous, first or last page; `undefined` when there is none. */
export function pageUrl(state: PageState, to: 'next' | 'previous' | 'first' | 'last'): string | undefined {
  const { invocation, paging, page, total = 0 } = state;
  if (paging === undefined) return to === 'first' || to === 'last' ? listUrl(invocation, {}) : undefined;
  if (to === 'next' && !state.hasNext) return undefined;
  if (to === 'previous' && !state.hasPrevious) return undefined;
  const pages = page.limit === 0 ? 0 : Math.ceil(total / page.limit);
  switch (paging.style) {
    case 'page': {
      const number = { next: page.page + 1, previous: page.page - 1, first: paging.firstPage };
      const last = Math.max(paging.firstPage, paging.firstPage + pages - 1);
      return listUrl(invocation, { [paging.page ?? 'page']: to === 'last' ? last : number[to] });
    }
    case 'offset': {
      const offset = { next: page.offset + page.limit, previous: Math.max(0, page.offset - page.limit), first: 0 };
      const last = Math.max(0, (pages - 1) * page.limit);
      return listUrl(invocation, { [paging.offset ?? 'offset']: to === 'last' ? last : offset[to] });
    }
    case 'cursor': {
      const cleared = {
        [paging.after ?? 'after']: undefined,
        ...(paging.before === undefined ? {} : { [paging.before]: undefined }),
      };
      if (to === 'next') return listUrl(invocation, { ...cleared, [paging.after ?? 'after']: state.nextCursor });
      if (to === 'previous') {
        return paging.before === undefined
          ? undefined
          : listUrl(invocation, { ...cleared, [paging.before]: state.previousCursor });
      }
      return to === 'first' ? listUrl(invocation, cleared) : undefined;
    }
  }
}

/** What a member of the envelope says; `undefined` where there is nothing to say, as after the last page. */
export function factOf(fact: PageFact, state: PageState): unknown {
  const { page, paging, total = 0 } = state;
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
    case 'hasNext':
      return state.hasNext;
    case 'hasPrevious':
      return state.hasPrevious;
    case 'nextCursor':
      return state.hasNext
        ? paging?.style === 'offset'
          ? String(page.offset + page.limit)
          : state.nextCursor
        : undefined;
    case 'previousCursor':
      return state.hasPrevious ? state.previousCursor : undefined;
    case 'nextPage':
      return state.hasNext ? page.page + 1 : undefined;
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

/**
 * How each fact is left unsaid where the contract wants the member there all the same: null where the schema takes it,
 * else empty text, else nothing. Looked up once, at start-up.
 */
export function unsaidValues(contract: Contract, { schema, facts }: Shape): Map<PageFact, unknown> {
  return new Map(
    facts.map(({ at, fact }) => {
      const pointer = at.map((key) => `/${key}`).join('');
      const fits = (value: unknown): boolean =>
        schema !== undefined &&
        !violations(contract, schema, setAt(undefined, at, value), 'response').some((each) => each.pointer === pointer);
      return [fact, [null, ''].find(fits)];
    }),
  );
}
