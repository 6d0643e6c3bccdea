import { Migration } from '@mikro-orm/migrations';

/**
 * Accounts and what lets people in. Encrypted columns are text; what is looked up is a digest beside them. `key_rings`
 * holds one row: the sealed key ring of a service on a PostgreSQL server. Foreign keys are checked at the end of the
 * transaction, since the unit of work writes a session and its first token in any order.
 */
export class Identity extends Migration {
  override up(): void {
    this.accounts();
    this.sessions();
    this.addSql(`
      create table desk.key_rings (
        id integer primary key constraint key_rings_single_check check (id = 1),
        version integer not null,
        sealed text not null
      )`);
  }

  override down(): void {
    for (const table of [
      'key_rings',
      'api_keys',
      'refresh_tokens',
      'sessions',
      'external_identities',
      'password_resets',
      'second_factors',
      'accounts',
    ]) {
      this.addSql(`drop table desk.${table}`);
    }
  }

  private accounts(): void {
    this.addSql(`
      create table desk.accounts (
        id uuid primary key,
        email text not null,
        email_index text not null constraint accounts_email_unique unique,
        name text not null,
        role text not null constraint accounts_role_check check (role in ('administrator', 'user')),
        status text not null constraint accounts_status_check check (status in ('active', 'suspended', 'erased')),
        password_hash text,
        failed_logins integer not null,
        last_failed_login_at timestamptz(3),
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql('create index accounts_created_at on desk.accounts (created_at, id)');
    this.addSql(`create index accounts_administrators on desk.accounts (id) where role = 'administrator'`);
    this.addSql(`
      create table desk.second_factors (
        account_id uuid primary key references desk.accounts (id) on delete cascade deferrable initially deferred,
        secret text not null,
        confirmed_at timestamptz(3),
        last_step integer,
        recovery_digests jsonb not null,
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql(`
      create table desk.password_resets (
        id uuid primary key,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        digest text not null constraint password_resets_digest_unique unique,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        version integer not null default 1
      )`);
    this.addSql('create index password_resets_account_id on desk.password_resets (account_id)');
    this.addSql(`
      create table desk.external_identities (
        issuer text not null,
        subject text not null,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        created_at timestamptz(3) not null,
        primary key (issuer, subject)
      )`);
    this.addSql('create index external_identities_account_id on desk.external_identities (account_id)');
  }

  private sessions(): void {
    this.addSql(`
      create table desk.sessions (
        id uuid primary key,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        address text,
        user_agent text,
        created_at timestamptz(3) not null,
        last_used_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        revoked_at timestamptz(3),
        revoked_for text,
        version integer not null default 1,
        constraint sessions_revoked_check check ((revoked_at is null) = (revoked_for is null))
      )`);
    this.addSql('create index sessions_account_id on desk.sessions (account_id, created_at)');
    this.addSql(`
      create table desk.refresh_tokens (
        digest text primary key,
        session_id uuid not null references desk.sessions (id) on delete cascade deferrable initially deferred,
        issued_at timestamptz(3) not null,
        used_at timestamptz(3),
        version integer not null default 1
      )`);
    this.addSql('create index refresh_tokens_session_id on desk.refresh_tokens (session_id)');
    this.addSql(`
      create table desk.api_keys (
        id uuid primary key,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        name text not null,
        prefix text not null,
        digest text not null constraint api_keys_digest_unique unique,
        scopes jsonb not null,
        expires_at timestamptz(3),
        revoked_at timestamptz(3),
        last_used_at timestamptz(3),
        successor_id uuid,
        created_at timestamptz(3) not null,
        version integer not null default 1
      )`);
    this.addSql('create index api_keys_account_id on desk.api_keys (account_id, created_at)');
  }
}
