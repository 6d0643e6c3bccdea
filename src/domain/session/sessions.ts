import type { RefreshToken } from './refresh-token.ts';
import type { RevocationReason, Session } from './session.ts';

/** Sessions that are about to change, each held until the unit of work ends. */
export interface Sessions {
  /** The session of an account. @throws NotFoundError when there is none, or it is somebody else's */
  byId(id: string, accountId: string): Promise<Session>;
  /** A refresh token by its digest, with its session: two that present it at once come one after the other. */
  byRefreshToken(digest: string): Promise<{ session: Session; token: RefreshToken } | undefined>;
  /** Live sessions of an account, newest first. */
  liveOf(accountId: string, now: Date): Promise<Session[]>;
  add(session: Session, token: RefreshToken): void;
  addToken(token: RefreshToken): void;
  /** Ends every session of an account but one. */
  revokeAllOf(accountId: string, reason: RevocationReason, now: Date, except?: string): Promise<void>;
}
