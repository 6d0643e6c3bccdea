import type { PGlite } from '@electric-sql/pglite';
import { isBeginningTransaction } from './current-transaction.ts';
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

/** Transactions and statements that change rows are writers; whatever else takes the connection is a reader. */
type Kind = 'reader' | 'writer';

/** What one side may have had more than the other, in milliseconds: a long statement is not made up for without end. */
const MOST_AHEAD_MS = 250;

/**
 * A PGlite as a pool of one connection, which is used like one of PostgreSQL. PGlite would let others run their
 * statements in the middle of a transaction; here they wait, but not without end. Where readers and writers both wait,
 * each side gets the connection for half of the time, first come first served: many long transactions do not hold up
 * short reads, nor the other way round.
 */
export class PglitePool {
  readonly options = {};
  readonly #pglite: PGlite;
  readonly #limits: PglitePoolOptions;
  readonly #waiting: Readonly<Record<Kind, Set<Waiting>>> = { reader: new Set(), writer: new Set() };
  /** Milliseconds that writers had more than readers while both waited; less than zero: that readers had more. */
  #writersAhead = 0;
  #holder: PgliteLease | undefined;

  constructor(pglite: PGlite, limits: PglitePoolOptions) {
    this.#pglite = pglite;
    this.#limits = limits;
  }

  /** @throws DatabaseUnavailableError when the connection does not become free in time */
  async connect(kind: Kind = isBeginningTransaction() ? 'writer' : 'reader'): Promise<PgliteLease> {
    this.#limits.guard();
    if (this.#holder === undefined) return this.#take(kind);
    const all = this.#waiting[kind];
    return await new Promise<PgliteLease>((resolve, reject) => {
      const waiting: Waiting = {
        take: () => {
          clearTimeout(timer);
          resolve(this.#take(kind));
        },
      };
      const timer = setTimeout(() => {
        all.delete(waiting);
        reject(new DatabaseUnavailableError('The only connection of PGlite did not become free', { isBusy: true }));
      }, this.#limits.acquireTimeout);
      all.add(waiting);
    });
  }

  /** Runs one statement by itself. */
  async query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const lease = await this.connect(/^\s*(insert|update|delete)\b/i.test(sql) ? 'writer' : 'reader');
    try {
      return (await lease.query<Row>(sql, parameters)).rows;
    } finally {
      lease.release();
    }
  }

  /** Runs statements without parameters as one transaction. */
  async execute(sql: string): Promise<void> {
    const lease = await this.connect('writer');
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

  #take(kind: Kind): PgliteLease {
    const { watchdog, idleTransactionTimeout } = this.#limits;
    const takenAt = performance.now();
    const lease: PgliteLease = new PgliteLease(this.#pglite, watchdog, idleTransactionTimeout, () => {
      if (this.#holder !== lease) return;
      const milliseconds = performance.now() - takenAt;
      // A statement takes the thread. Between two leases others get it: requests arrive, connections are accepted.
      setImmediate(() => {
        this.#holder = undefined;
        this.#giveToNext(kind, milliseconds);
      });
    });
    this.#holder = lease;
    return lease;
  }

  #giveToNext(before: Kind, milliseconds: number): void {
    const { reader: readers, writer: writers } = this.#waiting;
    const isContended = readers.size > 0 && writers.size > 0;
    const ahead = this.#writersAhead + (before === 'writer' ? milliseconds : -milliseconds);
    this.#writersAhead = isContended ? Math.max(-MOST_AHEAD_MS, Math.min(MOST_AHEAD_MS, ahead)) : 0;
    const mayWrite = writers.size > 0 && (readers.size === 0 || this.#writersAhead <= 0);
    const all = mayWrite ? writers : readers;
    const [next] = all;
    if (next === undefined) return;
    all.delete(next);
    next.take();
  }
}
