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
import { inUnitOfWork } from './unit-of-work.ts';

const FIND = {
  name: 'local_accounts',
  sql: `select account.id, account.role, account.status, identity.issuer = $3 as stands_in
        from desk.external_identities identity join desk.accounts account on account.id = identity.account_id
        where identity.issuer = $1 and identity.subject = $2`,
};

/** The local account of somebody whom another vouches for; none while it is suspended, or where it was erased after the token. */
export type LocalAccounts = (identity: Omit<VouchedIdentity, 'scopes'>) => Promise<Identified | undefined>;

/**
 * Maps identities that others vouch for to accounts here, made when somebody is first seen. An account is found by
 * issuer and subject only: an address that an account here has already is left to that account.
 */
export function localAccounts(database: Database, personalData: PersonalData, clock: () => Date): LocalAccounts {
  const find = async ({ issuer, subject }: { issuer: string; subject: string }): Promise<Row | undefined> =>
    (await database.query(FIND, [issuer, subject, STAND_INS]))[0];

  return async (identity) => {
    let row = await find(identity);
    if (row === undefined) {
      await inUnitOfWork(database, (em) =>
        em.transactional((inner) => addAccount(inner, identity, personalData, clock())),
      );
      row = await find(identity);
    }
    if (row?.['status'] !== 'active') return undefined;
    const account = String(row['id']);
    return { subject: account, account, scopes: scopesOf(row) };
  };
}

/** The request that showed the credential has an event of its own; where it came from is not known here. */
const FIRST_SEEN = { action: 'account-first-seen', outcome: 'success', address: null, salt: null } as const;

async function addAccount(
  em: EntityManager,
  identity: Omit<VouchedIdentity, 'scopes'>,
  personalData: PersonalData,
  now: Date,
): Promise<void> {
  const { issuer, subject, email, name } = identity;
  const accounts = accountRepository(em);
  // Holds the lock under which accounts are made: what is asked below stays true until this one is there.
  const isFirst = (await accounts.isFirst()) && issuer !== STAND_INS;
  if ((await accounts.byExternalIdentity(issuer, subject)) !== undefined) return;
  if (await erasedIdentityRepository(em, personalData).isOver(identity)) return;
  const id = randomUUIDv7();
  const indexOf = (address: string) => personalData.index(emailAddress(address), 'accounts.email');
  const own = `${id}@external.invalid`;
  const given = accepted(emailAddress, email) ?? own;
  const address = (await accounts.byEmailIndex(indexOf(given))) === undefined ? given : own;
  const shown = accepted(displayName, name) ?? accepted(displayName, subject) ?? id;
  accounts.add(new Account({ id, email: address, emailIndex: indexOf(address), name: shown, isFirst, now }));
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
