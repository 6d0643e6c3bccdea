/** How many connections there are, and how long anything is waited for; times are in milliseconds. */
export interface DatabaseLimits {
  /** Connections of the pool to PostgreSQL; PGlite has one. */
  poolSize: number;
  /** Until a connection is free, or a new one is made. */
  acquireTimeout: number;
  /** Until a statement is done. PGlite runs each to its end. */
  statementTimeout: number;
  /** Until a lock is free that a statement needs. */
  lockTimeout: number;
  /** Until a transaction that does nothing is rolled back. */
  idleTransactionTimeout: number;
  /** Until a connection that makes no progress fails liveness; longer than each of the others. 0: never. */
  stallTimeout: number;
}

/**
 * How many connections transactions may have at a time: two thirds. The rest is for reads, which would else wait for as
 * many transactions as come before them.
 */
export function transactionsOf({ poolSize }: Pick<DatabaseLimits, 'poolSize'>): number {
  return Math.max(1, Math.floor((2 * poolSize) / 3));
}

export const DEFAULT_LIMITS: DatabaseLimits = {
  poolSize: 10,
  acquireTimeout: 5000,
  statementTimeout: 15_000,
  lockTimeout: 2000,
  idleTransactionTimeout: 10_000,
  stallTimeout: 60_000,
};

/** The limits of a database, with the defaults for those that are left out. */
export function limitsOf({ limits }: { limits?: Partial<DatabaseLimits> | undefined }): DatabaseLimits {
  return { ...DEFAULT_LIMITS, ...limits };
}

/** For the rest of a transaction that may take its time, as changes of tables may: SQL. */
export const UNLIMITED = "select set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)";
