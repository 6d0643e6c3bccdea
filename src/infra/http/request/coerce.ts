import type { Contract, Schema } from '@plumbline/contract/contract';
import { exactNumber, parseExactJson } from '@plumbline/contract/exact-numbers';
import { resolve } from '@plumbline/contract/schema';

const ALL_TYPES: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'boolean', 'null', 'array', 'object']);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** JSON types that a schema may accept, so that text from a URL or a form can be read as what it means. */
export function acceptedTypes(contract: Contract, schema: Schema, depth = 0): ReadonlySet<string> {
  if (depth > 8) return ALL_TYPES;
  const { type, const: constant, enum: values, allOf, anyOf, oneOf, properties } = resolve(contract, schema);
  const next = (part: Schema) => acceptedTypes(contract, part, depth + 1);
  let types = ALL_TYPES;
  const narrow = (others: ReadonlySet<string>) => {
    const both = types.intersection(others);
    if (types.has('number') && others.has('integer')) both.add('integer');
    types = both;
  };
  if (type !== undefined) narrow(new Set(typeof type === 'string' ? [type] : type));
  else if (properties !== undefined) narrow(new Set(['object']));
  if (constant !== undefined) narrow(new Set([typeOf(constant)]));
  if (values !== undefined) narrow(new Set(values.map(typeOf)));
  for (const part of allOf ?? []) narrow(next(part));
  for (const parts of [anyOf, oneOf]) {
    if (parts === undefined || parts.length === 0) continue;
    narrow(parts.map(next).reduce((all, some) => all.union(some)));
  }
  return types;
}

/** A single text may be a value of these types: it need not be an element or a member of one. */
export function isScalar(types: ReadonlySet<string>): boolean {
  return types.has('string') || types.has('integer') || types.has('number') || types.has('boolean');
}

/**
 * Reads text as the type that its schema asks for. Text that does not read so stays text, which validation then
 * names as the problem it is.
 */
export function coerceText(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('integer') || types.has('number')) {
    const number = NUMBER.test(text) ? exactNumber(text) : undefined;
    // Where text is accepted too, a number that would be written otherwise stays text.
    if (number !== undefined && !(types.has('string') && String(number) !== text)) return number;
  }
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && (text === 'null' || (text === '' && !types.has('string')))) return null;
  return text;
}

/** The value that JSON text stands for; the text itself where it is none. */
export function jsonOr(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return text;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
