import { setTimeout } from 'node:timers/promises';
import { causesOf } from './unavailable.ts';

/** SQLSTATE `serialization_failure` and `deadlock_detected`: PostgreSQL undid the transaction, to be tried again. */
const UNDONE = new Set(['40001', '40P01']);
const ATTEMPTS = 5;
/** Longest wait before the second attempt; it doubles each time, and by chance is shorter: two do not meet again. */
const WAIT_MS = 20;

/**
 * Runs a whole unit of work, and again where the database undid it because it and another waited for each other.
 *
 * @param work starts from nothing each time
 * @throws whatever the work throws; the last such error after five attempts
 */
export async function againWhenUndone<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !wasUndone(error)) throw error;
      await setTimeout(Math.random() * WAIT_MS * 2 ** attempt);
    }
  }
}

function wasUndone(error: unknown): boolean {
  for (const { code } of causesOf(error)) if (UNDONE.has(code)) return true;
  return false;
}
