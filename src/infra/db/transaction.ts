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
    return await database.orm.em.fork().transactional((em) => {
      const kysely = em.getKysely();
      return work(
        async ({ sql }, parameters) => (await kysely.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows,
      );
    });
  } catch (error) {
    rethrowUnavailable(error);
  }
}
