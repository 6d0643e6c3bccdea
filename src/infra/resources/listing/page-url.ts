import { CONTINUATION } from '../../http/invocation.ts';
import type { Paging } from '../resource.ts';
import { listUrl } from '../answer/urls.ts';
import type { PageState } from './page-state.ts';

/** The URL of the next, previous, first or last page; `undefined` when there is none. */
export function pageUrl(state: PageState, to: 'next' | 'previous' | 'first' | 'last'): string | undefined {
  const { invocation, paging, page, total = 0 } = state;
  if (to === 'next' && state.hasNext && state.isContinued === true) {
    const declared = [paging?.page, paging?.offset, paging?.after, paging?.before].filter((name) => name !== undefined);
    const start = Object.fromEntries(declared.map((name) => [name, undefined]));
    return listUrl(invocation, { ...start, [CONTINUATION]: state.nextCursor?.() });
  }
  if (paging === undefined) return to === 'first' || to === 'last' ? listUrl(invocation, {}) : undefined;
  if (to === 'next' && !state.hasNext) return undefined;
  if (to === 'previous' && !state.hasPrevious) return undefined;
  const pages = page.limit === 0 ? 0 : Math.ceil(total / page.limit);
  const { limit } = page;
  switch (paging.style) {
    case 'page': {
      const last = Math.max(paging.firstPage, paging.firstPage + pages - 1);
      const pageNumber = { next: page.page + 1, previous: page.page - 1, first: paging.firstPage, last }[to];
      return paging.page === undefined ? undefined : listUrl(invocation, { [paging.page]: pageNumber });
    }
    case 'offset': {
      const last = Math.max(0, (pages - 1) * limit);
      const offset = { next: page.offset + limit, previous: Math.max(0, page.offset - limit), first: 0, last }[to];
      return paging.offset === undefined ? undefined : listUrl(invocation, { [paging.offset]: offset });
    }
    case 'cursor':
      return cursorUrl(state, paging, to);
  }
}

/** Behind cursors nobody knows the last page. */
function cursorUrl(
  state: PageState,
  { after, before }: Paging,
  to: 'next' | 'previous' | 'first' | 'last',
): string | undefined {
  const start = {
    ...(after === undefined ? {} : { [after]: undefined }),
    ...(before === undefined ? {} : { [before]: undefined }),
  };
  if (to === 'next' && after !== undefined)
    return listUrl(state.invocation, { ...start, [after]: state.nextCursor?.() });
  if (to === 'previous' && before !== undefined) {
    return listUrl(state.invocation, { ...start, [before]: state.previousCursor?.() });
  }
  return to === 'first' ? listUrl(state.invocation, start) : undefined;
}
