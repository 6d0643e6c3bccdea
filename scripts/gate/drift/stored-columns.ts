import type { Database } from '../../../src/infra/db/database.ts';

/** A column as the migrations made it. */
export interface StoredColumn {
  /** `desk.projects` */
  table: string;
  name: string;
  /** As PostgreSQL writes it: `timestamp(3) with time zone`. */
  type: string;
  isRequired: boolean;
  /** Filled in where an insert leaves it out. */
  isFilled: boolean;
  /** The only values that it takes, where an enum or a check limits them. */
  values?: string[];
  /** How many characters a check lets it have. */
  minLength?: number;
  maxLength?: number;
  /** An index, or a part of one, is on it. */
  isIndexed: boolean;
}

/** Every column of every table outside the system's own. */
export async function storedColumns(database: Database): Promise<StoredColumn[]> {
  const rows = await database.query({ sql: COLUMNS }, []);
  return rows.map((row) => {
    const checks = String(row['checks']);
    const name = String(row['name']);
    const values = [...textsOf(row['labels']), ...checkedValues(checks, name)];
    return {
      table: String(row['table']),
      name,
      type: String(row['type']),
      isRequired: row['required'] === true,
      isFilled: row['filled'] === true,
      ...(values.length > 0 && { values }),
      ...checkedLength(checks, name),
      isIndexed: row['indexed'] === true,
    };
  });
}

function textsOf(labels: unknown): string[] {
  return Array.isArray(labels) ? labels.map(String) : [];
}

/** `CHECK ((role = ANY (ARRAY['administrator'::text, 'user'::text])))`, as PostgreSQL writes `role in (...)` back. */
function checkedValues(checks: string, name: string): string[] {
  const [, list = ''] = new RegExp(`\\(${name} = ANY \\(ARRAY\\[([^\\]]*)\\]`).exec(checks) ?? [];
  return [...list.matchAll(/'([^']*)'/g)].map(([, value = '']) => value);
}

/** `CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))` */
function checkedLength(checks: string, name: string): Pick<StoredColumn, 'minLength' | 'maxLength'> {
  const bound = (operator: string): number | undefined => {
    const found = new RegExp(`char_length\\(${name}\\) ${operator} (\\d+)`).exec(checks)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const minLength = bound('>=');
  const maxLength = bound('<=');
  return { ...(minLength !== undefined && { minLength }), ...(maxLength !== undefined && { maxLength }) };
}

const COLUMNS = `
  select n.nspname || '.' || c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    a.attnotnull as required, a.atthasdef or a.attidentity <> '' as filled,
    (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = a.atttypid) as labels,
    coalesce((select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '') as checks,
    exists (select from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey)) as indexed
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  order by 1, a.attnum`;
