import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import {
  migrate,
  migrationStates,
  pendingMigrations,
  rollback,
  RollbackError,
} from '../../../../src/infra/db/migrate.ts';
import { DESK_ENTITIES } from '../../../../src/infra/db/services.ts';
import { STAND_INS } from '../../../../src/infra/auth/known-credentials.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase(DESK_ENTITIES);
});

afterEach(async () => {
  await database.close();
});

/** Everything in the desk's schema but the record of migrations itself. */
async function objects(): Promise<string[]> {
  const rows = await database.query(
    {
      sql: `select relname as name from pg_class where relnamespace = to_regnamespace('desk')
            union select typname from pg_type where typnamespace = to_regnamespace('desk') order by 1`,
    },
    [],
  );
  return rows.map(({ name }) => String(name)).filter((name) => !/^_?migrations/.test(name));
}

test('migrations go up once, and down to nothing, and up again', async () => {
  const all = (await migrationStates(database)).map(({ name }) => name);
  expect(await pendingMigrations(database)).toEqual(all);

  expect(await migrate(database)).toEqual(all);
  expect(await migrate(database)).toEqual([]);
  expect(await pendingMigrations(database)).toEqual([]);
  const made = await objects();
  expect(made).toEqual(expect.arrayContaining(['backlog_items', 'projects']));

  for (const name of all.toReversed()) expect(await rollback(database)).toEqual([name]);
  expect(await rollback(database)).toEqual([]);
  expect(await objects()).toEqual([]);
  expect(await pendingMigrations(database)).toEqual(all);

  expect(await migrate(database)).toEqual(all);
  expect(await objects()).toEqual(made);
});

const onServer = process.env['DATABASE_URL'] ? test : test.skip;

onServer('instances that start together apply each migration once', async () => {
  const all = await pendingMigrations(database);
  const others = await Promise.all(
    [1, 2, 3].map(() => openDatabase({ ...database.options, entities: DESK_ENTITIES, limits: { poolSize: 3 } })),
  );

  const applied = await Promise.all([database, ...others].map((each) => migrate(each)));

  await Promise.all(others.map((each) => each.close()));
  expect(applied.flat()).toEqual(all);
});

test('the database itself refuses what no rule should let through', async () => {
  await migrate(database);
  const insert = (columns: string) =>
    database.execute(`
      insert into desk.projects (id, key, name, description, status, created_at, updated_at, archived_at, version)
      values (gen_random_uuid(), ${columns})`);
  await insert(`'GOOD', 'Name', '', 'active', now(), now(), null, 1`);

  await expect(insert(`'GOOD', 'Name', '', 'active', now(), now(), null, 1`)).rejects.toThrow('projects_key_unique');
  await expect(insert(`'bad', 'Name', '', 'active', now(), now(), null, 1`)).rejects.toThrow('projects_key_check');
  await expect(insert(`'BAD', '', '', 'active', now(), now(), null, 1`)).rejects.toThrow('projects_name_check');
  await expect(insert(`'BAD', 'Name', '', 'gone', now(), now(), null, 1`)).rejects.toThrow('project_status');
  await expect(insert(`'BAD', 'Name', '', 'active', now(), now(), now(), 1`)).rejects.toThrow('archived_at_check');
  await expect(insert(`'BAD', 'Name', '', 'active', now(), now(), null, 0`)).rejects.toThrow('version_check');
});

test('projects from before there were members are given to the first administrator', async () => {
  await migrate(database);
  while ((await rollback(database))[0] !== '20261121030000-owners');
  const id = (digit: number) => `019aa1b2-7c00-7000-8000-00000000000${digit}`;
  const account = (digit: number, role: string) =>
    `('${id(digit)}', 'e', '${digit}', 'n', '${role}', 'active', null, 0, null, '2026-01-0${digit}', '2026-01-0${digit}')`;
  await database.execute(`
    insert into desk.accounts values ${account(1, 'user')}, ${account(2, 'administrator')}, ${account(3, 'administrator')};
    insert into desk.projects (id, key, name, description, status, created_at, updated_at, version) values
      ('${id(4)}', 'OLD', 'Old', '', 'active', now(), now(), 1), ('${id(5)}', 'OWNED', 'Owned', '', 'active', now(), now(), 1);
    insert into desk.members values ('${id(5)}', '${id(1)}', 'owner', now())`);

  await migrate(database);

  const sql = 'select project_id, account_id, role from desk.members order by project_id';
  expect(await database.query({ sql }, [])).toEqual([
    { project_id: id(4), account_id: id(2), role: 'owner' },
    { project_id: id(5), account_id: id(1), role: 'owner' },
  ]);
});

/** Takes back one after the other, and gives what the last word was. */
async function rollbackAll(): Promise<string> {
  for (;;) {
    try {
      if ((await rollback(database)).length === 0) return 'nothing is left';
    } catch (error) {
      if (error instanceof RollbackError) return error.message;
      throw error;
    }
  }
}

test('a sealed audit chain is not taken back with its migration, and neither are events without a seal', async () => {
  await migrate(database);
  await database.execute(`update desk.audit_heads set seal = 'as the first start does'`);
  expect(await rollbackAll()).toMatch(/^20261121050000-audit-head is not taken back: .* of 0 events/);
  await migrate(database);
  const [head] = await database.query({ sql: 'select seal is not null as is_sealed from desk.audit_heads' }, []);
  expect(head).toEqual({ is_sealed: true });

  await database.execute(`
    update desk.audit_heads set seal = null;
    insert into desk.audit_events values (gen_random_uuid(), 1, now(), '{}', 'a', '{}', 'success', 'c', null, null, null, 'p', 'h')`);
  expect(await rollbackAll()).toMatch(/^20261121050000-audit-head is not taken back: .* of 1 events/);
});

test('the stand-in of an earlier version is the administrator no longer, nor the first', async () => {
  await migrate(database, '20261121065000-erased-identities');
  const id = (digit: number) => `019aa1b2-7c00-7000-8000-00000000000${digit}`;
  const account = (digit: number) =>
    `('${id(digit)}', 'e', '${digit}', 'n', 'administrator', 'active', null, 0, null, now(), now(), 1)`;
  await database.execute(`
    insert into desk.accounts values ${account(1)}, ${account(2)};
    insert into desk.external_identities values
      ('urn:plumbline:configured', 'developer', '${id(1)}', now()), ('urn:plumbline:configured', 'shop', '${id(2)}', now())`);

  await migrate(database);

  const sql = `select issuer, subject, role from desk.external_identities join desk.accounts on id = account_id order by id`;
  expect(await database.query({ sql }, [])).toEqual([
    { issuer: STAND_INS, subject: 'developer', role: 'user' },
    { issuer: 'urn:plumbline:configured', subject: 'shop', role: 'administrator' },
  ]);
});

test('accounts from before addresses were verified count as verified where they have shown it, or others answer for them', async () => {
  await migrate(database, '20261121070000-stand-ins');
  const id = (digit: number) => `019aa1b2-7c00-7000-8000-00000000000${digit}`;
  const account = (digit: number, role = 'user') =>
    `('${id(digit)}', 'e', 'i${digit}', 'n', '${role}', 'active', null, 0, null, now(), now(), 1)`;
  await database.execute(`
    insert into desk.accounts values ${[1, 2, 3, 4, 5].map((digit) => account(digit)).join(', ')}, ${account(6, 'administrator')};
    insert into desk.password_resets values
      ('${id(1)}', '${id(1)}', 'd1', now(), now(), now()), ('${id(2)}', '${id(2)}', 'd2', now(), now(), null);
    insert into desk.projects (id, key, name, description, status, created_at, updated_at, version)
      values ('${id(9)}', 'OLD', 'Old', '', 'active', now(), now(), 1);
    insert into desk.invitations values
      ('${id(3)}', '${id(9)}', 'e', 'i3', 'viewer', '${id(1)}', 'd3', now(), now(), now()),
      ('${id(2)}', '${id(9)}', 'e', 'i2', 'viewer', '${id(1)}', 'd4', now(), now(), null);
    insert into desk.external_identities values
      ('urn:plumbline:configured', 'shop', '${id(4)}', now()), ('https://id.example', 'ada', '${id(5)}', now());
    insert into desk.sessions values
      ('${id(1)}', '${id(1)}', null, null, '2026-11-01T00:00:00Z', now(), now(), null, null, 1)`);

  await migrate(database);

  const sql = 'select id from desk.accounts where email_verified_at is not null order by id';
  expect((await database.query({ sql }, [])).map((row) => row['id'])).toEqual([1, 3, 4, 6].map(id));
  const sessions = 'select authenticated_at = created_at as is_same from desk.sessions';
  expect(await database.query({ sql: sessions }, [])).toEqual([{ is_same: true }]);
});
