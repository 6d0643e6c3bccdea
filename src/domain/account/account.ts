import { ConflictError, UnverifiedEmailError } from '../errors.ts';
import { displayName } from './display-name.ts';
import { emailAddress } from './email-address.ts';
import { LoginCounter } from './login-counter.ts';
import type { NewAccount } from './new-account.ts';

export const ACCOUNT_ROLES = ['administrator', 'user'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** `erased` is final: the row stays for what refers to it, and says nothing of the person any more. */
export type AccountStatus = 'active' | 'suspended' | 'erased';

/** Facts about the other accounts that a rule needs. */
interface Others {
  /** Active administrators besides this account. */
  administrators: number;
}

/**
 * Somebody who can log in. The contract shows it as a user. It counts the failures of strangers: those from places where
 * its owner has logged in before are counted there (`KnownPlace`).
 */
export class Account extends LoginCounter {
  readonly id: string;
  email: string;
  emailIndex: string;
  /** Until the address is verified, the account may do nothing that concerns others. */
  emailVerifiedAt: Date | null;
  name: string;
  role: AccountRole;
  status: AccountStatus = 'active';
  passwordHash: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
  version = 1;

  constructor({ id, email, emailIndex, name, passwordHash, isFirst, emailVerifiedAt = null, now }: NewAccount) {
    super();
    this.id = id;
    this.email = emailAddress(email);
    this.emailIndex = emailIndex;
    this.emailVerifiedAt = emailVerifiedAt;
    this.name = displayName(name);
    this.role = isFirst ? 'administrator' : 'user';
    this.passwordHash = passwordHash ?? null;
    this.createdAt = now;
    this.updatedAt = now;
  }

  get isActive(): boolean {
    return this.status === 'active';
  }

  get isAdministrator(): boolean {
    return this.isActive && this.role === 'administrator';
  }

  get isEmailVerified(): boolean {
    return this.emailVerifiedAt !== null;
  }

  /** @throws UnverifiedEmailError when the address is not verified */
  ensureVerified(): void {
    if (this.isEmailVerified) return;
    throw new UnverifiedEmailError('Verify the email address of the account first: POST /auth/email mails a token.');
  }

  /** A token that was mailed to the address has come back. */
  verifyEmail(now: Date): void {
    if (!this.isEmailVerified) this.updatedAt = now;
    this.emailVerifiedAt ??= now;
  }

  /** Takes another address, which is verified already. @param emailIndex its keyed digest */
  changeEmail(email: string, emailIndex: string, now: Date): void {
    Object.assign(this, { email: emailAddress(email), emailIndex, emailVerifiedAt: now, updatedAt: now });
  }

  rename(name: string, now: Date): void {
    this.name = displayName(name);
    this.updatedAt = now;
  }

  /** A new password also ends every delay: whoever may set it has shown who they are. */
  changePassword(passwordHash: string, now: Date): void {
    this.passwordHash = passwordHash;
    this.forgetFailedLogins();
    this.updatedAt = now;
  }

  /** @throws ConflictError when nobody would be left to administer, the account was erased, or its address is not verified */
  changeRole(role: AccountRole, others: Others, now: Date): void {
    this.ensureNotErased();
    if (role === 'administrator' && !this.isEmailVerified) {
      throw new ConflictError('The address of the account is not verified, so anybody may have registered it.');
    }
    if (role !== 'administrator') this.ensureAdministratorRemains(others);
    this.role = role;
    this.updatedAt = now;
  }

  /** @throws ConflictError when nobody would be left to administer */
  suspend(others: Others, now: Date): void {
    this.ensureNotErased();
    this.ensureAdministratorRemains(others);
    this.status = 'suspended';
    this.updatedAt = now;
  }

  reactivate(now: Date): void {
    this.ensureNotErased();
    this.status = 'active';
    this.forgetFailedLogins();
    this.updatedAt = now;
  }

  /**
   * Forgets the person. What others refer to (authorship, audit) keeps pointing at an account that says nothing.
   * @throws ConflictError when nobody would be left to administer
   */
  erase(others: Others, now: Date): void {
    this.ensureAdministratorRemains(others);
    this.status = 'erased';
    this.role = 'user';
    this.email = `${this.id}@erased.invalid`;
    this.emailIndex = `erased:${this.id}`;
    this.emailVerifiedAt = null;
    this.name = 'Erased';
    this.passwordHash = null;
    this.forgetFailedLogins();
    this.updatedAt = now;
  }

  /** @param hash the same password, hashed at today's cost */
  upgradePasswordHash(hash: string): void {
    this.passwordHash = hash;
  }

  private ensureNotErased(): void {
    if (this.status === 'erased') throw new ConflictError('The account was erased; that cannot be undone.');
  }

  private ensureAdministratorRemains({ administrators }: Others): void {
    if (this.isAdministrator && administrators === 0) {
      throw new ConflictError('This is the only administrator. Make another account an administrator first.');
    }
  }
}
