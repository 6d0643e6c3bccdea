import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseUnavailableError } from './unavailable.ts';

const storage = new AsyncLocalStorage<{ isOver: boolean }>();

/**
 * Waits for work until a deadline. What still runs afterwards gets nothing more from the database, and commits nothing.
 *
 * @param milliseconds from now; 0: no deadline
 * @throws DatabaseUnavailableError when the deadline comes first
 */
export async function beforeDeadline<Result>(milliseconds: number, work: () => Promise<Result>): Promise<Result> {
  if (milliseconds === 0) return work();
  const deadline = { isOver: false };
  let timer: NodeJS.Timeout | undefined;
  const passing = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      deadline.isOver = true;
      reject(overdue());
    }, milliseconds);
  });
  try {
    return await Promise.race([storage.run(deadline, work), passing]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws DatabaseUnavailableError when the work that asks was given up by whoever waited for it */
export function refuseAfterDeadline(): void {
  if (storage.getStore()?.isOver === true) throw overdue();
}

function overdue(): DatabaseUnavailableError {
  return new DatabaseUnavailableError('The request took longer than REQUEST_TIMEOUT allows', { isBusy: true });
}
