import type { LoginAttempt } from '../session/log-in.ts';
import type { Account } from './account.ts';
import type { EmailVerification } from './email-verification.ts';
import type { ExternalIdentity } from './external-identity.ts';
import type { PasswordReset } from './password-reset.ts';
import type { SecondFactor } from './second-factor.ts';

/** Accounts that are about to change, each held until the unit of work ends. */
export interface Accounts {
  /** @throws NotFoundError when there is none */
  byId(id: string): Promise<Account>;
  /** By the keyed digest of the address. */
  byEmailIndex(emailIndex: string): Promise<Account | undefined>;
  byExternalIdentity(issuer: string, subject: string): Promise<Account | undefined>;
  /**
   * Whether the next account becomes the administrator for being the first: in development only, and not counting
   * stand-ins. Nobody else can register until this unit of work ends, so that there is one first account.
   */
  isFirst(): Promise<boolean>;
  /** Whether an address belongs to an account that `releaseAddress` would not remove. */
  isOwned(emailIndex: string): Promise<boolean>;
  /**
   * Frees an address that an account has without having verified it, by removing that account: nobody is kept from an
   * address by a registration that proved nothing. An account that belongs to projects, or was suspended, stays.
   *
   * @param heir account that takes the address: what was mailed there before is then valid for it
   * @returns whether the address is free now
   */
  releaseAddress(emailIndex: string, heir?: string): Promise<boolean>;
  /** Active administrators besides an account; they stay so until this unit of work ends. */
  administratorsBesides(id: string): Promise<number>;
  /** Its address may turn out to be taken when the unit of work ends, which is a ConflictError. */
  add(account: Account): void;
  /** Removes whatever hangs on an account: credentials, sessions, memberships and, where its address is verified, what is addressed to it. */
  detachAll(account: Pick<Account, 'id' | 'emailIndex' | 'isEmailVerified'>): Promise<void>;
  addExternalIdentity(identity: ExternalIdentity): void;
}

/** Second factors, each held until the unit of work ends. */
export interface SecondFactors {
  of(accountId: string): Promise<SecondFactor | undefined>;
  add(factor: SecondFactor): void;
  remove(factor: SecondFactor): void;
}

/** Whom other issuers vouched for until they had themselves erased. */
export interface ErasedIdentities {
  /** Every identity of an account that is being erased. */
  addAllOf(accountId: string, now: Date): Promise<void>;
  /** The person was erased after the token was made, or nobody knows when that was: the token makes no new account. */
  isOver(token: { issuer: string; subject: string; issuedAt?: Date }): Promise<boolean>;
}

/** Places where owners have logged in, each held until the unit of work ends. */
export interface KnownPlaces {
  /**
   * @param account held
   * @param address network address that the attempt comes from
   * @returns the attempt, counted at the place where it is a known one, otherwise with those of all strangers together
   */
  attemptOn(account: Account, address: string | undefined, now: Date): Promise<LoginAttempt>;
  /** The owner has shown who they are: the place is known from now on, and nothing waits there. @param account held */
  remember(account: Account, address: string | undefined, now: Date): Promise<void>;
}

/** Permissions to choose a new password, each held until the unit of work ends. */
export interface PasswordResets {
  /** Account that one is for, by its digest; that is held before the reset is. */
  accountOf(digest: string): Promise<string | undefined>;
  byDigest(digest: string): Promise<PasswordReset | undefined>;
  add(reset: PasswordReset): void;
  removeExpiredOf(accountId: string, now: Date): Promise<void>;
  /** Ends the open ones of an account, but one: a changed password makes mailed links worthless. */
  removeAllOf(accountId: string, except?: string): Promise<void>;
}

/** Tokens that verify addresses, each held until the unit of work ends. */
export interface EmailVerifications {
  byDigest(digest: string): Promise<EmailVerification | undefined>;
  add(verification: EmailVerification): void;
  /** Ends the open ones of an account, but one. */
  removeAllOf(accountId: string, except?: string): Promise<void>;
}
