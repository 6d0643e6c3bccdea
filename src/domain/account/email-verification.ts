import { emailAddress } from './email-address.ts';

/** A mailed token outlives a night and a slow mail server. */
const LIFETIME_HOURS = 24;

interface NewEmailVerification {
  id: string;
  accountId: string;
  email: string;
  /** Keyed digest of the address (`PersonalData.index`). */
  emailIndex: string;
  /** Digest of the token that was mailed. */
  digest: string;
  now: Date;
}

/** A token mailed to an address, which proves that the account that sends it back reads the mail of that address. */
export class EmailVerification {
  readonly id: string;
  accountId: string;
  readonly email: string;
  readonly emailIndex: string;
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  usedAt: Date | null = null;
  version = 1;

  constructor({ id, accountId, email, emailIndex, digest, now }: NewEmailVerification) {
    this.id = id;
    this.accountId = accountId;
    this.email = emailAddress(email);
    this.emailIndex = emailIndex;
    this.digest = digest;
    this.createdAt = now;
    this.expiresAt = new Date(now.getTime() + LIFETIME_HOURS * 3_600_000);
  }

  /** Spends the token. The refusal does not say whether it was another account's, used or expired. */
  use(accountId: string, now: Date): 'accepted' | 'refused' {
    if (accountId !== this.accountId || this.usedAt !== null || now >= this.expiresAt) return 'refused';
    this.usedAt = now;
    return 'accepted';
  }
}
