import { Migration } from '@mikro-orm/migrations';

/** Where owners have logged in: failures there are counted there, so that strangers' failures do not keep them out. */
export class KnownPlaces extends Migration {
  override up(): void {
    this.addSql(`
      create table desk.known_places (
        account_id uuid not null references desk.accounts (id) on delete cascade deferrable initially deferred,
        place text not null,
        failed_logins integer not null,
        last_failed_login_at timestamptz(3),
        proven_at timestamptz(3) not null,
        version integer not null default 1,
        primary key (account_id, place)
      )`);
  }

  override down(): void {
    this.addSql('drop table desk.known_places');
  }
}
