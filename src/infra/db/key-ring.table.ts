import type { KeyRingStore } from '../auth/key-ring-store.ts';
import type { Database } from './database.ts';

const READ = { sql: 'select version, sealed from desk.key_rings where id = 1' };
/** Compare and swap: nothing is written unless the version before is the one there. */
const CREATE = {
  sql: `insert into desk.key_rings (id, version, sealed) select 1, $1::integer, $2 where $1::integer = 1
        on conflict (id) do nothing returning version`,
};
const REPLACE = {
  sql: 'update desk.key_rings set version = $1::integer, sealed = $2 where id = 1 and version = $1::integer - 1 returning version',
};

/** Keeps the key ring beside the data it protects, for instances that share a PostgreSQL server. Wrap it in a seal. */
export function tableKeyRingStore(database: Pick<Database, 'query'>): KeyRingStore {
  return {
    place: 'the table desk.key_rings',
    async read() {
      const [row] = await database.query(READ, []);
      return row && { version: Number(row['version']), text: String(row['sealed']) };
    },
    async write({ version, text }) {
      const rows = await database.query(version === 1 ? CREATE : REPLACE, [version, text]);
      return rows.length === 1;
    },
  };
}
