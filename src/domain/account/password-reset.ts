/** How long a mailed link works: long enough to reach a mailbox, short enough to be found stale there. */
const LIFETIME_MINUTES = 30;

interface NewPasswordReset {
  id: string;
  accountId: string;
  /** Digest of the token that was mailed. */
  digest: string;
  now: Date;
}

/** A mailed permission to choose a new password without the old one. Good once. */
export class PasswordReset {
  readonly id: string;
  readonly accountId: string;
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  usedAt: Date | null = null;
  version = 1;

  constructor({ id, accountId, digest, now }: NewPasswordReset) {
    this.id = id;
    this.accountId = accountId;
    this.digest = digest;
    this.createdAt = now;
    this.expiresAt = new Date(now.getTime() + LIFETIME_MINUTES * 60_000);
  }

  /** Spends it. Used, expired: refused, without saying which. */
  use(now: Date): 'accepted' | 'refused' {
    if (this.usedAt !== null || now >= this.expiresAt) return 'refused';
    this.usedAt = now;
    return 'accepted';
  }
}
