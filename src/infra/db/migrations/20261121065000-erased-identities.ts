import { Migration } from '@mikro-orm/migrations';

/** Whom other issuers vouched for until they were erased, as keyed digests: tokens from before bring nobody back. */
export class ErasedIdentities extends Migration {
  override up(): void {
    this.addSql(`
      create table desk.erased_identities (
        identity text primary key,
        erased_at timestamptz(3) not null
      )`);
  }

  override down(): void {
    this.addSql('drop table desk.erased_identities');
  }
}
