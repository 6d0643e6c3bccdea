import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { SchemaObject } from '@plumbline/contract/contract';
import { BOUNDS, isWithinBound, type BoundName, type Bound } from './bounds.ts';
import { canonical } from './json-value.ts';
import { divides } from './multiples.ts';
import type { JsonType } from './types.ts';
import { typesOfValue } from './types.ts';
import type { Union } from './union.ts';

/** What a shape asks of a value beside its list of values, its unions and its members. */
export interface Constraints {
  types: ReadonlySet<JsonType>;
  formats: readonly string[];
  patterns: readonly string[];
  bounds: ReadonlyMap<BoundName, Bound>;
  multiples: readonly number[];
}

/** Largest range of whole numbers that is compared with a list value by value. */
const LARGEST_RANGE = 1000;

/** Values that every enum and const (and every union of nothing but those) lists; none where there is no list. */
export function valuesOf(parts: readonly SchemaObject[], unions: readonly Union[]): Map<string, unknown> | undefined {
  const lists = [
    ...parts.flatMap((part) => ('const' in part ? [[part.const]] : [])),
    ...parts.flatMap((part) => (Array.isArray(part.enum) && part.enum.length > 0 ? [part.enum] : [])),
    ...unions.flatMap(({ values }) => (values ? [values] : [])),
  ].map((list) => new Map(list.map((value) => [canonical(value), value])));
  const [first, ...others] = lists;
  return first && new Map([...first].filter(([key]) => others.every((other) => other.has(key))));
}

/** Of the listed values but null, those that keep to what else is asked; all of a list that was mistyped. */
export function keptValues(values: ReadonlyMap<string, unknown>, constraints: Constraints): Map<string, unknown> {
  const listed = [...values].filter(([, value]) => value !== null);
  const isMistyped = !listed.some(([, value]) => typesOfValue(value).every((type) => constraints.types.has(type)));
  return new Map(isMistyped ? listed : listed.filter(([, value]) => fits(value, constraints)));
}

/** Whether a value keeps to the type, bounds, patterns, formats and multiples of a shape. */
export function fits(value: unknown, { types, formats, patterns, bounds, multiples }: Constraints): boolean {
  if (!typesOfValue(value).every((type) => types.has(type))) return false;
  const isInside = BOUNDS.every((definition) => {
    const bound = bounds.get(definition.name);
    const size = bound && definition.sizeOf(value);
    return bound === undefined || size === undefined || isWithinBound(size, bound, definition.isUpper);
  });
  if (!isInside) return false;
  if (typeof value === 'number') return multiples.every((multiple) => divides(multiple, value));
  if (typeof value !== 'string') return true;
  return patterns.every((pattern) => matches(pattern, value)) && formats.every((format) => hasFormat(format, value));
}

/** The values that types and bounds leave, where they are few: both booleans, or a range of whole numbers. */
export function finiteValues(shape: Constraints): ReadonlyMap<string, unknown> | undefined {
  const [type, ...others] = shape.types;
  if (others.length > 0) return undefined;
  if (type === 'boolean') return asMap([false, true]);
  const [min, max] = [shape.bounds.get('min'), shape.bounds.get('max')];
  if (type !== 'integer' || !min || !max || max.value - min.value > LARGEST_RANGE) return undefined;
  const length = Math.max(0, max.value - min.value + 1);
  return asMap(Array.from({ length }, (_, index) => min.value + index).filter((value) => fits(value, shape)));
}

function asMap(values: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(values.map((value) => [JSON.stringify(value), value]));
}

/** True also of a pattern that cannot be read: nothing can be told by it. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

/** True also of a format that is only a remark. */
function hasFormat(name: string, text: string): boolean {
  const format = Object.hasOwn(fullFormats, name) ? fullFormats[name as keyof typeof fullFormats] : undefined;
  if (format instanceof RegExp) return format.test(text);
  if (typeof format === 'function') return format(text);
  if (typeof format === 'object' && 'validate' in format && typeof format.validate === 'function') {
    return (format.validate as (text: string) => boolean)(text);
  }
  return true;
}
