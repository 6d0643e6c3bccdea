import { Migrator } from '@mikro-orm/migrations';
import type { Database } from './database.ts';
import { UNLIMITED } from './limits.ts';
import { inTransactionOfWork } from './unit-of-work.ts';
import { Desk } from './migrations/20261121000000-desk.ts';
import { Identity } from './migrations/20261121010000-identity.ts';
import { MembersAndAudit } from './migrations/20261121020000-members-and-audit.ts';
import { Owners } from './migrations/20261121030000-owners.ts';
import { OutgoingMail } from './migrations/20261121040000-outgoing-mail.ts';
import { AuditHead } from './migrations/20261121050000-audit-head.ts';
import { KnownPlaces } from './migrations/20261121063000-known-places.ts';
import { ErasedIdentities } from './migrations/20261121065000-erased-identities.ts';
import { StandIns } from './migrations/20261121070000-stand-ins.ts';
import { ChainAfterCommit } from './migrations/20261130000000-chain-after-commit.ts';
import { VerifiedAddresses } from './migrations/20261130100000-verified-addresses.ts';
import { getOwn } from '@plumbline/contract/json';

/** Every migration, oldest first. A name that has been released never changes: it is what databases remember. */
const MIGRATIONS = [
  { name: '20261121000000-desk', class: Desk },
  { name: '20261121010000-identity', class: Identity },
  { name: '20261121020000-members-and-audit', class: MembersAndAudit },
  { name: '20261121030000-owners', class: Owners },
  { name: '20261121040000-outgoing-mail', class: OutgoingMail },
  { name: '20261121050000-audit-head', class: AuditHead },
  { name: '20261121063000-known-places', class: KnownPlaces },
  { name: '20261121065000-erased-identities', class: ErasedIdentities },
  { name: '20261121070000-stand-ins', class: StandIns },
  { name: '20261130000000-chain-after-commit', class: ChainAfterCommit },
  { name: '20261130100000-verified-addresses', class: VerifiedAddresses },
];

/** A migration, and when it was applied to this database, if it was. */
export interface MigrationState {
  name: string;
  appliedAt?: Date;
}

/**
 * Applies what is pending, all of it or nothing. Instances that start together wait for each other.
 *
 * @param to the last migration to apply, where not all are wanted
 * @returns the names of the migrations that were applied
 */
export async function migrate(database: Database, to?: string): Promise<string[]> {
  return await inMigrator(database, (migrator, options) =>
    migrator.up({ ...options, ...(to !== undefined && { to }) }),
  );
}

/** A migration is not taken back; the message says why, and what to do. */
export class RollbackError extends Error {
  override readonly name = 'RollbackError';
}

/**
 * Takes the newest applied migration back, and with it the data it made room for.
 *
 * @returns its name; empty when none is applied
 * @throws RollbackError where that would be the audit chain, since nothing could ever prove again what it proves, and
 *   where migrations of a later version stand on it
 */
export async function rollback(database: Database): Promise<string[]> {
  const later = await unknownMigrations(database);
  if (later.length > 0) {
    throw new RollbackError(
      `Migrations of a later version are applied (${later.join(', ')}). Take them back first, with the db:rollback of that version.`,
    );
  }
  const newest = (await migrationStates(database)).findLast(({ appliedAt }) => appliedAt !== undefined)?.name ?? '';
  await ensureNoChain(database, newest);
  return await inMigrator(database, (migrator, options) => migrator.down(options));
}

/** The names of the migrations that this database lacks. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const states = await migrationStates(database);
  return states.flatMap(({ name, appliedAt }) => (appliedAt === undefined ? [name] : []));
}

/** The migrations of a later version that were applied to this database, oldest first. */
export async function unknownMigrations(database: Database): Promise<string[]> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  return [...(await appliedMigrations(database)).keys()].filter((name) => !known.has(name));
}

/** Every migration, oldest first, and whether it is applied. */
export async function migrationStates(database: Database): Promise<MigrationState[]> {
  const applied = await appliedMigrations(database);
  return MIGRATIONS.map(({ name }) => {
    const appliedAt = applied.get(name);
    return appliedAt === undefined ? { name } : { name, appliedAt };
  });
}

/** By name, when each migration was applied; in that order. */
async function appliedMigrations(database: Database): Promise<Map<string, Date>> {
  const exists = await database.query({ sql: "select to_regclass('desk.migrations') is not null as exists" }, []);
  const applied = new Map<string, Date>();
  if (exists[0]?.exists === true) {
    const rows = await database.query({ sql: 'select name, executed_at from desk.migrations order by id' }, []);
    for (const row of rows) applied.set(String(row.name), new Date(String(row.executed_at)));
  }
  return applied;
}

/** By the migration that made a part of the audit chain, what finds one that is lost with it. */
const CHAINS: Readonly<Record<string, string>> = {
  '20261121020000-members-and-audit': 'select count(*) as events from desk.audit_events having count(*) > 0',
  '20261121050000-audit-head': `
    select count(*) as events from desk.audit_events
    having count(*) > 0 or exists (select from desk.audit_heads where seal is not null)`,
};

async function ensureNoChain(database: Database, migration: string): Promise<void> {
  const sql = getOwn(CHAINS, migration);
  const [chain] = sql === undefined ? [] : await database.query({ sql }, []);
  if (chain === undefined) return;
  throw new RollbackError(
    `${migration} is not taken back: the audit chain, of ${String(chain['events'])} events, could never be proven again. ` +
      'To go further back, restore a backup from before it.',
  );
}

async function inMigrator(
  database: Database,
  run: (migrator: Migrator, options: { transaction: unknown }) => Promise<{ name: string }[]>,
): Promise<string[]> {
  const { orm } = database;
  await database.execute(PREPARE);
  orm.config.set('migrations', {
    ...orm.config.get('migrations'),
    migrationsList: MIGRATIONS,
    tableName: 'desk.migrations',
    snapshot: false,
    silent: true,
  });
  const migrator = new Migrator(orm.em);
  // Its preparations use a connection of their own, and PGlite has but one.
  await migrator.getPending();
  return await inTransactionOfWork(database, async (em) => {
    await em.execute(UNLIMITED);
    await em.execute(LOCK);
    return (await run(migrator, { transaction: em.getTransactionContext() })).map(({ name }) => name);
  });
}

/** Held until the transaction ends, so that only one instance migrates at a time. The number is nobody else's. */
const LOCK = 'select pg_advisory_xact_lock(7305486401)';

/** The table that MikroORM keeps its record in: it would make one itself, but not for two instances at once. */
const PREPARE = `
  ${UNLIMITED};
  ${LOCK};
  create schema if not exists desk;
  create table if not exists desk.migrations (
    id serial primary key,
    name varchar(255) not null,
    executed_at timestamptz(3) not null default current_timestamp
  )`;
