import { currentTransaction } from '../../db/current-transaction.ts';

/**
 * Lets those who ask for the same thing have it one after the other. A transaction takes no turns: whoever it would wait
 * for may wait for a row that it has changed.
 */
export type TakeTurns = <Result>(thing: string, work: () => Promise<Result>) => Promise<Result>;

export function turnTaker(): TakeTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (thing, work) => {
    if (currentTransaction() !== undefined) return await work();
    const before = last.get(thing) ?? Promise.resolve();
    // Whoever was before fails or succeeds for itself.
    const own = before.then(work, work);
    last.set(thing, own);
    try {
      return await own;
    } finally {
      if (last.get(thing) === own) last.delete(thing);
    }
  };
}
