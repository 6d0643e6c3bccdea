import type { Page, PageRequest } from '../page.ts';
import type { ApiKey } from './api-key.ts';

/** API keys that are only shown, the newest first. */
export interface ApiKeyViews {
  /** Keys of an account that work. */
  page(accountId: string, now: Date, page: PageRequest): Promise<Page<ApiKey>>;
  /** Every stored key, revoked ones included. */
  allOf(accountId: string, page: PageRequest): Promise<Page<ApiKey>>;
}
