import { Account } from '../../domain/account/account.ts';
import { DomainError, ForbiddenError } from '../../domain/errors.ts';
import { STAND_INS } from '../auth/known-credentials.ts';
import type { Principal } from '../auth/principal.ts';
import type { Invocation } from '../http/invocation.ts';
import type { EntityManager, Row } from './database.ts';
import { scopesOf } from './live-credentials.ts';
import { getOwn } from '@plumbline/contract/json';

/** The credential ended while the request waited. Unlike a wrong password it leaves nothing of the request behind. */
class EndedCredentialError extends DomainError {
  readonly code = 'UNAUTHENTICATED';
}

/** What a credential still is, read inside the transaction of the write that it asked for. */
const CREDENTIAL = `
  select account.role, account.status = 'active' as is_active, account.email_verified_at is not null as is_verified,
    exists (
      select from desk.external_identities identity where identity.account_id = account.id and identity.issuer = ?
    ) as stands_in,
    ?::uuid is null or exists (
      select from desk.sessions session
      where session.id = ?::uuid and session.revoked_at is null and session.expires_at > now()
    ) as has_session,
    ?::uuid is null or exists (
      select from desk.api_keys key where key.id = ?::uuid and key.revoked_at is null
    ) as has_key
  from desk.accounts account where account.id = ?::uuid`;

/**
 * Checks the caller again after everything that a write had to wait for: an account that was suspended, a session or key
 * that was revoked and a role that was taken away meanwhile are not served. Call it before the changes of the write
 * are flushed, since a write may end its own credential.
 *
 * @throws DomainError when the credential no longer allows the operation; the transaction must then be rolled back
 */
export async function ensureStillAuthorised(em: EntityManager, { principal, operation }: Invocation): Promise<void> {
  const { account, session = null, key = null } = principal ?? {};
  if (principal === undefined || account === undefined) return;
  // Whoever erases the own account holds it; its sessions are gone in this transaction already.
  if (em.getUnitOfWork().getById<Account>(Account, account)?.status === 'erased') return;
  const [row] = await em.execute<Row[]>(CREDENTIAL, [STAND_INS, session, session, key, key, account]);
  if (row?.['is_active'] !== true || row['has_session'] !== true || row['has_key'] !== true) {
    throw new EndedCredentialError('The credential was revoked while the request waited. Log in again.');
  }
  const granted = scopesOf(row);
  if (requiredScopes(operation, principal).every((scope) => granted.includes(scope))) return;
  throw new ForbiddenError('The role of the account was changed while the request waited.');
}

/** Scopes that the operation asks of the scheme that let the caller in. */
function requiredScopes({ security }: Invocation['operation'], { scheme }: Principal): readonly string[] {
  return (
    getOwn(
      security.find((requirement) => Object.hasOwn(requirement, scheme)),
      scheme,
    ) ?? []
  );
}
