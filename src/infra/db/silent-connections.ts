import type { DatabaseLimits } from './limits.ts';

/** What of a connection of `pg` ends it at once. */
interface Connected {
  connection?: { stream?: { destroy(error: Error): void } };
}

/** How long after the server should have ended a statement its answer may still come. */
const GRACE_MS = 2000;

/**
 * Ends connections whose server is silent. The limits of statements and transactions are kept by the server: one that
 * vanished without a word (a failover, a firewall that forgot the connection) answers nothing, and whoever waits for it
 * would wait until TCP gives up, a quarter of an hour.
 */
export class SilentConnections {
  readonly #timers = new Map<object, NodeJS.Timeout>();
  readonly #unlimited = new WeakSet();
  readonly #limit: number;

  constructor({ statementTimeout, idleTransactionTimeout }: DatabaseLimits) {
    const isLimited = statementTimeout > 0 && idleTransactionTimeout > 0;
    this.#limit = isLimited ? Math.max(statementTimeout, idleTransactionTimeout) + GRACE_MS : 0;
  }

  /** A statement is sent on a connection. */
  progress(client: Connected, statement: unknown): void {
    if (this.#limit === 0) return;
    clearTimeout(this.#timers.get(client));
    this.#timers.delete(client);
    // Changes of tables may take their time (UNLIMITED), until the connection is given back.
    if (typeof statement === 'string' && statement.includes("'statement_timeout', '0'")) this.#unlimited.add(client);
    if (this.#unlimited.has(client)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(client);
      client.connection?.stream?.destroy(silence());
    }, this.#limit);
    timer.unref();
    this.#timers.set(client, timer);
  }

  /** A connection is given back to the pool. */
  release(client: Connected): void {
    clearTimeout(this.#timers.get(client));
    this.#timers.delete(client);
    this.#unlimited.delete(client);
  }
}

function silence(): Error {
  return Object.assign(new Error('The database server does not answer'), { code: 'ETIMEDOUT' });
}
