import type { Database } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { migrate, migrationStates } from '../../../src/infra/db/migrate.ts';
import { applyTables } from '../../../src/infra/resources/schema/apply.ts';
import { withDatabase } from '../../bench/scratch-database.ts';
import type { Context } from '../context.ts';

export interface DatabaseChange {
  migration_id: string;
  /** Tables that it made or altered. */
  tables_affected: string[];
  indexes_created: string[];
  /** How long it took on an empty database; nothing says how long it would take on a full one. */
  performance_impact: string | null;
}

/**
 * What each migration makes of a fresh database of the kind that was proven, read from the database after it. A foreign contract has one: that
 * from nothing to the tables of its resources.
 */
export async function databaseChanges(context: Context): Promise<DatabaseChange[]> {
  const { server } = context;
  if (server === undefined) return readFrom(undefined, context);
  return withDatabase(server, 'evidence', (url) => readFrom(url, context));
}

async function readFrom(url: string | undefined, context: Context): Promise<DatabaseChange[]> {
  const database = await openDatabase({ url, entities: [] });
  try {
    return context.isOwn ? await ofDesk(database) : await ofResources(database, context);
  } finally {
    await database.close();
  }
}

async function ofDesk(database: Database): Promise<DatabaseChange[]> {
  const changes: DatabaseChange[] = [];
  for (const { name } of await migrationStates(database)) {
    changes.push(await changeBy(database, name, () => migrate(database, name)));
  }
  return changes;
}

async function ofResources(database: Database, { contract, model }: Context): Promise<DatabaseChange[]> {
  if (model.resources.length === 0) return [];
  const id = `${contract.title} ${contract.version}`;
  const apply = async () => {
    const { making } = await applyTables({ contract, model, database });
    await making.allMade();
  };
  return [await changeBy(database, id, apply)];
}

async function changeBy(database: Database, id: string, apply: () => Promise<unknown>): Promise<DatabaseChange> {
  const before = { tables: await named(database, TABLES), indexes: await named(database, INDEXES) };
  const started = performance.now();
  await apply();
  const milliseconds = Math.round(performance.now() - started);
  const tables = await named(database, TABLES);
  const indexes = await named(database, INDEXES);
  return {
    migration_id: id,
    tables_affected: [...tables].filter(([name, form]) => before.tables.get(name) !== form).map(([name]) => name),
    indexes_created: [...indexes.keys()].filter((name) => !before.indexes.has(name)),
    performance_impact: `${milliseconds} ms on an empty database`,
  };
}

/** Names, and what tells whether something changed. */
async function named(database: Database, sql: string): Promise<Map<string, string>> {
  const rows = await database.query({ sql }, []);
  return new Map(rows.map(({ name, form }) => [String(name), String(form)]));
}

const OURS = "nspname not in ('pg_catalog', 'information_schema', 'pg_toast')";
const TABLES = `
  select n.nspname || '.' || c.relname as name,
    (select string_agg(a.attname || format_type(a.atttypid, a.atttypmod) || a.attnotnull, ',' order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) ||
    coalesce((select string_agg(pg_get_constraintdef(k.oid), ',' order by k.conname)
      from pg_constraint k where k.conrelid = c.oid), '') as form
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${OURS} order by 1`;
const INDEXES = `
  select n.nspname || '.' || c.relname as name, '' as form
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'i' and ${OURS} order by 1`;
