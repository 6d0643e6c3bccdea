import { LockMode } from '@mikro-orm/core';
import { Account } from '../../domain/account/account.ts';
import type { Accounts, EmailVerifications, PasswordResets, SecondFactors } from '../../domain/account/accounts.ts';
import { EmailVerification } from '../../domain/account/email-verification.ts';
import { ExternalIdentity } from '../../domain/account/external-identity.ts';
import { KnownPlace } from '../../domain/account/known-place.ts';
import { PasswordReset } from '../../domain/account/password-reset.ts';
import { SecondFactor } from '../../domain/account/second-factor.ts';
import { ApiKey } from '../../domain/api-key/api-key.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { Invitation } from '../../domain/member/invitation.ts';
import { Member } from '../../domain/member/member.ts';
import { Session } from '../../domain/session/session.ts';
import { STAND_INS } from '../auth/known-credentials.ts';
import type { EntityManager } from './database.ts';

const HELD = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

/** Whoever registers first is the administrator, and whoever is left must be one: these decide one after the other. */
const LOCK = 'select pg_advisory_xact_lock(7305486402)';

/** Registrations of one address come one after the other. */
const ADDRESS_LOCK = 'select pg_advisory_xact_lock(hashtextextended(?, 7305486403))';

/** What goes with an account. */
const OF_ACCOUNTS = [
  ExternalIdentity,
  SecondFactor,
  PasswordReset,
  EmailVerification,
  KnownPlace,
  ApiKey,
  Session,
  Member,
];

/** Somebody who registered, or whom an issuer vouched for; the stand-in of development is nobody. */
const ANYBODY = `
  select from desk.accounts account
  where account.status <> 'erased' and not exists (
    select from desk.external_identities identity where identity.account_id = account.id and identity.issuer = ?
  ) limit 1`;

const REDIRECTED = ['password_resets', 'email_verifications'];

/** Accounts of one unit of work. @param makesFirstAdministrator whether the first account becomes the administrator */
export function accountRepository(em: EntityManager, makesFirstAdministrator = false): Accounts {
  const byId = async (id: string) => (await em.findOne(Account, { id }, HELD)) ?? noAccount(id);
  return {
    byId,
    byEmailIndex: async (emailIndex) => (await em.findOne(Account, { emailIndex }, HELD)) ?? undefined,
    byExternalIdentity: async (issuer, subject) => {
      const identity = await em.findOne(ExternalIdentity, { issuer, subject });
      return identity === null ? undefined : byId(identity.accountId);
    },
    isFirst: async () => {
      if (!makesFirstAdministrator) return false;
      await em.execute(LOCK);
      return (await em.execute(ANYBODY, [STAND_INS])).length === 0;
    },
    isOwned: async (emailIndex) => {
      const holder = await em.findOne(Account, { emailIndex });
      return holder !== null && (await isSettled(em, holder));
    },
    releaseAddress: async (emailIndex, heir) => {
      await em.execute(ADDRESS_LOCK, [emailIndex]);
      const holder = await em.findOne(Account, { emailIndex }, HELD);
      if (holder === null) return true;
      if (await isSettled(em, holder)) return false;
      if (heir !== undefined) {
        for (const table of REDIRECTED) {
          await em.execute(`update desk.${table} set account_id = ? where account_id = ?`, [heir, holder.id]);
        }
      }
      await em.nativeDelete(Account, { id: holder.id });
      em.getUnitOfWork().unsetIdentity(holder);
      return true;
    },
    administratorsBesides: async (id) => {
      await em.execute(LOCK);
      return em.count(Account, { id: { $ne: id }, role: 'administrator', status: 'active' });
    },
    add: (account) => void em.persist(account),
    detachAll: async ({ id, emailIndex, isEmailVerified }) => {
      for (const entity of OF_ACCOUNTS) await em.nativeDelete(entity as typeof Session, { accountId: id });
      if (!isEmailVerified) return;
      await em.nativeDelete(Invitation, { emailIndex });
      await em.execute('delete from desk.outgoing_mail where recipient_index = ?', [emailIndex]);
    },
    addExternalIdentity: (identity) => void em.persist(identity),
  };
}

/** An account that has shown that its address is its own, or that others know in projects, or that was suspended. */
async function isSettled(em: EntityManager, account: Account): Promise<boolean> {
  const isBlank = account.isActive && !account.isEmailVerified && account.role === 'user';
  return !isBlank || (await em.count(Member, { accountId: account.id })) > 0;
}

/** Says that there is none, alike for reads and writes. */
export function noAccount(id: string): never {
  throw new NotFoundError(`There is no user ${id}.`);
}

/** Second factors of one unit of work. */
export function secondFactorRepository(em: EntityManager): SecondFactors {
  return {
    of: async (accountId) => (await em.findOne(SecondFactor, { accountId }, HELD)) ?? undefined,
    add: (factor) => void em.persist(factor),
    remove: (factor) => void em.remove(factor),
  };
}

/** Password resets of one unit of work. */
export function passwordResetRepository(em: EntityManager): PasswordResets {
  return {
    accountOf: async (digest) => (await em.findOne(PasswordReset, { digest }, { fields: ['accountId'] }))?.accountId,
    byDigest: async (digest) => (await em.findOne(PasswordReset, { digest }, { ...HELD, refresh: true })) ?? undefined,
    add: (reset) => void em.persist(reset),
    removeExpiredOf: async (accountId, now) => {
      await em.nativeDelete(PasswordReset, { accountId, expiresAt: { $lte: now } });
    },
    removeAllOf: async (accountId, except) => {
      const others = except === undefined ? {} : { id: { $ne: except } };
      await em.nativeDelete(PasswordReset, { accountId, usedAt: null, ...others });
    },
  };
}

/** Email verifications of one unit of work. */
export function emailVerificationRepository(em: EntityManager): EmailVerifications {
  return {
    byDigest: async (digest) => (await em.findOne(EmailVerification, { digest }, HELD)) ?? undefined,
    add: (verification) => void em.persist(verification),
    removeAllOf: async (accountId, except) => {
      const others = except === undefined ? {} : { id: { $ne: except } };
      await em.nativeDelete(EmailVerification, { accountId, usedAt: null, ...others });
    },
  };
}
