import type { Item } from '../store/rows.ts';
import type { PageState } from './page-state.ts';
import type { PageRequest } from './page.ts';
import { getOwn } from '@plumbline/contract/json';

/**
 * A page of samples, turned as the pages of stored items are.
 *
 * @param all samples in their order
 * @param identity name of the property that identifies them, by which a cursor finds its place
 */
export function samplePage(
  all: readonly Item[],
  page: PageRequest,
  identity: string | undefined,
): Pick<PageState, 'hasNext' | 'hasPrevious' | 'nextCursor' | 'previousCursor' | 'cursorOf'> & {
  items: readonly Item[];
} {
  const nameOf = (at: number): string => {
    const name = identity === undefined ? undefined : getOwn(all[at], identity);
    return typeof name === 'string' ? name : String(typeof name === 'number' ? name : at);
  };
  const placeOf = (cursor: unknown): number => all.findIndex((_, at) => nameOf(at) === String(cursor));
  const end = page.before === undefined ? all.length : Math.max(placeOf(page.before), 0);
  const start = startOf(page, end, placeOf);
  const items = all.slice(start, Math.min(end, start + page.limit));
  const last = start + items.length - 1;
  return {
    items,
    hasNext: last + 1 < all.length,
    hasPrevious: start > 0,
    nextCursor: () => nameOf(last),
    previousCursor: () => nameOf(start),
    cursorOf: (index) => nameOf(start + index),
  };
}

/** A cursor that names none of the samples speaks of an item that they stand for: nothing comes after it. */
function startOf(
  { after, before, limit, offset }: PageRequest,
  end: number,
  placeOf: (cursor: unknown) => number,
): number {
  if (before !== undefined) return Math.max(end - limit, 0);
  if (after === undefined) return offset;
  const place = placeOf(after);
  return place < 0 ? end : place + 1;
}
