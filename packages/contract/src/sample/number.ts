import { numbersIn, type FlatSchema } from '../views/flatten.ts';
import type { Random } from './random.ts';

/** A number within every bound that the schema states; the nearest that there is where the bounds leave none. */
export function sampleNumber(flat: FlatSchema, isInteger: boolean, random: Random): number {
  const stated = (keyword: string): number[] => numbersIn(flat, keyword);
  const steps = stated('multipleOf');
  const step = steps.reduce(commonMultiple, isInteger ? 1 : 0);
  // Beyond 53 bits a number is not what its digits say: a bound of 64 bits leaves enough on this side.
  const low = withinSafe(Math.max(...stated('minimum'), ...stated('exclusiveMinimum')));
  const high = withinSafe(Math.min(...stated('maximum'), ...stated('exclusiveMaximum')));
  const isOutside = (value: number): boolean =>
    value < low || value > high || [...stated('exclusiveMinimum'), ...stated('exclusiveMaximum')].includes(value);
  const unit = step || 1;
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? Math.min(1, high - 100 * unit) : 1;
  const to = Math.min(high, from + 999 * unit);
  if (step > 0) {
    const first = Math.ceil(from / step);
    const last = Math.floor(to / step);
    const chosen = tidy(random.between(first, Math.max(first, last)) * step);
    return isOutside(chosen) ? tidy((chosen <= low ? first + 1 : last - 1) * step) : chosen;
  }
  const cents = Math.round((from + random.next() * (to - from)) * 100) / 100;
  return isOutside(cents) ? (from + to) / 2 : cents;
}

function withinSafe(bound: number): number {
  if (!Number.isFinite(bound)) return bound;
  return Math.min(Math.max(bound, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** Least number that both steps divide, for steps of few decimals. */
function commonMultiple(one: number, other: number): number {
  if (one === 0) return other;
  for (let factor = 1; factor <= 1000; factor++) {
    const ratio = (one * factor) / other;
    if (Math.abs(ratio - Math.round(ratio)) < 1e-9) return one * factor;
  }
  return one * other;
}

/** Takes off what binary floating point adds: 3 * 0.1 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
