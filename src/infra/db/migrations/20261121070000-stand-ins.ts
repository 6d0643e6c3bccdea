import { Migration } from '@mikro-orm/migrations';

/**
 * The stand-in of development was once known like a configured credential of the subject `developer`, and could be the
 * administrator. It becomes what it is now: nobody who registered, and nobody in production.
 */
export class StandIns extends Migration {
  override up(): void {
    this.addSql(`
      update desk.accounts set role = 'user', version = version + 1
      where id in (select account_id from desk.external_identities where ${FORMER})`);
    this.addSql(`
      update desk.external_identities set issuer = '${STAND_INS}', subject = case
        when exists (select from desk.external_identities where issuer = '${STAND_INS}' and subject = 'developer')
        then 'former developer' else 'developer' end
      where ${FORMER}`);
  }

  /** Which of them were known by the other name is not known any more, and an earlier version takes them for nobody. */
  override down(): void {
    this.addSql('select 1');
  }
}

/** As it was when this was written: migrations do not change with the program. */
const STAND_INS = 'urn:plumbline:stand-ins';
const FORMER = "issuer = 'urn:plumbline:configured' and subject = 'developer'";
