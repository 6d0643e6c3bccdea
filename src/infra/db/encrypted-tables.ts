import type { EncryptedRow, EncryptedTable } from '../auth/reencrypt.ts';
import type { Database, Row } from './database.ts';
import { getOwn } from '@plumbline/contract/json';

type Query = Database['query'];

/** Every table with personal data, its key, and the columns, which stand here as they do in the mappings. */
const TABLES = [
  { name: 'accounts', key: 'id', columns: ['email', 'name'] },
  { name: 'second_factors', key: 'account_id', columns: ['secret'] },
  { name: 'sessions', key: 'id', columns: ['address', 'user_agent'] },
  { name: 'email_verifications', key: 'id', columns: ['email'] },
  { name: 'invitations', key: 'id', columns: ['email'] },
  { name: 'audit_events', key: 'id', columns: ['address'] },
  { name: 'outgoing_mail', key: 'id', columns: ['letter'] },
] as const;

/** Every table with personal data, for `reencrypt`. */
export function encryptedTables({ query }: Pick<Database, 'query'>): EncryptedTable[] {
  return TABLES.map(({ name, key, columns }) => encryptedTable(query, name, key, columns));
}

/** Ids of the data keys that something is encrypted with: `pd1.<id>.<sealed>`. */
export async function dataKeysInUse({ query }: Pick<Database, 'query'>): Promise<ReadonlySet<string>> {
  const ids = TABLES.flatMap(({ name, columns }) =>
    columns.map((column) => `select split_part(${column}, '.', 2) as id from desk.${name} where ${column} is not null`),
  );
  const rows = await query({ sql: ids.join(' union ') }, []);
  return new Set(rows.map(({ id }) => String(id)));
}

function encryptedTable(query: Query, name: string, key: string, columns: readonly string[]): EncryptedTable {
  const read = `select ${key} as key, ${columns.join(', ')} from desk.${name}`;
  return {
    name,
    count: async () => Number((await query({ sql: `select count(*) as count from desk.${name}` }, []))[0]?.['count']),
    after: async (id, limit) => {
      const where = id === undefined ? '' : `where ${key} > $2`;
      const parameters = id === undefined ? [limit] : [limit, id];
      const rows = await query({ sql: `${read} ${where} order by ${key} limit $1` }, parameters);
      return rows.map((row) => encryptedRow(row, columns));
    },
    replace: async (id, from, to) => {
      const changed = Object.keys(to);
      const set = changed.map((column, index) => `${column} = $${index + 2}`).join(', ');
      // Only what was read is replaced: whoever wrote meanwhile has encrypted with the current key.
      const same = changed.map((column, index) => `${column} = $${index + 2 + changed.length}`).join(' and ');
      const parameters = [
        id,
        ...changed.map((column) => getOwn(to, column)),
        ...changed.map((column) => getOwn(from, column)),
      ];
      const sql = `update desk.${name} set ${set} where ${key} = $1 and ${same} returning ${key}`;
      return (await query({ sql }, parameters)).length === 1;
    },
  };
}

function encryptedRow(row: Row, columns: readonly string[]): EncryptedRow {
  const values = columns.map((column): [string, string | null] => {
    const value = getOwn(row, column);
    return [column, typeof value === 'string' ? value : null];
  });
  return { id: String(row['key']), values: Object.fromEntries(values) };
}
