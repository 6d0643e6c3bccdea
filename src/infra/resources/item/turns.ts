/** Lets those who ask for the same thing have it one after the other. */
export type TakeTurns = <Result>(thing: string, work: () => Promise<Result>) => Promise<Result>;

export function turnTaker(): TakeTurns {
  const last = new Map<string, Promise<unknown>>();
  return async (thing, work) => {
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
