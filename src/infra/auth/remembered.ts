/** Tokens remembered at once; the oldest goes first. */
const MOST = 10_000;

/** What a token was found to say, and until when that may be taken as found, in milliseconds since 1970. */
export interface Found<Value> {
  value: Value;
  until: number;
}

/**
 * Remembers what tokens say: checking a signature costs more than all the rest of a read. Only what does not change
 * may be remembered; whether a session lives or an account is suspended is asked elsewhere, every time.
 *
 * @param check finds out what a token says; `undefined` for one that is wrong, which is not remembered
 */
export function remembered<Value>(
  check: (token: string) => Promise<Found<Value> | undefined>,
  clock: () => Date,
): (token: string) => Promise<Value | undefined> {
  const kept = new Map<string, Found<Value>>();
  return async (token) => {
    const known = kept.get(token);
    if (known !== undefined && known.until > clock().getTime()) return known.value;
    kept.delete(token);
    const found = await check(token);
    if (found === undefined || found.until <= clock().getTime()) return undefined;
    kept.set(token, found);
    // A Map keeps the order of insertion.
    if (kept.size > MOST) for (const [oldest] of kept.entries().take(1)) kept.delete(oldest);
    return found.value;
  };
}
