import type { FindLive } from '../auth/issued-credentials.ts';
import { STAND_INS } from '../auth/known-credentials.ts';
import { batched } from './batched.ts';
import type { Database, Row } from './database.ts';

/**
 * What each role may do with the service as a whole; what somebody may do in a project is up to its members. Only
 * sessions have `account`: a program does not change the password of its owner, and makes itself no other keys.
 */
const SCOPES_OF = {
  administrator: ['account', 'desk:read', 'desk:write', 'administrator'],
  user: ['account', 'desk:read', 'desk:write'],
} as const;

const SESSIONS = {
  name: 'live_sessions',
  sql: `select session.id as key, session.id as session, account.id as account, account.role,
          account.email_verified_at is not null as is_verified
        from desk.sessions session join desk.accounts account on account.id = session.account_id
        where session.id = any($1::uuid[]) and session.revoked_at is null and session.expires_at > now()
          and account.status = 'active'`,
};

const KEYS = {
  name: 'live_api_keys',
  // Last use is kept to the minute: a busy key must not cost a write for each request.
  sql: `with used as (
          update desk.api_keys set last_used_at = now(), version = version + 1
          where digest = any($1::text[]) and revoked_at is null and (expires_at is null or expires_at > now())
            and (last_used_at is null or last_used_at < now() - interval '1 minute')
        )
        select key.digest as key, key.id, key.scopes, account.id as account, account.role,
          account.email_verified_at is not null as is_verified,
          exists (
            select from desk.external_identities identity where identity.account_id = account.id and identity.issuer = $2
          ) as stands_in
        from desk.api_keys key join desk.accounts account on account.id = key.account_id
        where key.digest = any($1::text[]) and key.revoked_at is null
          and (key.expires_at is null or key.expires_at > now()) and account.status = 'active'
          and account.email_verified_at is not null`,
};

/** Sessions that live, of accounts that are active, by session id. Asked anew for every request; requests that come together ask together. */
export function liveSessions({ query }: Pick<Database, 'query'>): FindLive {
  return batched(async (ids: readonly string[]) => {
    const rows = await query(SESSIONS, [ids]);
    return new Map(
      rows.map((row) => [
        String(row['key']),
        {
          subject: String(row['account']),
          account: String(row['account']),
          session: String(row['session']),
          scopes: scopesOf(row),
          ...(row['is_verified'] !== true && { isUnverified: true }),
        },
      ]),
    );
  });
}

/**
 * API keys that live, of accounts that are active, by digest. A key may do what it was made for, and its account still
 * may; keys that a stand-in made end with development.
 */
export function liveApiKeys({ query }: Pick<Database, 'query'>, isProduction: boolean): FindLive {
  return batched(async (digests: readonly string[]) => {
    const rows = await query(KEYS, [digests, STAND_INS]);
    const usable = rows.filter((row) => !isProduction || row['stands_in'] !== true);
    return new Map(
      usable.map((row) => {
        const granted = scopesOf(row);
        const scopes = (row['scopes'] as string[]).filter((scope) => granted.includes(scope));
        const account = String(row['account']);
        return [String(row['key']), { subject: account, account, key: String(row['id']), scopes }];
      }),
    );
  });
}

/** Until its address is verified, an account looks after itself and does nothing that concerns others. */
const UNVERIFIED = ['account'] as const;

/** What the role in an account's row allows; everything where it `stands_in`, next to nothing until it `is_verified`. */
export function scopesOf(row: Row): readonly string[] {
  if (row['is_verified'] !== true) return UNVERIFIED;
  return SCOPES_OF[row['role'] === 'administrator' || row['stands_in'] === true ? 'administrator' : 'user'];
}
