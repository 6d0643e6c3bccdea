import type { Database } from './database.ts';
import { unknownMigrations } from './migrate.ts';

/** The tables were changed by a later version in a way that this one cannot work with; the message names each place. */
export class LaterSchemaError extends Error {
  override readonly name = 'LaterSchemaError';
}

/** Columns of the desk as they stand; `required` ones need a value that only the version that added them can give. */
const COLUMNS = `
  select c.relname as "table", a.attname as "column",
    a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '' as required
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = to_regnamespace('desk') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

/**
 * Migrations of a later version that the database has. What they only add stays as it is, so that a deployment can be
 * rolled back without losing anything.
 *
 * @returns their names
 * @throws LaterSchemaError where they took away, or require, what this version does not know
 */
export async function ensureUsable(database: Database): Promise<string[]> {
  const unknown = await unknownMigrations(database);
  if (unknown.length === 0) return [];
  const standing = new Map<string, Map<string, boolean>>();
  for (const { table, column, required } of await database.query({ sql: COLUMNS }, [])) {
    const columns = standing.get(String(table)) ?? new Map<string, boolean>();
    standing.set(String(table), columns.set(String(column), required === true));
  }
  const problems = usedTables(database).flatMap(({ table, columns }) =>
    problemsOf(table, columns, standing.get(table)),
  );
  if (problems.length === 0) return unknown;
  throw new LaterSchemaError(
    `A later version changed the tables (${unknown.join(', ')}) so that this one cannot use them:\n` +
      problems.map((problem) => `  ${problem}\n`).join('') +
      'Start the later version, or take those migrations back with its npm run db:rollback.',
  );
}

function problemsOf(table: string, columns: ReadonlySet<string>, there: Map<string, boolean> | undefined): string[] {
  if (there === undefined) return [`the table ${table} is gone`];
  const gone = [...columns].filter((name) => !there.has(name)).map((name) => `${table}.${name} is gone`);
  const required = [...there]
    .filter(([name, isRequired]) => isRequired && !columns.has(name))
    .map(([name]) => `${table}.${name} is required, and this version does not know it`);
  return [...gone, ...required];
}

/** The tables that entities of this version are stored in, with their columns. */
function usedTables({ orm }: Database): { table: string; columns: Set<string> }[] {
  return [...orm.getMetadata().getAll().values()]
    .filter(
      ({ schema, abstract, embeddable, virtual }) => schema === 'desk' && !abstract && !embeddable && virtual !== true,
    )
    .map(({ tableName, props }) => {
      const persisted = props.filter(({ persist }) => persist !== false);
      return { table: tableName, columns: new Set(persisted.flatMap(({ fieldNames = [] }) => fieldNames)) };
    });
}
