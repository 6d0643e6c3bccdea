import { randomUUIDv7 } from 'node:crypto';
import { emailAddress } from '../../domain/account/email-address.ts';
import type { PersonalData } from '../auth/personal-data.ts';
import { accountRepository } from './account.repository.ts';
import { auditLog } from './audit-event.repository.ts';
import type { EntityManager } from './database.ts';
import { memberRepository } from './member.repository.ts';

/**
 * Makes an account an administrator, and the owner of projects that nobody owns.
 *
 * @param address of an account whose address is verified
 * @returns what was done, for people
 * @throws Error with what is in the way
 */
export async function makeAdministrator(
  em: EntityManager,
  personalData: PersonalData,
  address: string,
  now: Date,
): Promise<string> {
  const accounts = accountRepository(em);
  const account = await accounts.byEmailIndex(personalData.index(emailAddress(address), 'accounts.email'));
  if (account?.isActive !== true) throw new Error(`No active account has the address ${address}. Register it first.`);
  if (!account.isEmailVerified) {
    throw new Error(
      `The address ${address} is not verified. Log in, and verify it with the token that was mailed to it.`,
    );
  }
  if (account.isAdministrator) return `${address} is an administrator already.`;
  account.changeRole('administrator', { administrators: await accounts.administratorsBesides(account.id) }, now);
  await memberRepository(em).adoptOrphans(account.id, now);
  await em.flush();
  await auditLog(em, personalData).append({
    id: randomUUIDv7(),
    at: now,
    actor: { kind: 'system', id: null },
    action: 'administrator-made',
    target: { kind: 'account', id: account.id },
    outcome: 'success',
    correlationId: randomUUIDv7(),
    address: null,
    salt: null,
  });
  return `${address} is an administrator from now on.`;
}
