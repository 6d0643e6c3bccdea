import { Bulkhead } from './bulkhead.ts';
import { currentTransaction } from './current-transaction.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { refuseAfterDeadline } from './deadline.ts';
import { limitsOf } from './limits.ts';
import { DatabaseUnavailableError, rethrowUnavailable } from './unavailable.ts';

const PING_TIMEOUT_MS = 2000;

/**
 * Opens the database that the options name and checks that it answers.
 *
 * @throws DatabaseUnavailableError with host, port and database, and what to do, when PostgreSQL does not answer
 * @throws DataDirectoryError when another process holds the data directory, or it cannot be used
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  // The engines are large: only the one in use is loaded.
  const engine =
    options.url === undefined
      ? await (await import('./pglite.ts')).openPglite(options)
      : await (await import('./postgresql.ts')).openPostgresql(options, options.url);
  const { poolSize, acquireTimeout } = limitsOf(options);
  const bulkhead = new Bulkhead(acquireTimeout);
  const third = Math.ceil(poolSize / 3);
  return {
    ...engine,
    // PGlite has one connection, on which nothing waits for a lock.
    share: (subject, access, work) =>
      engine.kind === 'pglite' || currentTransaction(engine.orm) !== undefined
        ? work()
        : bulkhead.run(`${access} ${subject}`, third, work),
    inTurn: (object, work) =>
      currentTransaction(engine.orm) !== undefined ? work() : bulkhead.run(`object ${object}`, 1, work),
    query: async (statement, parameters) => {
      refuseAfterDeadline();
      const transaction = currentTransaction(engine.orm);
      if (transaction !== undefined) return await transaction.query(statement, parameters);
      return await engine.query(statement, parameters).catch(rethrowUnavailable);
    },
    execute: (sql) => engine.execute(sql).catch(rethrowUnavailable),
    ping: () => within(PING_TIMEOUT_MS, engine.probe()).catch(rethrowUnavailable),
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new DatabaseUnavailableError('The database did not answer in time', { isBusy: true }));
    }, milliseconds);
  });
  await Promise.race([work, timeout]).finally(() => {
    clearTimeout(timer);
  });
}
