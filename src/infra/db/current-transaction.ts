import { AsyncLocalStorage } from 'node:async_hooks';
import type { Query } from './transaction.ts';

/** A transaction while its work runs. */
export interface CurrentTransaction {
  /** The ORM of the database that it belongs to. */
  owner: object;
  /** Runs a statement on the connection of the transaction. */
  query: Query;
  /** It was committed or rolled back; work that it started may still run. */
  isOver: boolean;
}

const storage = new AsyncLocalStorage<CurrentTransaction>();
const beginning = new AsyncLocalStorage<boolean>();

/** Runs code that takes a connection and begins a transaction on it; only such code may. */
export async function beginTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  return await beginning.run(true, work);
}

/** The calling code is about to begin a transaction. */
export function isBeginningTransaction(): boolean {
  return beginning.getStore() === true;
}

/**
 * Runs the work of a transaction. Everything that the work calls, however deep, finds the transaction by
 * `currentTransaction`, so that no code has to pass it on, and none can forget to.
 */
export async function runInTransaction<Result>(
  transaction: CurrentTransaction,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await beginning.run(false, () => storage.run(transaction, work));
  } finally {
    transaction.isOver = true;
  }
}

/** The transaction that the calling code runs in, of any database or of the one that is given. */
export function currentTransaction(owner?: object): CurrentTransaction | undefined {
  const transaction = storage.getStore();
  if (transaction === undefined || transaction.isOver) return undefined;
  return owner === undefined || owner === transaction.owner ? transaction : undefined;
}

/** Code within a transaction asked for a second connection: a fault of the program. */
export class SecondConnectionError extends Error {
  override readonly name = 'SecondConnectionError';

  constructor() {
    super(
      'Code within a transaction asked for a second connection. Use the query or the EntityManager of the transaction.',
    );
  }
}

/**
 * Guards every way to a connection. A transaction that waits for a second connection holds the first one meanwhile: as many
 * of them as there are connections, which is one with PGlite, wait for each other without end.
 *
 * @throws SecondConnectionError within a transaction of the database
 */
export function refuseSecondConnection(owner: object | undefined): void {
  if (owner === undefined || currentTransaction(owner) === undefined) return;
  throw new SecondConnectionError();
}

/** Code began a transaction that `currentTransaction` does not know: a fault of the program. */
export class UnknownTransactionError extends Error {
  override readonly name = 'UnknownTransactionError';

  constructor() {
    super('Code began a transaction of its own. Use inTransaction or inTransactionOfWork.');
  }
}

/**
 * Guards the ways to begin a transaction: in one that `inTransaction` does not know of, nothing refuses a second connection.
 *
 * @throws UnknownTransactionError where the statement begins a transaction and the calling code may not
 */
export function refuseUnknownTransaction(sql: unknown): void {
  if (typeof sql === 'string' && /^\s*(begin|start\s+transaction)\b/i.test(sql) && !isBeginningTransaction()) {
    throw new UnknownTransactionError();
  }
}
