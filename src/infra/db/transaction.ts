import { CompiledQuery } from 'kysely';
import type { Database, Row, Statement } from './database.ts';
import { rethrowUnavailable } from './unavailable.ts';

/** Runs one statement: on any connection (`Database.query`), or on that of a transaction. */
export type Query = (statement: Statement, parameters: readonly unknown[]) => Promise<Row[]>;

/**
 * Runs several statements on one connection, all of them or none.
 *
 * @param work runs its statements through the `query` it is given; what it throws undoes them
 */
export async function inTransaction<Result>(
  database: Pick<Database, 'orm'>,
  work: (query: Query) => Promise<Result>,
): Promise<Result> {
  try {
    // See unit-of-work.ts for why this is not `em.transactional`.
    return await database.orm.em
      .fork()
      .getKysely()
      .transaction()
      .execute((transaction) =>
        work(async ({ sql }, parameters) => {
          const { rows } = await transaction.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]));
          return rows;
        }),
      );
  } catch (error) {
    rethrowUnavailable(error);
  }
}
