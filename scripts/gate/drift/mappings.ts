import type { Database } from '../../../src/infra/db/database.ts';
import type { StoredColumn } from './stored-columns.ts';

/** What a mapping of src/infra/db says of one column. */
interface MappedColumn {
  table: string;
  name: string;
  type: string;
  isNullable: boolean;
}

/**
 * Where the mappings and the migrated tables disagree, one sentence each: columns that are missing, of another type, or
 * null on one side only; and columns that no mapping fills and no insert can leave out.
 */
export function mappingDrift(database: Database, stored: readonly StoredColumn[]): string[] {
  const mapped = mappedColumns(database);
  const there = new Map(stored.map((column) => [`${column.table}.${column.name}`, column]));
  const known = new Set(mapped.map(({ table, name }) => `${table}.${name}`));
  const tables = new Set(mapped.map(({ table }) => table));
  return [
    ...mapped.flatMap((column) => disagreement(column, there.get(`${column.table}.${column.name}`))),
    ...stored
      .filter(({ table, name, isRequired, isFilled }) => {
        return tables.has(table) && isRequired && !isFilled && !known.has(`${table}.${name}`);
      })
      .map(({ table, name }) => `${table}.${name} is NOT NULL without a default, and no mapping fills it.`),
  ];
}

function mappedColumns({ orm }: Database): MappedColumn[] {
  return [...orm.getMetadata().getAll().values()].flatMap(({ schema, tableName, props, pivotTable, embeddable }) =>
    pivotTable || embeddable || !tableName
      ? []
      : props
          .filter(({ persist }) => persist !== false)
          .flatMap(({ fieldNames, columnTypes, nullable }) =>
            fieldNames.map((name, at) => ({
              table: `${schema ?? 'public'}.${tableName}`,
              name,
              type: columnTypes[at] ?? '',
              isNullable: nullable === true,
            })),
          ),
  );
}

function disagreement({ table, name, type, isNullable }: MappedColumn, stored: StoredColumn | undefined): string[] {
  const column = `${table}.${name}`;
  if (stored === undefined) return [`The mappings use ${column}, which no migration makes.`];
  // A mapping reads an enum as the text that it is.
  const isEnum = type === 'text' && stored.values !== undefined;
  const said: string[] = [];
  if (!isEnum && writtenOut(type) !== stored.type) {
    said.push(`${column} is mapped as ${writtenOut(type)}, but the migrations make it ${stored.type}.`);
  }
  if (isNullable && stored.isRequired) said.push(`${column} can be null in its mapping, but is NOT NULL.`);
  if (!isNullable && !stored.isRequired) said.push(`${column} is never null in its mapping, but can be stored so.`);
  return said;
}

/** PostgreSQL's own way to write the types that MikroORM abbreviates. */
function writtenOut(type: string): string {
  const [, name = type, size = ''] = /^(\w+)(\(.*\))?$/.exec(type) ?? [];
  if (name === 'timestamptz') return `timestamp${size} with time zone`;
  if (name === 'varchar') return `character varying${size}`;
  return ({ int: 'integer', int8: 'bigint', bool: 'boolean' }[name] ?? name) + size;
}
