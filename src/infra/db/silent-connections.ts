import type { DatabaseLimits } from './limits.ts';

/** The socket of a `pg` client; the package has no types. */
interface Connected {
  connection?: { stream?: { destroy(error: Error): void } };
}

/** Extra time for the response after the server's own timeout, in milliseconds. */
const GRACE_MS = 2000;

/**
 * Ends connections whose server does not respond. The server enforces the statement and transaction timeouts. A server
 * that disappears without closing the connection (failover, expired firewall state) enforces none, and a query would wait
 * until TCP gives up, about 15 minutes.
 */
export class SilentConnections {
  readonly #timers = new Map<object, NodeJS.Timeout>();
  readonly #unlimited = new WeakSet();
  readonly #limit: number;

  constructor({ statementTimeout, idleTransactionTimeout }: DatabaseLimits) {
    const isLimited = statementTimeout > 0 && idleTransactionTimeout > 0;
    this.#limit = isLimited ? Math.max(statementTimeout, idleTransactionTimeout) + GRACE_MS : 0;
  }

  /** Restarts the timer: a statement is sent on the connection. */
  progress(client: Connected, statement: unknown): void {
    if (this.#limit === 0) return;
    clearTimeout(this.#timers.get(client));
    this.#timers.delete(client);
    // Schema changes lift the server's timeout (UNLIMITED) until the connection returns to the pool.
    if (typeof statement === 'string' && statement.includes("'statement_timeout', '0'")) this.#unlimited.add(client);
    if (this.#unlimited.has(client)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(client);
      client.connection?.stream?.destroy(silence());
    }, this.#limit);
    timer.unref();
    this.#timers.set(client, timer);
  }

  /** Stops the timer: the connection returns to the pool. */
  release(client: Connected): void {
    clearTimeout(this.#timers.get(client));
    this.#timers.delete(client);
    this.#unlimited.delete(client);
  }
}

function silence(): Error {
  return Object.assign(new Error('The database server does not answer'), { code: 'ETIMEDOUT' });
}
