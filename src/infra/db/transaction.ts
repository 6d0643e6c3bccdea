import { CompiledQuery, type Transaction } from 'kysely';
import { beginTransaction, runInTransaction } from './current-transaction.ts';
import type { Database, Row, Statement } from './database.ts';
import { refuseAfterDeadline } from './deadline.ts';
import { rethrowUnavailable } from './unavailable.ts';

/** Runs one statement: on any connection (`Database.query`), or on that of a transaction. */
export type Query = (statement: Statement, parameters: readonly unknown[]) => Promise<Row[]>;

/**
 * Runs several statements on one connection, all of them or none. While the work runs, `Database.query` runs on that
 * connection as well, and whatever asks for another connection of the same database fails.
 *
 * @param work runs its statements through the `query` it is given, or the transaction of Kysely; what it throws undoes them
 * @throws DatabaseUnavailableError when the connection is lost, or no statement may be waited for any longer
 */
export async function inTransaction<Result>(
  { orm }: Pick<Database, 'orm'>,
  work: (query: Query, transaction: Transaction<unknown>) => Promise<Result>,
): Promise<Result> {
  try {
    // Not `em.transactional`: its transaction keeps its connection for good when the rollback fails as well, as it does
    // on a lost connection; a few of those and the pool is empty. This one gives it back whatever happens.
    const begun = orm.em.fork().getKysely().transaction();
    return await beginTransaction(() =>
      begun.execute(async (transaction) => {
        const query: Query = async ({ sql }, parameters) => {
          refuseAfterDeadline();
          const { rows } = await transaction.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]));
          return rows;
        };
        const result = await runInTransaction({ owner: orm, query, isOver: false }, () =>
          work(query, transaction as unknown as Transaction<unknown>),
        );
        // Nobody waits for the outcome any more: the caller was told that nothing came of it.
        refuseAfterDeadline();
        return result;
      }),
    );
  } catch (error) {
    rethrowUnavailable(error);
  }
}
