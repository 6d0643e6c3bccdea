/** A clock that stands still until it is told to go on. */
export function frozenClock(start = '2026-11-21T10:00:00Z') {
  let now = new Date(start);
  return {
    now: () => now,
    advance(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
}
