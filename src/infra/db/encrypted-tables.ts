import type { EncryptedRow, EncryptedTable } from '../auth/reencrypt.ts';
import type { Database, Row } from './database.ts';

type Query = Database['query'];

/** Every table with personal data, for `reencrypt`. Columns stand here as they do in the mappings. */
export function encryptedTables({ query }: Pick<Database, 'query'>): EncryptedTable[] {
  return [
    encryptedTable(query, 'accounts', 'id', ['email', 'name']),
    encryptedTable(query, 'second_factors', 'account_id', ['secret']),
    encryptedTable(query, 'sessions', 'id', ['address', 'user_agent']),
    encryptedTable(query, 'invitations', 'id', ['email']),
    encryptedTable(query, 'audit_events', 'id', ['address']),
  ];
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
      const parameters = [id, ...changed.map((column) => to[column]), ...changed.map((column) => from[column])];
      const sql = `update desk.${name} set ${set} where ${key} = $1 and ${same} returning ${key}`;
      return (await query({ sql }, parameters)).length === 1;
    },
  };
}

function encryptedRow(row: Row, columns: readonly string[]): EncryptedRow {
  const values = columns.map((column): [string, string | null] => {
    const value = row[column];
    return [column, typeof value === 'string' ? value : null];
  });
  return { id: String(row['key']), values: Object.fromEntries(values) };
}
