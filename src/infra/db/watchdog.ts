import type { DatabaseLogger } from './database.ts';

const TICK_MS = 1000;

/**
 * Watches every connection that is in use. Timeouts end what waits for the database; a connection on which nothing moves for
 * longer than any of them was forgotten by the program, or its server is gone without a word. Neither passes by itself:
 * the process has to be started again.
 */
export class Watchdog {
  readonly #limit: number;
  readonly #logger: Pick<DatabaseLogger, 'warn'> | undefined;
  /** Seconds without progress, by connection: seconds in which the event loop ran, so that a busy one is not taken for a stall. */
  readonly #idle = new Map<object, number>();
  readonly #timer: NodeJS.Timeout;
  #isStalled = false;

  /** @param limit seconds without progress; 0: never stalled */
  constructor(limit: number, logger: Pick<DatabaseLogger, 'warn'> | undefined) {
    this.#limit = limit;
    this.#logger = logger;
    this.#timer = setInterval(() => {
      this.#tick();
    }, TICK_MS).unref();
  }

  /** A connection has been taken, or runs a statement. */
  progress(connection: object): void {
    this.#idle.set(connection, 0);
  }

  /** A connection has been given back. */
  release(connection: object): void {
    this.#idle.delete(connection);
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    let longest = 0;
    for (const [connection, seconds] of this.#idle) {
      this.#idle.set(connection, seconds + 1);
      longest = Math.max(longest, seconds + 1);
    }
    const isStalled = this.#limit > 0 && longest >= this.#limit;
    if (isStalled && !this.#isStalled) {
      this.#logger?.warn(
        `A database connection has made no progress for ${longest} seconds: liveness fails until it does (DATABASE_STALL_TIMEOUT).`,
      );
    }
    this.#isStalled = isStalled;
  }
}
