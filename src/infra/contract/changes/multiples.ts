/** Exact for decimals too: 0.1 divides 0.3. */
export function divides(divisor: number, multiple: number): boolean {
  const times = multiple / divisor;
  return Math.abs(times - Math.round(times)) < 1e-9;
}
