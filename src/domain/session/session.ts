import { RefreshToken } from './refresh-token.ts';

/** A session nobody refreshes for this long is over. */
const IDLE_DAYS = 14;
/** A session is over after this long in any case: then the person logs in again. */
const LONGEST_DAYS = 90;
const DAY_MS = 24 * 3600 * 1000;

/** Why a session ended before its time. */
export type RevocationReason = 'logout' | 'replay' | 'password-changed' | 'revoked' | 'account-closed';

interface NewSession {
  id: string;
  accountId: string;
  /** Digest of the first refresh token. */
  digest: string;
  /** Network address and User-Agent of the login, for the person to recognise it by. */
  address: string | null;
  userAgent: string | null;
  now: Date;
}

/** What became of a refresh token that was presented. */
export type RefreshOutcome =
  | { kind: 'rotated'; token: RefreshToken }
  /** It had been used before: it, or the one after it, was stolen. The session is revoked; both holders log in again. */
  | { kind: 'replayed' }
  /** The session is over. */
  | { kind: 'refused' };

/** One login on one device, kept alive by a family of refresh tokens of which one at a time is good. */
export class Session {
  readonly id: string;
  readonly accountId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  /** When the person last showed who they are: at the login, or again since. */
  authenticatedAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null = null;
  revokedFor: RevocationReason | null = null;
  version = 1;

  constructor({ id, accountId, address, userAgent, now }: Omit<NewSession, 'digest'>) {
    this.id = id;
    this.accountId = accountId;
    this.address = address;
    this.userAgent = userAgent;
    this.createdAt = now;
    this.authenticatedAt = now;
    this.lastUsedAt = now;
    this.expiresAt = expiry(now, now);
  }

  /** Opens a session with its first refresh token. */
  static open({ digest, ...login }: NewSession): { session: Session; token: RefreshToken } {
    const token = new RefreshToken({ digest, sessionId: login.id, now: login.now });
    return { session: new Session(login), token };
  }

  isLive(now: Date): boolean {
    return this.revokedAt === null && now < this.expiresAt;
  }

  /**
   * Exchanges a refresh token of this session for the next one.
   *
   * @param presented the stored token whose digest the client's token has
   * @param nextDigest digest of the token that the client gets instead
   */
  refresh(presented: RefreshToken, nextDigest: string, now: Date): RefreshOutcome {
    if (presented.sessionId !== this.id || !this.isLive(now)) return { kind: 'refused' };
    if (presented.usedAt !== null) {
      this.revoke('replay', now);
      return { kind: 'replayed' };
    }
    presented.usedAt = now;
    this.lastUsedAt = now;
    this.expiresAt = expiry(this.createdAt, now);
    return { kind: 'rotated', token: new RefreshToken({ digest: nextDigest, sessionId: this.id, now }) };
  }

  /** The person has shown the password again. */
  reauthenticate(now: Date): void {
    this.authenticatedAt = now;
  }

  /** Ends the session; access tokens that name it are refused from now on. Revoking twice keeps the first reason. */
  revoke(reason: RevocationReason, now: Date): void {
    if (this.revokedAt !== null) return;
    this.revokedAt = now;
    this.revokedFor = reason;
  }
}

function expiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_DAYS * DAY_MS, createdAt.getTime() + LONGEST_DAYS * DAY_MS));
}
