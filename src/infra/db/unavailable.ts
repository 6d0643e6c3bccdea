interface UnavailableOptions extends ErrorOptions {
  /** It answers, but not in time: something is locked, or too much is asked at once. */
  isBusy?: boolean;
}

/** The database cannot be reached, or does not answer in time; HTTP answers 503. The cause holds the driver's error. */
export class DatabaseUnavailableError extends Error {
  /** SQLSTATE `connection_failure`: one code for whatever the driver said. */
  readonly code = '08006';
  override readonly name = 'DatabaseUnavailableError';
  readonly isBusy: boolean;

  constructor(message: string, { isBusy = false, ...options }: UnavailableOptions = {}) {
    super(message, options);
    this.isBusy = isBusy;
  }
}

/** Codes of node's sockets, and SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention). */
const CONNECTION_CODE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|08...|53...|57P0[1-5])$/;

/** What `pg` says without a code when a connection is lost or none can be had. */
const CONNECTION_MESSAGE =
  /Connection terminated|Client has encountered a connection error|timeout expired|not queryable|not (?:currently )?accepting connections|PGlite is closed/i;

/**
 * SQLSTATEs of waits that were cut short: lock_timeout, statement_timeout, idle_in_transaction_session_timeout; and of
 * transactions that were undone because they and others waited for each other.
 */
const BUSY_CODE = /^(55P03|57014|25P03|40001|40P01)$/;

/** What `pg` says when every connection of the pool is in use for too long. */
const BUSY_MESSAGE = /timeout exceeded when trying to connect/i;

/** The codes and messages of an error and of everything that caused it, outermost first. */
export function* causesOf(error: unknown): Generator<{ code: string; message: string }> {
  if (typeof error !== 'object' || error === null) return;
  const { code, message, cause, errors } = error as Record<string, unknown>;
  yield { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
  yield* causesOf(cause);
  // Node tries every address of a host name, and reports the failures together.
  if (Array.isArray(errors)) for (const each of errors) yield* causesOf(each);
}

/**
 * An error as a `DatabaseUnavailableError`, where it or what caused it means that the database is out of reach or does
 * not answer in time; `undefined` of any other error.
 */
export function asUnavailable(error: unknown): DatabaseUnavailableError | undefined {
  if (error instanceof DatabaseUnavailableError) return error;
  for (const { code, message } of causesOf(error)) {
    if (BUSY_CODE.test(code) || BUSY_MESSAGE.test(message)) {
      return new DatabaseUnavailableError('The database did not answer in time', { cause: error, isBusy: true });
    }
    if (CONNECTION_CODE.test(code) || CONNECTION_MESSAGE.test(message)) {
      return new DatabaseUnavailableError('The database cannot be reached at the moment', { cause: error });
    }
  }
  return undefined;
}

/** Turns a driver's connection error into a `DatabaseUnavailableError`; anything else is thrown as it is. */
export function rethrowUnavailable(error: unknown): never {
  throw asUnavailable(error) ?? error;
}
