import type { Database } from '../../db/database.ts';

/** What stands in the database under one PostgreSQL schema, by table name. */
export type Catalog = Map<string, CatalogTable>;

export interface CatalogTable {
  /** Column name to type, as PostgreSQL writes it. */
  columns: Map<string, string>;
  indexes: Set<string>;
  uniqueIndexes: Set<string>;
  foreignKeys: Set<string>;
}

const QUERY = `
select c.relname as "table",
  (select json_object_agg(a.attname, format_type(a.atttypid, null)) from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  (select json_agg(i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid = c.oid and not x.indisprimary) as indexes,
  (select json_agg(i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid = c.oid and not x.indisprimary and x.indisunique) as "uniqueIndexes",
  (select json_agg(k.conname) from pg_constraint k where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relkind in ('r', 'p')`;

/** One query, whatever the number of tables. */
export async function readCatalog(database: Pick<Database, 'query'>, schema: string): Promise<Catalog> {
  const rows = (await database.query({ sql: QUERY }, [schema])) as unknown as {
    table: string;
    columns: Record<string, string> | null;
    indexes: string[] | null;
    uniqueIndexes: string[] | null;
    foreignKeys: string[] | null;
  }[];
  return new Map(
    rows.map(({ table, columns, indexes, uniqueIndexes, foreignKeys }) => [
      table,
      {
        columns: new Map(Object.entries(columns ?? {}).map(([name, type]) => [name, plainType(type)])),
        indexes: new Set(indexes),
        uniqueIndexes: new Set(uniqueIndexes),
        foreignKeys: new Set(foreignKeys),
      },
    ]),
  );
}

function plainType(type: string): string {
  return type === 'timestamp with time zone' ? 'timestamptz' : type;
}
