import { OverloadedError } from '../overloaded-error.ts';

/** Runs work when fewer than the limit of others run; those that wait begin in their order. */
export type Limited = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * @param most works that run at a time
 * @param mostWaiting works that wait; one more is refused with an OverloadedError
 */
export function limitConcurrency(most: number, mostWaiting: number): Limited {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) {
      if (waiting.length >= mostWaiting) throw new OverloadedError(`${mostWaiting} works wait already`);
      // Whoever ends hands on the place: `running` stays as it is.
      await new Promise<void>((begin) => waiting.push(begin));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
