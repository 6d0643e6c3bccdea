import { Migration } from '@mikro-orm/migrations';

/**
 * Addresses are verified. Of the accounts that are there, those count as verified which have shown that they read the mail
 * of their address (they used a password reset or accepted an invitation), which the operator configured, and which
 * administer the desk. All others log in as before, and verify their address before they do what concerns others.
 * Accounts of other issuers become verified with the next token that says so.
 */
export class VerifiedAddresses extends Migration {
  override up(): void {
    this.addSql('alter table desk.accounts add column email_verified_at timestamptz(3)');
    this.addSql(`
      update desk.accounts account set email_verified_at = now(), version = version + 1
      where status <> 'erased' and (
        role = 'administrator'
        or exists (
          select from desk.password_resets where account_id = account.id and used_at is not null
        )
        or exists (
          select from desk.invitations where email_index = account.email_index and accepted_at is not null
        )
        or exists (
          select from desk.external_identities
          where account_id = account.id and issuer in ('urn:plumbline:configured', 'urn:plumbline:stand-ins')
        )
      )`);
    this.addSql(`
      create table desk.email_verifications (
        id uuid primary key,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        email text not null,
        email_index text not null,
        digest text not null constraint email_verifications_digest_unique unique,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        version integer not null default 1
      )`);
    this.addSql('create index email_verifications_account_id on desk.email_verifications (account_id)');
    this.addSql('alter table desk.sessions add column authenticated_at timestamptz(3)');
    this.addSql('update desk.sessions set authenticated_at = created_at');
    this.addSql('alter table desk.sessions alter column authenticated_at set not null');
    this.addSql(`
      create table desk.letter_log (
        id bigint generated always as identity primary key,
        recipient_index text not null,
        kind text not null,
        sender uuid,
        sent_at timestamptz(3) not null
      )`);
    this.addSql('create index letter_log_recipient_index on desk.letter_log (recipient_index, sent_at)');
    this.addSql('create index letter_log_sender on desk.letter_log (sender, sent_at)');
  }

  override down(): void {
    this.addSql('alter table desk.sessions drop column authenticated_at');
    this.addSql('drop table desk.letter_log');
    this.addSql('drop table desk.email_verifications');
    this.addSql('alter table desk.accounts drop column email_verified_at');
  }
}
