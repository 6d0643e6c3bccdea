import { Migration } from '@mikro-orm/migrations';

/** Letters that wait to be sent, written with what they tell of. Sealed: they hold addresses and tokens. */
export class OutgoingMail extends Migration {
  override up(): void {
    this.addSql(`
      create table desk.outgoing_mail (
        id uuid primary key,
        recipient_index text not null,
        letter text not null,
        created_at timestamptz(3) not null default now(),
        attempts integer not null default 0,
        next_attempt_at timestamptz(3) not null default now()
      )`);
    this.addSql('create index outgoing_mail_next_attempt_at on desk.outgoing_mail (next_attempt_at)');
    this.addSql('create index outgoing_mail_recipient_index on desk.outgoing_mail (recipient_index)');
  }

  override down(): void {
    this.addSql('drop table desk.outgoing_mail');
  }
}
