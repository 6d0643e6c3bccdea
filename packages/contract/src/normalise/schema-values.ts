import { isDeepStrictEqual } from 'node:util';
import { heal, type Draft } from '../draft.ts';
import { isMembers, type Members } from '../json.ts';
import { fitsBounds } from './default-fits.ts';

/** Mends `enum`: an empty one forbids every value, doubles are invalid, values of another type can never be sent. */
export function healEnum(draft: Draft, schema: Members, pointer: string): void {
  if (!('enum' in schema)) return;
  const at = `${pointer}/enum`;
  if (!Array.isArray(schema.enum)) {
    schema.enum = [schema.enum];
    heal(draft, 'enum-not-a-list', at, '`enum` must be a list; it is taken for a list of one.');
  }
  const values = schema.enum as unknown[];
  if (values.length === 0) {
    delete schema.enum;
    heal(draft, 'empty-enum', at, 'An empty `enum` allows nothing at all; it was dropped.');
    return;
  }
  const typed = values.map((value) => converted(value, schema.type));
  const distinct = [...new Map(typed.map((value) => [JSON.stringify(value), value])).values()];
  if (distinct.length < values.length)
    heal(draft, 'duplicate-enum-value', at, 'A value stands in `enum` more than once.');
  if (typed.some((value, index) => value !== values[index])) {
    heal(
      draft,
      'enum-of-another-type',
      at,
      `Values of \`enum\` are not of type ${JSON.stringify(schema.type)}; they were converted.`,
    );
  }
  if (distinct.length < values.length || typed.some((value, index) => value !== values[index])) schema.enum = distinct;
  healEnumOfNoType(draft, schema, distinct, at);
}

/** A type that none of the values has allows none of them: the values say what is meant. */
function healEnumOfNoType(draft: Draft, schema: Members, values: readonly unknown[], at: string): void {
  const { type } = schema;
  if (type === undefined) return;
  const types = Array.isArray(type) ? type : [type];
  if (values.some((value) => types.some((one) => isOfType(value, one)))) return;
  delete schema.type;
  const message = `No value of \`enum\` is of type ${JSON.stringify(type)}; the values hold, and the type was dropped.`;
  heal(draft, 'enum-of-no-type', at, message);
}

/**
 * Mends `default`: one of another type would make the server refuse requests that leave the value out, since defaults
 * are filled in before validation.
 */
export function healDefault(draft: Draft, schema: Members, pointer: string): void {
  if (!('default' in schema) || schema.type === undefined) return;
  const value = converted(schema.default, schema.type);
  if (value !== schema.default) {
    schema.default = value;
    heal(
      draft,
      'default-of-another-type',
      `${pointer}/default`,
      `The default is not of type ${JSON.stringify(schema.type)}; it was converted.`,
    );
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const isOneOf = !Array.isArray(schema.enum) || schema.enum.some((allowed) => isDeepStrictEqual(allowed, value));
  if (types.some((type) => isOfType(value, type)) && isOneOf && fitsBounds(schema, value)) return;
  delete schema.default;
  heal(
    draft,
    'contradicting-default',
    `${pointer}/default`,
    `The default ${JSON.stringify(value)} is not allowed by its own schema; it was dropped.`,
  );
}

/** A scalar written as another scalar type, `"10"` for 10, `true` for `"true"`; other values as they are. */
function converted(value: unknown, type: unknown): unknown {
  if (type === 'string') return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (type !== 'integer' && type !== 'number') return value;
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? value : number;
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMembers(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
