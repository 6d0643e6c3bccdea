import { openDatabase } from '../../../src/infra/db/database.ts';
import { migrate } from '../../../src/infra/db/migrate.ts';
import { DESK_ENTITIES } from '../../../src/infra/db/services.ts';

export interface DatabaseChange {
  migration_id: string;
  tables_affected: string[];
  indexes_created: string[];
  /** How long the migrations took on an empty database; nothing says how long one alone would on a full one. */
  performance_impact: string | null;
}

/** Applies the migrations to a fresh database and reads from it what they made. */
export async function databaseChanges(): Promise<DatabaseChange[]> {
  const database = await openDatabase({ entities: DESK_ENTITIES });
  try {
    const started = performance.now();
    const applied = await migrate(database);
    const milliseconds = Math.round(performance.now() - started);
    const names = async (sql: string): Promise<string[]> =>
      (await database.query({ sql }, [])).map(({ name }) => String(name));
    return [
      {
        migration_id: applied.join(', '),
        tables_affected: await names(TABLES),
        indexes_created: await names(INDEXES),
        performance_impact: `${milliseconds} ms on an empty database`,
      },
    ];
  } finally {
    await database.close();
  }
}

const OURS = "schemaname not in ('pg_catalog', 'information_schema')";
const TABLES = `select schemaname || '.' || tablename as name from pg_tables where ${OURS} order by 1`;
const INDEXES = `select schemaname || '.' || indexname as name from pg_indexes where ${OURS} order by 1`;
