import type { SchemaObject } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import type { JsonType } from './types.ts';

/** Names as they stand in rule ids: `request-property-max-length-decreased`. */
export type BoundName =
  'max' | 'min' | 'max-length' | 'min-length' | 'max-items' | 'min-items' | 'max-properties' | 'min-properties';

export interface Bound {
  value: number;
  /** The bound itself is not accepted. */
  exclusive: boolean;
}

export interface BoundDefinition {
  name: BoundName;
  keyword: string;
  /** An upper bound: lowering it accepts less. */
  isUpper: boolean;
  types: readonly JsonType[];
  /** The values that a tighter bound keeps out. */
  values: string;
  /** The tightest bound of parts that must all hold; none where nothing is bounded. */
  read(parts: readonly SchemaObject[], types: ReadonlySet<JsonType>): Bound | undefined;
  /** What of a value is bounded: a number itself, or how long or large something is; none for other types. */
  sizeOf(value: unknown): number | undefined;
}

export const BOUNDS: readonly BoundDefinition[] = [
  number('max', 'maximum', 'exclusiveMaximum', true, 'larger numbers'),
  number('min', 'minimum', 'exclusiveMinimum', false, 'smaller numbers'),
  size('max-length', 'maxLength', true, 'string', 'longer strings'),
  size('min-length', 'minLength', false, 'string', 'shorter strings'),
  size('max-items', 'maxItems', true, 'array', 'more items'),
  size('min-items', 'minItems', false, 'array', 'fewer items'),
  size('max-properties', 'maxProperties', true, 'object', 'more properties'),
  size('min-properties', 'minProperties', false, 'object', 'fewer properties'),
];

function number(
  name: BoundName,
  keyword: string,
  exclusiveKeyword: string,
  isUpper: boolean,
  values: string,
): BoundDefinition {
  return {
    name,
    keyword,
    isUpper,
    values,
    types: ['integer', 'number'],
    sizeOf: (value) => (typeof value === 'number' ? value : undefined),
    read(parts, types) {
      const bounds = parts.flatMap((part) => [...read(part[keyword], false), ...read(part[exclusiveKeyword], true)]);
      const tightest = tightestOf(bounds, isUpper);
      return tightest && !types.has('number') ? whole(tightest, isUpper) : tightest;
    },
  };
}

const SIZES = {
  string: (value: unknown) => (typeof value === 'string' ? Array.from(value).length : undefined),
  array: (value: unknown) => (Array.isArray(value) ? value.length : undefined),
  object: (value: unknown) => (isMembers(value) ? Object.keys(value).length : undefined),
};

function size(
  name: BoundName,
  keyword: string,
  isUpper: boolean,
  type: keyof typeof SIZES,
  values: string,
): BoundDefinition {
  return {
    name,
    keyword,
    isUpper,
    values,
    types: [type],
    sizeOf: (value) => SIZES[type](value),
    read(parts) {
      const tightest = tightestOf(
        parts.flatMap((part) => read(part[keyword], false)),
        isUpper,
      );
      // At least none is what holds anyway.
      return !isUpper && tightest?.value === 0 ? undefined : tightest;
    },
  };
}

function read(value: unknown, exclusive: boolean): Bound[] {
  return typeof value === 'number' ? [{ value, exclusive }] : [];
}

function tightestOf([first, ...others]: readonly Bound[], isUpper: boolean): Bound | undefined {
  if (!first) return undefined;
  return others.reduce((tightest, bound) => (isTighter(bound, tightest, isUpper) ? bound : tightest), first);
}

/** True when the bound accepts less than the other. */
export function isTighter(bound: Bound, other: Bound, isUpper: boolean): boolean {
  if (bound.value === other.value) return bound.exclusive && !other.exclusive;
  return isUpper ? bound.value < other.value : bound.value > other.value;
}

/** True when a size, or a number, keeps to the bound. */
export function isWithinBound(size: number, { value, exclusive }: Bound, isUpper: boolean): boolean {
  if (size === value) return !exclusive;
  return isUpper ? size < value : size > value;
}

/** Among whole numbers, less than 10 is at most 9. */
function whole({ value, exclusive }: Bound, isUpper: boolean): Bound {
  const nearest = isUpper ? Math.floor(value) : Math.ceil(value);
  if (nearest !== value || !exclusive) return { value: nearest, exclusive: false };
  return { value: isUpper ? value - 1 : value + 1, exclusive: false };
}

/** `100`, or `below 100` for a bound that is not accepted itself. */
export function shownBound(bound: Bound | undefined, isUpper: boolean): string {
  if (!bound) return 'none';
  return bound.exclusive ? `${isUpper ? 'below' : 'above'} ${bound.value}` : String(bound.value);
}
