import type { AuditTrail } from '../audit/audit-trail.ts';
import type { Members } from '../member/members.ts';
import type { Account } from './account.ts';
import type { Accounts, ErasedIdentities } from './accounts.ts';

interface Means {
  accounts: Accounts;
  erasedIdentities: ErasedIdentities;
  members: Members;
  audit: AuditTrail;
  /** Removes letters to an address that are kept. */
  forgetMail: (address: string) => Promise<void>;
}

/**
 * Forgets a person everywhere. What stays is an account that says nothing, and an audit chain that is as valid as
 * before.
 *
 * @throws ConflictError when a project would be left without an owner, or the desk without an administrator
 */
export async function eraseAccount(account: Account, means: Means, now: Date): Promise<void> {
  const { accounts, erasedIdentities, members, audit, forgetMail } = means;
  for (const member of await members.ofAccount(account.id)) {
    member.leave(await members.ownersBesides(member.projectId, account.id));
  }
  // First, while it is known which keys and sessions were theirs.
  await audit.forget(account.id);
  await erasedIdentities.addAllOf(account.id, now);
  await accounts.detachAll(account);
  const { email, isEmailVerified } = account;
  account.erase({ administrators: await accounts.administratorsBesides(account.id) }, now);
  // Last, since no transaction brings a file back.
  // Letters to an address that was never verified may be somebody else's.
  if (isEmailVerified) await forgetMail(email);
}
