import type { Invocation } from '../../http/invocation.ts';
import type { Paging } from '../resource.ts';
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
  /** The page ends before its limit, or nothing declared turns it: the list goes on at `CONTINUATION`. */
  isContinued?: boolean;
  hasPrevious: boolean;
  /** Made when asked for: most lists page by number. */
  nextCursor?: () => string;
  previousCursor?: () => string;
  /** Cursor of the item at an index of the page: what comes after it begins there. */
  cursorOf?: (index: number) => string;
  /** Identifiers of the first and the last item on the page, where items show them. */
  firstId?: unknown;
  lastId?: unknown;
}
