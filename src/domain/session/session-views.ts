import type { Page, PageRequest } from '../page.ts';
import type { Session } from './session.ts';

/** Sessions that are only shown, the newest first. */
export interface SessionViews {
  /** Live sessions of an account. */
  page(accountId: string, now: Date, page: PageRequest): Promise<Page<Session>>;
  /** Every stored session, ended ones included. */
  allOf(accountId: string, page: PageRequest): Promise<Page<Session>>;
}
