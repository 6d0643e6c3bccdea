import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { refuseUnknownTransaction } from './current-transaction.ts';
import { DatabaseUnavailableError } from './unavailable.ts';
import type { Watchdog } from './watchdog.ts';

/** The connection of a PGlite, from when it is taken until it is given back. */
export class PgliteLease implements PostgresPoolClient {
  readonly #pglite: PGlite;
  readonly #watchdog: Watchdog;
  readonly #idleTimeout: number;
  readonly #free: () => void;
  #idleTimer: NodeJS.Timeout | undefined;
  #running = 0;
  #isInTransaction = false;
  #state: 'held' | 'revoked' | 'released' = 'held';

  constructor(pglite: PGlite, watchdog: Watchdog, idleTimeout: number, free: () => void) {
    this.#pglite = pglite;
    this.#watchdog = watchdog;
    this.#idleTimeout = idleTimeout;
    this.#free = free;
    watchdog.progress(this);
  }

  query<Result>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Result>>;
  query(cursor: never): never;
  async query<Result>(sql: string, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<Result>> {
    if (this.#state === 'revoked' && sql === 'rollback') return { command: 'SELECT', rowCount: 0, rows: [] };
    refuseUnknownTransaction(sql);
    const { rows, affectedRows } = await this.#run(() => this.#pglite.query<Result>(sql, [...parameters]));
    if (/^(begin|start transaction)/.test(sql)) this.#isInTransaction = true;
    // As Kysely reads it: a command that changes rows says how many.
    return { command: affectedRows === undefined ? 'SELECT' : 'UPDATE', rowCount: affectedRows ?? 0, rows };
  }

  async execute(sql: string): Promise<void> {
    await this.#run(async () => {
      // `exec` runs statement by statement; PostgreSQL makes one transaction of a batch.
      await this.#pglite.exec(`begin; ${sql}; commit`).catch(async (error: unknown) => {
        await this.#pglite.exec('rollback');
        throw error;
      });
    });
  }

  release(): void {
    clearTimeout(this.#idleTimer);
    this.#watchdog.release(this);
    this.#state = 'released';
    this.#free();
  }

  async #run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#state !== 'held') {
      const isBusy = this.#state === 'revoked';
      throw new DatabaseUnavailableError('The transaction did nothing for too long, and was rolled back', { isBusy });
    }
    clearTimeout(this.#idleTimer);
    this.#watchdog.progress(this);
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#waitForNext();
    }
  }

  #waitForNext(): void {
    if (this.#state !== 'held') return;
    this.#idleTimer = setTimeout(() => {
      this.#state = 'revoked';
      const undone = this.#isInTransaction ? this.#pglite.exec('rollback') : Promise.resolve();
      // What has ended (pglite-guard.ts) says so to whoever asks next.
      void Promise.resolve(undone)
        .catch(() => undefined)
        .then(() => {
          this.#watchdog.release(this);
          this.#free();
        });
    }, this.#idleTimeout).unref();
  }
}
