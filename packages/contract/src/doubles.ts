import { getOwn } from './json.ts';
/** Exact numbers (exact-numbers.ts) as validators take them, which know doubles only. */

/**
 * A copy for checks that know doubles only: each `bigint` is the nearest double. The value itself where it holds none.
 */
export function withDoubles(value: unknown): unknown {
  return holdsBigInt(value) ? copyWithDoubles(value) : value;
}

/** Looks before anything is copied: hardly any value holds one, and some are large. */
function holdsBigInt(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return false;
  if (Array.isArray(value)) return value.some(holdsBigInt);
  for (const name in value) if (holdsBigInt(getOwn(value, name))) return true;
  return false;
}

function copyWithDoubles(value: unknown): unknown {
  if (typeof value === 'bigint') return comparableDouble(value);
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) {
    const copy = value.map(copyWithDoubles);
    if (value.some((each) => typeof each === 'bigint')) separate(value, copy);
    return copy.some((each, index) => each !== value[index]) ? copy : value;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy = Object.entries(value).map(([name, member]) => [name, copyWithDoubles(member), member] as const);
  if (copy.every(([, double, member]) => Object.is(double, member))) return value;
  return Object.fromEntries(copy);
}

/** Makes the doubles of different numbers in one array differ, for `uniqueItems`; towards zero, so that limits hold. */
function separate(exact: readonly unknown[], doubles: unknown[]): void {
  const taken = new Map<unknown, unknown>();
  const steps = new Map<number, number>();
  const known = new Map<bigint, number>();
  exact.forEach((value, index) => {
    if (typeof value !== 'bigint') {
      taken.set(value, value);
      return;
    }
    const nearest = doubles[index] as number;
    let double = known.get(value) ?? nearest;
    let step = steps.get(nearest) ?? 0;
    while (taken.has(double) && taken.get(double) !== value) {
      step += 1;
      double = nearest * (1 - step * Number.EPSILON);
    }
    steps.set(nearest, step);
    known.set(value, double);
    taken.set(double, value);
    doubles[index] = double;
  });
}

/** Limits of 64 bits, which doubles round to the next power of two. */
const LIMITS = [2n ** 63n, 2n ** 64n];

/**
 * The nearest double, but beyond a limit of 64 bits one that is beyond it too: 9223372036854775808 is no int64, and its
 * double is the one that 9223372036854775807 has.
 */
function comparableDouble(value: bigint): number {
  const double = Number(value);
  for (const limit of LIMITS) {
    const isRounded = Math.abs(double) === Number(limit);
    if (isRounded && (value >= limit || value < -limit)) return double * (1 + Number.EPSILON);
  }
  return double;
}

/**
 * Number formats by range alone. Whether a value is whole is for `type: integer` to say: contracts write
 * `type: number` with `format: int32`, and mean any number.
 */
export const NUMBER_FORMATS = {
  int32: { type: 'number', validate: (value: number) => value >= -(2 ** 31) && value <= 2 ** 31 - 1 },
  int64: { type: 'number', validate: (value: number) => value >= -(2 ** 63) && value <= 2 ** 63 },
} as const;
