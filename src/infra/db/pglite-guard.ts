import type { PGlite } from '@electric-sql/pglite';
import { DatabaseUnavailableError } from './unavailable.ts';

/** A PGlite that may have ended within this process. */
export interface GuardedPglite {
  /** Why PostgreSQL gave up; `undefined` while it runs. */
  readonly ended: DatabaseUnavailableError | undefined;
}

/**
 * Makes a PGlite refuse every statement once the PostgreSQL in it has given up: after a PANIC (the disk is full while
 * the log is written) or a trap of WebAssembly
 * (a `RuntimeError`). A server would end there. Here its locks stay held, and the next
 * statement would wait for them without end and without ever giving the thread back.
 */
export function guardPglite(pglite: PGlite): GuardedPglite {
  let ended: DatabaseUnavailableError | undefined;
  const guarded =
    <Arguments extends unknown[], Result>(run: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      if (ended !== undefined) throw ended;
      try {
        return await run(...given);
      } catch (error) {
        if (isTheEnd(error)) ended = endOf(error);
        throw ended ?? error;
      }
    };
  // Every way to run a statement (query, exec, transactions) goes through these two.
  pglite.execProtocol = guarded(pglite.execProtocol.bind(pglite));
  pglite.execProtocolStream = guarded(pglite.execProtocolStream.bind(pglite));
  return {
    get ended() {
      return ended;
    },
  };
}

function isTheEnd(error: unknown): boolean {
  const { name, severity } = error as { name?: unknown; severity?: unknown };
  return name === 'RuntimeError' || severity === 'PANIC' || severity === 'FATAL';
}

function endOf(cause: unknown): DatabaseUnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseUnavailableError(
    `The database in this process has ended (${reason}). Make sure that its disk has room, then start again.`,
    { cause },
  );
}
