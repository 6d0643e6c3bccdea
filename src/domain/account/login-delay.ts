/** Wrong passwords that cost nothing: people mistype. */
const FREE_FAILURES = 3;
const FIRST_DELAY_SECONDS = 1;
/** The most that anybody ever waits: an attacker who keeps trying slows the owner down, and cannot lock them out. */
const LONGEST_DELAY_SECONDS = 300;
/** After this long without a wrong password, the count begins anew. */
const FORGIVEN_AFTER_SECONDS = 24 * 3600;

/** What is remembered of wrong passwords for an account. */
export interface LoginFailures {
  readonly count: number;
  readonly lastAt: Date | undefined;
}

export const NO_FAILURES: LoginFailures = { count: 0, lastAt: undefined };

/**
 * Seconds until the next login may be tried: none for the first failures, then 1, 2, 4, ... up to five minutes.
 *
 * @returns 0 when it may be tried now
 */
export function loginDelay(failures: LoginFailures, now: Date): number {
  const { count, lastAt } = failures;
  if (lastAt === undefined || count < FREE_FAILURES) return 0;
  const delay = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** (count - FREE_FAILURES));
  return Math.max(0, Math.ceil(delay - secondsBetween(lastAt, now)));
}

/** The failures after one more; attempts refused for coming too early are not counted, so nobody can prolong a delay. */
export function afterFailure(failures: LoginFailures, now: Date): LoginFailures {
  const isForgiven = failures.lastAt !== undefined && secondsBetween(failures.lastAt, now) > FORGIVEN_AFTER_SECONDS;
  return { count: isForgiven ? 1 : failures.count + 1, lastAt: now };
}

function secondsBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000;
}
