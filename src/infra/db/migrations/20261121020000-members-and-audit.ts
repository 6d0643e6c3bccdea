import { Migration } from '@mikro-orm/migrations';

/** Who belongs to a project, and the audit chain, which a trigger keeps append-only. */
export class MembersAndAudit extends Migration {
  override up(): void {
    this.members();
    this.auditEvents();
  }

  override down(): void {
    this.addSql('drop table desk.audit_events');
    this.addSql('drop function desk.refuse_audit_change');
    this.addSql('drop table desk.invitations');
    this.addSql('drop table desk.members');
  }

  private members(): void {
    const role = `role text not null check (role in ('owner', 'editor', 'viewer'))`;
    this.addSql(`
      create table desk.members (
        project_id uuid not null references desk.projects (id) on delete cascade deferrable initially deferred,
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        ${role},
        joined_at timestamptz(3) not null,
        version integer not null default 1,
        primary key (project_id, account_id)
      )`);
    this.addSql('create index members_account_id on desk.members (account_id)');
    this.addSql(`
      create table desk.invitations (
        id uuid primary key,
        project_id uuid not null references desk.projects (id) on delete cascade deferrable initially deferred,
        email text not null,
        email_index text not null,
        ${role},
        invited_by uuid not null,
        digest text not null constraint invitations_digest_unique unique,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        accepted_at timestamptz(3),
        withdrawn_at timestamptz(3),
        version integer not null default 1
      )`);
    this.addSql('create index invitations_project_id on desk.invitations (project_id, created_at)');
    this.addSql('create index invitations_email_index on desk.invitations (email_index)');
  }

  /** No foreign keys: an event outlives what it speaks of. */
  private auditEvents(): void {
    this.addSql(`
      create table desk.audit_events (
        id uuid primary key,
        sequence integer not null constraint audit_events_sequence_unique unique,
        at timestamptz(3) not null,
        actor jsonb not null,
        action text not null,
        target jsonb not null,
        outcome text not null constraint audit_events_outcome_check check (outcome in ('success', 'refused')),
        correlation_id text not null,
        address text,
        salt text,
        address_commitment text,
        previous_hash text not null,
        hash text not null
      )`);
    this.addSql('create index audit_events_at on desk.audit_events (at, sequence)');
    this.addSql('create index audit_events_action on desk.audit_events (action, sequence)');
    this.addSql(`create index audit_events_actor on desk.audit_events ((actor ->> 'id'), sequence)`);
    this.addSql(`create index audit_events_target on desk.audit_events ((target ->> 'id'), sequence)`);
    this.addSql(`
      create function desk.refuse_audit_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE'
          and (to_jsonb(new) - 'address' - 'salt') = (to_jsonb(old) - 'address' - 'salt')
          and ((new.address is null and new.salt is null) or (new.address is not null and new.salt = old.salt)) then
          return new;
        end if;
        raise exception 'audit events are only ever appended';
      end $$`);
    this.addSql(`
      create trigger audit_events_append_only before update or delete on desk.audit_events
      for each row execute function desk.refuse_audit_change()`);
  }
}
