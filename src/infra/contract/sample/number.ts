import type { FlatSchema } from '../lenses/flatten.ts';
import type { Random } from './random.ts';

/** A number within every bound that the schema states; the nearest that there is where the bounds leave none. */
export function sampleNumber(flat: FlatSchema, isInteger: boolean, random: Random): number {
  const stated = (keyword: string): number[] =>
    flat.parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []));
  const steps = stated('multipleOf');
  const step = steps.reduce(
    (all, next) => commonMultiple(all, next),
    isInteger && steps.every(Number.isInteger) ? 1 : 0,
  );
  const wholeStep = isInteger && step > 0 && !Number.isInteger(step) ? wholeMultiple(step) : step;
  const nudge = wholeStep || 0.01;
  const above = Math.max(...stated('minimum'), ...stated('exclusiveMinimum').map((bound) => bound + nudge));
  const below = Math.min(...stated('maximum'), ...stated('exclusiveMaximum').map((bound) => bound - nudge));
  const low = Number.isFinite(above) ? above : Number.isFinite(below) ? Math.min(1, below - 100 * nudge) : 1;
  const high = Math.max(low, Math.min(below, low + 999 * (wholeStep || 1)));
  if (wholeStep > 0) {
    const first = Math.ceil(low / wholeStep);
    const last = Math.max(first, Math.floor(high / wholeStep));
    return tidy(random.between(first, last) * wholeStep);
  }
  const rounded = Math.round((low + random.next() * (high - low)) * 100) / 100;
  if (rounded >= low && rounded <= high) return rounded;
  const exclusive = stated('exclusiveMinimum').length + stated('exclusiveMaximum').length > 0;
  return exclusive ? middle(stated) : (low + Math.min(high, below)) / 2;
}

/** Between bounds that are closer than a hundredth. */
function middle(stated: (keyword: string) => number[]): number {
  const low = Math.max(...stated('minimum'), ...stated('exclusiveMinimum'));
  const high = Math.min(...stated('maximum'), ...stated('exclusiveMaximum'));
  if (!Number.isFinite(high)) return low + Math.max(1, Math.abs(low) * 1e-6);
  return Number.isFinite(low) ? (low + high) / 2 : high - Math.max(1, Math.abs(high) * 1e-6);
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

function wholeMultiple(step: number): number {
  return commonMultiple(step, 1);
}

/** Takes off what binary floating point adds: 3 * 0.1 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(15));
}
