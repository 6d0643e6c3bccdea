import { Migration } from '@mikro-orm/migrations';

/**
 * Projects are there for their members only. Those from before there were members belong to the first administrator;
 * where nobody has registered yet, they come to whoever registers first (`Members.adoptOrphans`).
 */
export class Owners extends Migration {
  override up(): void {
    this.addSql(`
      insert into desk.members (project_id, account_id, role, joined_at)
      select project.id, administrator.id, 'owner', now()
      from desk.projects project
      cross join (
        select id from desk.accounts where role = 'administrator' and status = 'active'
        order by created_at, id limit 1
      ) administrator
      where not exists (select from desk.members where project_id = project.id and role = 'owner')`);
  }

  /** Who owned nothing before cannot be told from who was given it: nothing is taken back. */
  override down(): void {
    this.addSql('select 1');
  }
}
