import type { DatabaseOptions } from './database.ts';

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
