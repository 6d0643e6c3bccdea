/** Exact for decimals too: 0.1 divides 0.3. */
export function divides(divisor: number, multiple: number): boolean {
  const times = multiple / divisor;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** Most decimals that are compared. */
const SCALE = 1e9;

/** What a multiple of all of them is a multiple of: of 4 and 6, of 12; none where they are too large to tell. */
export function leastCommonMultiple(multiples: readonly number[]): number | undefined {
  const whole = multiples.map((multiple) => Math.round(Math.abs(multiple) * SCALE));
  const least = whole.reduce((one, other) => (one / greatestCommonDivisor(one, other)) * other, whole[0] ?? 0);
  return Number.isSafeInteger(least) && least > 0 ? least / SCALE : undefined;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
