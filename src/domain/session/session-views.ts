import type { Page, PageRequest } from '../page.ts';
import type { Session } from './session.ts';

/** Sessions that are only shown, the newest first. */
export interface SessionViews {
  /** Live sessions of an account. */
  page(accountId: string, now: Date, page: PageRequest): Promise<Page<Session>>;
  /** Every session that is still kept. */
  allOf(accountId: string): Promise<Session[]>;
}
