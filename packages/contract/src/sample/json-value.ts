import { getOwn } from '../json.ts';
export type JsonType = 'null' | 'boolean' | 'object' | 'array' | 'integer' | 'number' | 'string';

/** The JSON type of a value, `integer` for whole numbers. */
export function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as JsonType;
  return 'object';
}

/** Whether a list of values, as `enum` has it, holds the value. */
export function isListed(values: readonly unknown[], value: unknown): boolean {
  return values.some((one) => isEqual(one, value));
}

/** Equality of JSON values, whatever the order of members. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) &&
        isEqual(getOwn(one as Record<string, unknown>, name), getOwn(other as Record<string, unknown>, name)),
    )
  );
}

/** The value at a JSON pointer; `undefined` where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const token of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = getOwn(found, token.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return found;
}
