import { randomUUID } from 'node:crypto';
import type { Database, DatabaseOptions, Entities } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';

export interface TestDatabase extends Database {
  /** How to open the same database a second time (PostgreSQL only: PGlite in memory is one process's own). */
  options: Pick<DatabaseOptions, 'url'>;
}

/**
 * A fresh, empty database of the kind that the environment asks for: on the server of `DATABASE_URL`, else PGlite in
 * memory. Its `close` drops it.
 */
export async function testDatabase(entities: Entities = []): Promise<TestDatabase> {
  const server = process.env['DATABASE_URL'];
  if (server === undefined || server === '') return { ...(await openDatabase({ entities })), options: {} };
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const options = { url: url.href };
  const database = await openDatabase({ ...options, entities, limits: { poolSize: 5 } });
  return {
    ...database,
    options,
    close: async () => {
      await database.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

async function administer(server: string, sql: string): Promise<void> {
  const database = await openDatabase({ url: server, entities: [], limits: { poolSize: 1, statementTimeout: 0 } });
  await database.execute(sql).finally(() => database.close());
}
