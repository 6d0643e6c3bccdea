import type { ReadNumber } from './config.ts';
import { DEFAULT_LIMITS, type DatabaseLimits } from './infra/db/limits.ts';

const SECOND = 1000;

/** Reads how many connections there are and how long anything is waited for: seconds in variables, milliseconds here. */
export function readDatabaseLimits(
  env: (name: string) => string | undefined,
  number: ReadNumber,
  integer: ReadNumber,
): DatabaseLimits {
  const seconds = (name: string, otherwise: number, min: number) =>
    Math.round(SECOND * number(name, env(name), otherwise / SECOND, min, 3600));
  const { poolSize, acquireTimeout, statementTimeout, lockTimeout, idleTransactionTimeout, stallTimeout } =
    DEFAULT_LIMITS;
  return {
    poolSize: integer('DATABASE_POOL_SIZE', env('DATABASE_POOL_SIZE'), poolSize, 2, 1000),
    acquireTimeout: seconds('DATABASE_ACQUIRE_TIMEOUT', acquireTimeout, 0.1),
    statementTimeout: seconds('DATABASE_STATEMENT_TIMEOUT', statementTimeout, 0),
    lockTimeout: seconds('DATABASE_LOCK_TIMEOUT', lockTimeout, 0),
    idleTransactionTimeout: seconds('DATABASE_IDLE_TRANSACTION_TIMEOUT', idleTransactionTimeout, 0.1),
    stallTimeout: seconds('DATABASE_STALL_TIMEOUT', stallTimeout, 0),
  };
}
