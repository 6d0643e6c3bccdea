import { randomUUIDv7 } from 'node:crypto';
import { Account } from '../../domain/account/account.ts';
import { displayName } from '../../domain/account/display-name.ts';
import { emailAddress } from '../../domain/account/email-address.ts';
import { ExternalIdentity } from '../../domain/account/external-identity.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Identified } from '../auth/checked-authenticators.ts';
import { STAND_INS } from '../auth/known-credentials.ts';
import type { VouchedIdentity } from '../auth/vouched-identity.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { logContext } from '../telemetry/context.ts';
import { accountRepository } from './account.repository.ts';
import { auditLog } from './audit-event.repository.ts';
import type { Database, EntityManager, Row } from './database.ts';
import { erasedIdentityRepository } from './erased-identity.repository.ts';
import { keptRequestId } from './kept-request-id.ts';
import { scopesOf } from './live-credentials.ts';
import { inTransactionOfWork } from './unit-of-work.ts';

const FIND = {
  name: 'local_accounts',
  sql: `select account.id, account.role, account.status, identity.issuer = $3 as stands_in,
          account.email_verified_at is not null as is_verified
        from desk.external_identities identity join desk.accounts account on account.id = identity.account_id
        where identity.issuer = $1 and identity.subject = $2`,
};

/** Whom another vouches for. `isConfigured`: the operator did, so that no address has to be verified. */
type Vouched = Omit<VouchedIdentity, 'scopes'> & { isConfigured?: boolean };

/** The local account of somebody whom another vouches for; none while it is suspended, or where it was erased after the token. */
export type LocalAccounts = (identity: Vouched) => Promise<Identified | undefined>;

/**
 * Maps identities that others vouch for to accounts here, made when somebody is first seen. An account is found by
 * issuer and subject only: a verified address of an account here is left to that account. An account counts as verified
 * when the issuer says that it verified the address; until then it does nothing that concerns others.
 *
 * @param makesFirstAdministrator whether the first account becomes the administrator
 */
export function localAccounts(
  database: Database,
  personalData: PersonalData,
  clock: () => Date,
  makesFirstAdministrator = false,
): LocalAccounts {
  const find = async ({ issuer, subject }: { issuer: string; subject: string }): Promise<Row | undefined> =>
    (await database.query(FIND, [issuer, subject, STAND_INS]))[0];

  return async (identity) => {
    let row = await find(identity);
    if (row === undefined || (row['is_verified'] !== true && isVouchedFor(identity))) {
      const means = { personalData, makesFirstAdministrator, now: clock() };
      await inTransactionOfWork(database, (em) => keepAccount(em, identity, means));
      row = await find(identity);
    }
    if (row?.['status'] !== 'active') return undefined;
    const account = String(row['id']);
    const { authenticatedAt } = identity;
    return {
      subject: account,
      account,
      scopes: scopesOf(row),
      ...(authenticatedAt && { authenticatedAt }),
      ...(row['is_verified'] !== true && { isUnverified: true }),
    };
  };
}

/** The request that showed the credential has an event of its own; where it came from is not known here. */
const FIRST_SEEN = { action: 'account-first-seen', outcome: 'success', address: null, salt: null } as const;

/** An address that nobody has, for who has shown none. */
const NO_ADDRESS = 'external.invalid';

interface Means {
  personalData: PersonalData;
  makesFirstAdministrator: boolean;
  now: Date;
}

/** Somebody has shown that this is the person: the operator, or an issuer that has verified the address. */
function isVouchedFor({ email, isConfigured = false }: Vouched): boolean {
  return isConfigured || accepted(emailAddress, email) !== undefined;
}

/** Makes the account of an identity, or marks it as verified once the issuer has verified the address. */
async function keepAccount(
  em: EntityManager,
  identity: Vouched,
  { personalData, makesFirstAdministrator, now }: Means,
): Promise<void> {
  const { issuer, subject, name } = identity;
  const accounts = accountRepository(em, makesFirstAdministrator);
  const indexOf = (address: string) => personalData.index(emailAddress(address), 'accounts.email');
  // Holds the lock under which accounts are made: what is asked below stays true until this one is there.
  const isFirst = (await accounts.isFirst()) && issuer !== STAND_INS;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7305486404))', [
    JSON.stringify([issuer, subject]),
  ]);
  const known = await accounts.byExternalIdentity(issuer, subject);
  if (known?.isEmailVerified === true) return;
  const email = accepted(emailAddress, identity.email);
  const isFree = email !== undefined && (await accounts.releaseAddress(indexOf(email)));
  const emailVerifiedAt = isVouchedFor(identity) ? now : null;
  if (known !== undefined) {
    if (isFree) known.changeEmail(email, indexOf(email), now);
    if (emailVerifiedAt !== null) known.verifyEmail(now);
    return;
  }
  if (await erasedIdentityRepository(em, personalData).isOver(identity)) return;
  const id = randomUUIDv7();
  const address = isFree ? email : `${id}@${NO_ADDRESS}`;
  const shown = accepted(displayName, name) ?? accepted(displayName, subject) ?? id;
  const person = { id, email: address, emailIndex: indexOf(address), name: shown };
  accounts.add(new Account({ ...person, isFirst, emailVerifiedAt: isFirst ? now : emailVerifiedAt, now }));
  accounts.addExternalIdentity(new ExternalIdentity({ issuer, subject, accountId: id, now }));
  await em.flush();
  const correlationId = keptRequestId(logContext()?.requestId);
  const about = { actor: { kind: 'account', id }, target: { kind: 'account', id } } as const;
  await auditLog(em, personalData).append({ ...FIRST_SEEN, ...about, id: randomUUIDv7(), at: now, correlationId });
}

/** What another issuer says may not be what we keep: then it is as if it had not been said. */
function accepted(read: (text: string) => string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return read(text);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
