import { UnknownTransactionError } from './current-transaction.ts';
import type { DatabaseOptions, Orm } from './database.ts';

/** What both engines tell MikroORM. */
export function ormOptions({ entities, logger }: DatabaseOptions) {
  return {
    entities: [...entities],
    // A foreign contract brings its entities later, with `orm.discoverEntity`.
    discovery: { warnWhenNoEntities: false },
    // See unit-of-work.ts, which opens a transaction where there is more than one write.
    implicitTransactions: false,
    ensureDatabase: false,
    colors: false,
    logger: (message: string) => logger?.warn(message),
  } as const;
}

/**
 * Refuses transactions that the ORM would begin by itself (`em.transactional`). Within one that `inTransaction` began, what the
 * ORM would begin is part of it, without a savepoint: an error undoes all of it.
 */
export function refuseOwnTransactions(orm: Orm): void {
  const connection = orm.em.getConnection();
  const refuse = (): Promise<never> => Promise.reject(new UnknownTransactionError());
  connection.begin = refuse;
  connection.transactional = (work, { ctx } = {}) =>
    ctx === undefined ? refuse() : work(ctx as Parameters<typeof work>[0]);
}
