import { randomUUIDv7 } from 'node:crypto';
import { Account } from '../../domain/account/account.ts';
import { displayName } from '../../domain/account/display-name.ts';
import { emailAddress } from '../../domain/account/email-address.ts';
import { ExternalIdentity } from '../../domain/account/external-identity.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Identified } from '../auth/checked-authenticators.ts';
import type { VouchedIdentity } from '../auth/issuers.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { accountRepository } from './account.repository.ts';
import type { Database, EntityManager, Row } from './database.ts';
import { scopesOf } from './live-credentials.ts';
import { inUnitOfWork } from './unit-of-work.ts';

const FIND = {
  name: 'local_accounts',
  sql: `select account.id, account.role, account.status
        from desk.external_identities identity join desk.accounts account on account.id = identity.account_id
        where identity.issuer = $1 and identity.subject = $2`,
};

/** The local account of somebody whom another vouches for; none while it is suspended. */
export type LocalAccounts = (identity: Omit<VouchedIdentity, 'scopes'>) => Promise<Identified | undefined>;

/**
 * Maps identities that others vouch for to accounts here, made when somebody is first seen. An account is found by
 * issuer and subject only: an address that an account here has already is left to that account.
 */
export function localAccounts(database: Database, personalData: PersonalData, clock: () => Date): LocalAccounts {
  const find = async ({ issuer, subject }: { issuer: string; subject: string }): Promise<Row | undefined> =>
    (await database.query(FIND, [issuer, subject]))[0];

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

async function addAccount(
  em: EntityManager,
  { issuer, subject, email, name }: Omit<VouchedIdentity, 'scopes'>,
  personalData: PersonalData,
  now: Date,
): Promise<void> {
  const accounts = accountRepository(em);
  // Holds the lock under which accounts are made: what is asked below stays true until this one is there.
  const isFirst = await accounts.isFirst();
  if ((await accounts.byExternalIdentity(issuer, subject)) !== undefined) return;
  const id = randomUUIDv7();
  const indexOf = (address: string) => personalData.index(emailAddress(address), 'accounts.email');
  const own = `${id}@external.invalid`;
  const given = accepted(emailAddress, email) ?? own;
  const address = (await accounts.byEmailIndex(indexOf(given))) === undefined ? given : own;
  const shown = accepted(displayName, name) ?? accepted(displayName, subject) ?? id;
  accounts.add(new Account({ id, email: address, emailIndex: indexOf(address), name: shown, isFirst, now }));
  accounts.addExternalIdentity(new ExternalIdentity({ issuer, subject, accountId: id, now }));
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
