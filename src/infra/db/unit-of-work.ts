import type { Database, EntityManager } from './database.ts';
import { inTransaction } from './transaction.ts';
import { rethrowUnavailable } from './unavailable.ts';

/**
 * Runs work on an EntityManager of its own and then writes everything that it changed: all of it, or nothing.
 * Work that throws writes nothing.
 *
 * @param database an open database
 * @param work reads and changes entities through the EntityManager it is given; it does not flush
 * @returns what the work returned, after its changes are durable
 * @throws DatabaseUnavailableError when the connection is lost; whatever the work throws; MikroORM's errors on flush
 */
export async function inUnitOfWork<Result>(
  database: Pick<Database, 'orm'>,
  work: (em: EntityManager) => Promise<Result> | Result,
): Promise<Result> {
  const em = database.orm.em.fork() as EntityManager;
  try {
    const result = await work(em);
    await flush(database, em);
    return result;
  } catch (error) {
    rethrowUnavailable(error);
  }
}

/**
 * The same in one transaction from the first read on, so that what was read still holds when the changes are written.
 *
 * @param work may flush, to have the database object before it goes on
 */
export async function inTransactionOfWork<Result>(
  database: Pick<Database, 'orm'>,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  const em = database.orm.em.fork() as EntityManager;
  return await inTransaction(database, async (_, transaction) => {
    em.setTransactionContext(transaction);
    try {
      const result = await work(em);
      await em.flush();
      return result;
    } finally {
      em.resetTransactionContext();
    }
  });
}

/**
 * One changed row is one statement, which PostgreSQL makes atomic by itself: begin and commit around it would be two
 * more round trips for nothing. The ORM is therefore configured with `implicitTransactions: false`, and more than
 * one change gets its transaction here.
 */
async function flush(database: Pick<Database, 'orm'>, em: EntityManager): Promise<void> {
  const unit = em.getUnitOfWork();
  unit.computeChangeSets();
  const writes = unit.getChangeSets().length + unit.getCollectionUpdates().length + unit.getExtraUpdates().size;
  if (writes <= 1) {
    await em.flush();
    return;
  }
  await inTransaction(database, async (_, transaction) => {
    em.setTransactionContext(transaction);
    await em.flush().finally(() => {
      em.resetTransactionContext();
    });
  });
}
