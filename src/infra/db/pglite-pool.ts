import type { PGlite } from '@electric-sql/pglite';
import type { Row } from './database.ts';
import { PgliteLease } from './pglite-lease.ts';
import { DatabaseUnavailableError } from './unavailable.ts';
import type { Watchdog } from './watchdog.ts';

/** What a PGlite needs to be waited for within bounds, in milliseconds. */
export interface PglitePoolOptions {
  acquireTimeout: number;
  /** Longest time that a transaction does nothing; then it is rolled back, and the connection is the next one's. */
  idleTransactionTimeout: number;
  watchdog: Watchdog;
  /** @throws SecondConnectionError where nothing may wait for a connection */
  guard: () => void;
}

interface Waiting {
  take: () => void;
}

/**
 * A PGlite as a pool of one connection, which is used like one of PostgreSQL. PGlite would let others run their
 * statements in the middle of a transaction; here they wait, first come first served, but not without end.
 */
export class PglitePool {
  readonly options = {};
  readonly #pglite: PGlite;
  readonly #limits: PglitePoolOptions;
  readonly #waiting = new Set<Waiting>();
  #holder: PgliteLease | undefined;

  constructor(pglite: PGlite, limits: PglitePoolOptions) {
    this.#pglite = pglite;
    this.#limits = limits;
  }

  /** @throws DatabaseUnavailableError when the connection does not become free in time */
  async connect(): Promise<PgliteLease> {
    this.#limits.guard();
    if (this.#holder === undefined) return this.#take();
    return await new Promise<PgliteLease>((resolve, reject) => {
      const waiting: Waiting = {
        take: () => {
          clearTimeout(timer);
          resolve(this.#take());
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new DatabaseUnavailableError('The only connection of PGlite did not become free', { isBusy: true }));
      }, this.#limits.acquireTimeout);
      this.#waiting.add(waiting);
    });
  }

  /** Runs one statement by itself. */
  async query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const lease = await this.connect();
    try {
      return (await lease.query<Row>(sql, parameters)).rows;
    } finally {
      lease.release();
    }
  }

  /** Runs statements without parameters as one transaction. */
  async execute(sql: string): Promise<void> {
    const lease = await this.connect();
    try {
      await lease.execute(sql);
    } finally {
      lease.release();
    }
  }

  /** The pool is over when PGlite is closed, by whoever opened it. */
  async end(): Promise<void> {
    await Promise.resolve();
  }

  #take(): PgliteLease {
    const { watchdog, idleTransactionTimeout } = this.#limits;
    const lease: PgliteLease = new PgliteLease(this.#pglite, watchdog, idleTransactionTimeout, () => {
      if (this.#holder !== lease) return;
      this.#holder = undefined;
      const [next] = this.#waiting;
      if (next === undefined) return;
      this.#waiting.delete(next);
      next.take();
    });
    this.#holder = lease;
    return lease;
  }
}
