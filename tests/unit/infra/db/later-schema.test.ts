import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureUsable, LaterSchemaError } from '../../../../src/infra/db/later-schema.ts';
import { migrate, rollback } from '../../../../src/infra/db/migrate.ts';
import { DESK_ENTITIES } from '../../../../src/infra/db/services.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase(DESK_ENTITIES);
});
afterEach(() => database.close());

/** What a later version does to the tables of this one. */
async function migrateFurther(sql: string): Promise<void> {
  await database.execute(`${sql}; insert into desk.migrations (name) values ('20990101000000-later')`);
}

test('a database without tables, and one of this version, are as they should be', async () => {
  expect(await ensureUsable(database)).toEqual([]);
  await migrate(database);
  expect(await ensureUsable(database)).toEqual([]);
});

test('what a later version only adds is left alone', async () => {
  await migrate(database);
  await migrateFurther(`
    create table desk.comments (id uuid primary key, text text not null);
    alter table desk.projects add column colour text, add column rank integer not null default 0,
      add column place bigint generated always as identity`);
  expect(await ensureUsable(database)).toEqual(['20990101000000-later']);
  await expect(rollback(database)).rejects.toThrow('Take them back first');
});

test('what a later version took away or requires is named', async () => {
  await migrate(database);
  await migrateFurther(`
    alter table desk.projects rename column description to summary;
    alter table desk.projects add column colour text not null;
    drop table desk.backlog_items cascade`);
  const refused = ensureUsable(database);
  await expect(refused).rejects.toThrow(LaterSchemaError);
  await expect(refused).rejects.toThrow('20990101000000-later');
  await expect(refused).rejects.toThrow('  projects.description is gone\n');
  await expect(refused).rejects.toThrow('  projects.colour is required, and this version does not know it\n');
  await expect(refused).rejects.toThrow('  the table backlog_items is gone\n');
});
