import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';

/** Any number, the same in every instance: `plumb` in ASCII. */
const LOCK = 0x706c756d;

/** Instances that start at once take turns until their transaction ends; `if not exists` alone races. */
export const TAKE_TURNS = `select pg_advisory_xact_lock(${LOCK})`;

/**
 * Builds the indexes that answers can do without, one at a time, while requests are answered between them. What is cut
 * off here is found missing and built on the next start.
 *
 * @param statements each `create index if not exists`
 * @param signal ends the work before the next statement
 * @throws DatabaseUnavailableError, or what PostgreSQL says
 */
export async function buildIndexes(
  database: Pick<Database, 'execute'>,
  statements: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  for (const statement of statements) {
    // In the process itself a statement blocks the event loop: let the requests that wait go first.
    await setImmediate();
    if (signal?.aborted) return;
    await database.execute(`${TAKE_TURNS};\n${statement}`);
  }
}
