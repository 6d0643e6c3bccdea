import type { FindLive } from '../auth/issued-credentials.ts';
import type { Database, Row } from './database.ts';

/** What each role may do with the service as a whole; what somebody may do in a project is up to its members. */
const SCOPES_OF = { administrator: ['user', 'administrator'], user: ['user'] } as const;

const SESSIONS = {
  name: 'live_sessions',
  sql: `select session.id as key, session.id as session, account.id as account, account.role
        from desk.sessions session join desk.accounts account on account.id = session.account_id
        where session.id = any($1::uuid[]) and session.revoked_at is null and session.expires_at > now()
          and account.status = 'active'`,
};

const KEYS = {
  name: 'live_api_keys',
  sql: `select key.digest as key, key.scopes, account.id as account, account.role
        from desk.api_keys key join desk.accounts account on account.id = key.account_id
        where key.digest = any($1::text[]) and key.revoked_at is null
          and (key.expires_at is null or key.expires_at > now()) and account.status = 'active'`,
};

/** Sessions that live, of accounts that are active, by session id. Asked anew for every request. */
export function liveSessions({ query }: Pick<Database, 'query'>): FindLive {
  return async (ids) => {
    const rows = await query(SESSIONS, [ids]);
    return new Map(
      rows.map((row) => [
        String(row['key']),
        {
          subject: String(row['account']),
          account: String(row['account']),
          session: String(row['session']),
          scopes: scopesOf(row),
        },
      ]),
    );
  };
}

/** API keys that live, of accounts that are active, by digest. A key may do what it was made for, and its account still may. */
export function liveApiKeys({ query }: Pick<Database, 'query'>): FindLive {
  return async (digests) => {
    const rows = await query(KEYS, [digests]);
    return new Map(
      rows.map((row) => {
        const granted = scopesOf(row);
        const scopes = (row['scopes'] as string[]).filter((scope) => granted.includes(scope));
        return [String(row['key']), { subject: String(row['account']), account: String(row['account']), scopes }];
      }),
    );
  };
}

/** What the role in an account's row allows. */
export function scopesOf(row: Row): readonly string[] {
  return SCOPES_OF[row['role'] === 'administrator' ? 'administrator' : 'user'];
}
