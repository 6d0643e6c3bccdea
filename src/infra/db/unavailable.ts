/** The database cannot be reached at the moment; HTTP answers 503. The cause holds the driver's error. */
export class DatabaseUnavailableError extends Error {
  /** SQLSTATE `connection_failure`: one code for whatever the driver said. */
  readonly code = '08006';
  override readonly name = 'DatabaseUnavailableError';
}

/** Codes of node's sockets, and SQLSTATE classes 08 (connection), 53 (resources), 57P (operator intervention). */
const CONNECTION_CODE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|08...|53...|57P0[1-5])$/;

/** What `pg` says without a code when a connection is lost or none can be had. */
const CONNECTION_MESSAGE =
  /Connection terminated|Client has encountered a connection error|timeout (exceeded when trying to connect|expired)|not queryable|not (?:currently )?accepting connections|PGlite is closed/i;

/** The codes and messages of an error and of everything that caused it, outermost first. */
export function* causesOf(error: unknown): Generator<{ code: string; message: string }> {
  if (typeof error !== 'object' || error === null) return;
  const { code, message, cause, errors } = error as Record<string, unknown>;
  yield { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
  yield* causesOf(cause);
  // Node tries every address of a host name, and reports the failures together.
  if (Array.isArray(errors)) for (const each of errors) yield* causesOf(each);
}

/** Whether an error, or what caused it, means that the database was out of reach. */
function isConnectionLoss(error: unknown): boolean {
  for (const { code, message } of causesOf(error)) {
    if (CONNECTION_CODE.test(code) || CONNECTION_MESSAGE.test(message)) return true;
  }
  return false;
}

/** Turns a driver's connection error into a `DatabaseUnavailableError`; anything else is thrown as it is. */
export function rethrowUnavailable(error: unknown): never {
  if (error instanceof DatabaseUnavailableError || !isConnectionLoss(error)) throw error;
  throw new DatabaseUnavailableError('The database cannot be reached at the moment', { cause: error });
}
