import { Migration } from '@mikro-orm/migrations';

/**
 * What the chain ends with, sealed with a key that is not in the database: events cut off its end are missed. Events
 * from before are sealed by whoever appends the next one.
 */
export class AuditHead extends Migration {
  override up(): void {
    this.addSql(`
      create table desk.audit_heads (
        id integer primary key check (id = 1),
        sequence integer not null,
        hash text not null,
        seal text
      )`);
    this.addSql(`insert into desk.audit_heads (id, sequence, hash) values (1, 0, repeat('0', 64))`);
    this.addSql(`
      create trigger audit_events_keep before truncate on desk.audit_events
      for each statement execute function desk.refuse_audit_change()`);
  }

  override down(): void {
    this.addSql('drop trigger audit_events_keep on desk.audit_events');
    this.addSql('drop table desk.audit_heads');
  }
}
