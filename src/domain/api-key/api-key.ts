import { ConflictError, RuleError } from '../errors.ts';

/** Keys that work, of one account. */
const MAX_KEYS = 50;
/** A key that lives longer than this is as good as one without expiry. */
const LONG_LIVED_DAYS = 366;

/** Whether a key of that expiry takes a recent login: nobody would miss it for a long time. @param expiresAt `null`: never */
export function isLongLived(expiresAt: Date | null, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() - now.getTime() > LONG_LIVED_DAYS * 24 * 3_600_000;
}

/**
 * @param live keys of the account that work already
 * @param factor the limit is this many times as high
 * @throws ConflictError when there are as many as one account may have
 */
export function ensureRoomForKey(live: number, factor: number): void {
  const most = MAX_KEYS * factor;
  if (live >= most) throw new ConflictError(`The account has ${most} API keys that work. Revoke one first.`);
}

/** Longest time an old key may live on after its rotation. */
export const MAX_OVERLAP_HOURS = 7 * 24;

interface NewApiKey {
  id: string;
  accountId: string;
  name: string;
  /** First characters of the key, shown in lists and logs. */
  prefix: string;
  /** Digest of the whole key. */
  digest: string;
  scopes: readonly string[];
  /** `null`: does not expire. */
  expiresAt: Date | null;
  now: Date;
}

/** What makes a key's successor: a new secret under a new id. */
export interface KeyMaterial {
  id: string;
  prefix: string;
  digest: string;
}

/** A long-lived credential for programs. Acts for its account, within its scopes. */
export class ApiKey {
  readonly id: string;
  readonly accountId: string;
  name: string;
  readonly prefix: string;
  readonly digest: string;
  readonly scopes: string[];
  expiresAt: Date | null;
  revokedAt: Date | null = null;
  /** To the minute; noted where the key is looked up. */
  lastUsedAt: Date | null = null;
  /** The key that took over from this one. */
  successorId: string | null = null;
  readonly createdAt: Date;
  version = 1;

  /** @throws RuleError when it would be born expired */
  constructor({ id, accountId, name, prefix, digest, scopes, expiresAt, now }: NewApiKey) {
    if (expiresAt !== null && expiresAt <= now) {
      const details = [{ field: 'body.expiresAt', message: 'must be in the future' }];
      throw new RuleError('The key would be expired from the start.', details);
    }
    this.id = id;
    this.accountId = accountId;
    this.name = name;
    this.prefix = prefix;
    this.digest = digest;
    this.scopes = [...new Set(scopes)].sort();
    this.expiresAt = expiresAt;
    this.createdAt = now;
  }

  isLive(now: Date): boolean {
    return this.revokedAt === null && (this.expiresAt === null || now < this.expiresAt);
  }

  /**
   * Makes the key that takes over, with the same name, scopes and expiry. This one works on for the overlap, so that
   * programs can be moved one by one.
   *
   * @param overlapHours 0 ends this key at once
   * @throws ConflictError when the key is over, or has a successor already
   * @throws RuleError when the overlap is too long
   */
  rotate(next: KeyMaterial, overlapHours: number, now: Date): ApiKey {
    if (!this.isLive(now)) throw new ConflictError('The key is revoked or expired. Create a new one.');
    if (this.successorId !== null) throw new ConflictError('The key was rotated already. Rotate its successor.');
    if (overlapHours < 0 || overlapHours > MAX_OVERLAP_HOURS) {
      const message = `Give 0 to ${MAX_OVERLAP_HOURS} hours.`;
      throw new RuleError('That overlap is not possible.', [{ field: 'body.overlapHours', message }]);
    }
    const { accountId, name, scopes, expiresAt } = this;
    const successor = new ApiKey({ ...next, accountId, name, scopes, expiresAt, now });
    const end = new Date(now.getTime() + overlapHours * 3_600_000);
    if (expiresAt === null || end < expiresAt) this.expiresAt = end;
    this.successorId = successor.id;
    return successor;
  }

  /** Ends the key at once. */
  revoke(now: Date): void {
    this.revokedAt ??= now;
  }
}
