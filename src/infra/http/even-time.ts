import { setTimeout as sleep } from 'node:timers/promises';

/** More than a unit of work takes, so that nearly every one ends on the first tick. */
const TICK_MS = 50;

/**
 * Does work whose duration would tell what it found, such as whether an address is known: whatever comes of it, a result
 * or a refusal, comes on the next tick after it began.
 */
export async function inEvenTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const ticks = Math.ceil((performance.now() - began) / TICK_MS);
    await until(began + ticks * TICK_MS);
  }
}

/** Timers count from the turn of the event loop that sets them, in whole milliseconds: they may end a little early. */
async function until(moment: number): Promise<void> {
  for (let left = moment - performance.now(); left > 0; left = moment - performance.now()) await sleep(Math.ceil(left));
}
