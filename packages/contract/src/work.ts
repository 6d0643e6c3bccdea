import { getOwn } from './json.ts';
/**
 * A value that cannot be checked in the time that one request may take: nothing is known of whether it is valid, and so
 * it is not accepted.
 */
export class TooMuchWorkError extends Error {
  constructor(options?: ErrorOptions) {
    super('The value takes more work to check than a request may cause', options);
    this.name = 'TooMuchWorkError';
  }
}

/** Time that one check may spend on what can only be bounded, in milliseconds. */
const MOST_MS = 150;
/** Named schemas that one check may enter, and how many more for each value that it is about. */
const MOST_STEPS = 20_000;
const STEPS_PER_VALUE = 4;
/** The same where every problem is collected, which takes longer with each that there is. */
const MOST_THOROUGH_STEPS = 2000;

interface Work {
  value: unknown;
  spent: number;
  steps: number;
  /** Steps that are too many; worked out when there are so many that it matters. */
  limit: number;
}

/** The check that is running; outside of one, a contract is looked at, and nothing is counted. */
let work: Work | undefined;

function begin(value: unknown): Work {
  return { value, spent: 0, steps: 0, limit: MOST_STEPS };
}

/**
 * Collects every problem of a wrong value, as far as that is possible.
 *
 * @param first what to report where it is not
 */
export function withLittleWork<Result>(first: Result, collect: () => Result): Result {
  const outer = work;
  work = { ...begin(undefined), limit: MOST_THOROUGH_STEPS };
  try {
    return collect();
  } catch (error) {
    if (error instanceof TooMuchWorkError) return first;
    throw error;
  } finally {
    work = outer;
  }
}

/** Runs one check, which is synchronous, with the work counted that it causes. @throws TooMuchWorkError */
export function withBoundedWork<Result>(value: unknown, check: () => Result): Result {
  const outer = work;
  work = begin(value);
  try {
    return check();
  } finally {
    work = outer;
  }
}

/** Counts time that was spent on something that has no bound of its own. @throws TooMuchWorkError */
export function addWork(ms: number): void {
  if (work === undefined) return;
  work.spent += ms;
  if (work.spent > MOST_MS) throw new TooMuchWorkError();
}

/**
 * Counts one schema entered. Alternatives that all look into the same member double the work with every level of a
 * value: thirty levels would keep a thread busy for a day.
 *
 * @throws TooMuchWorkError
 */
export function addStep(): void {
  if (work === undefined) return;
  work.steps += 1;
  if (work.steps <= work.limit) return;
  if (work.limit === MOST_STEPS) work.limit += STEPS_PER_VALUE * countValues(work.value, Infinity);
  if (work.steps > work.limit) throw new TooMuchWorkError();
}

/** How many values there are in a value, itself included; counting ends at the limit. */
export function countValues(value: unknown, limit: number): number {
  let count = 0;
  const waiting = [value];
  while (waiting.length > 0 && count < limit) {
    const next = waiting.pop();
    count += 1;
    if (typeof next !== 'object' || next === null || Buffer.isBuffer(next)) continue;
    for (const name of Object.keys(next)) {
      // Those that wait count as well: a large list is not gone through to find that it is large.
      if (count + waiting.length >= limit) return limit;
      waiting.push(getOwn(next, name));
    }
  }
  return count;
}
