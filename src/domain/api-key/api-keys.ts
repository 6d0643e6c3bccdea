import type { ApiKey } from './api-key.ts';

/** API keys that are about to change, each held until the unit of work ends. */
export interface ApiKeys {
  /** The key of an account. @throws NotFoundError when there is none, or it is somebody else's */
  byId(id: string, accountId: string): Promise<ApiKey>;
  /** Keys of an account, newest first. */
  of(accountId: string): Promise<ApiKey[]>;
  /** How many keys of an account work. */
  countLive(accountId: string, now: Date): Promise<number>;
  /** Revokes every key of an account. */
  revokeAllOf(accountId: string, now: Date): Promise<void>;
  add(key: ApiKey): void;
}
