import type { SchemaObject } from '../contract.ts';
import type { Union } from './union.ts';

/** JSON types but null. `integer` are whole numbers, `number` all others. */
export type JsonType = 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const ALL: readonly JsonType[] = ['boolean', 'integer', 'number', 'string', 'array', 'object'];

/** Keywords that speak of one type: schemas that have them and no `type` mean that type. */
const IMPLIED: readonly (readonly [keyword: string, type: JsonType])[] = [
  ['properties', 'object'],
  ['additionalProperties', 'object'],
  ['items', 'array'],
  ['prefixItems', 'array'],
];

/** Types that pass every part, and whether null passes them all. */
export function typesOf(
  parts: readonly SchemaObject[],
  unions: readonly Union[],
  values: ReadonlyMap<string, unknown> | undefined,
): { types: ReadonlySet<JsonType>; nullable: boolean } {
  const lists = [
    ...parts.flatMap(({ type }) => (type === undefined ? [] : [[type].flat()])),
    ...unions.flatMap(({ types }) => (types ? [types] : [])),
  ].map(expanded);
  const isListed = values?.has('null') ?? true;
  if (lists.length > 0) {
    const [first, ...others] = lists;
    const types = new Set([...(first ?? [])].filter((type) => others.every((other) => other.has(type))));
    return { types: listed(withoutNull(types), values), nullable: types.has('null') && isListed };
  }
  if (values) return { types: new Set([...values.values()].flatMap(typesOfValue)), nullable: isListed };
  const implied = IMPLIED.filter(([keyword]) => parts.some((part) => part[keyword] !== undefined));
  if (implied.length === 0) return { types: new Set(ALL), nullable: true };
  return { types: new Set(implied.map(([, type]) => type)), nullable: unions.some(({ nullable }) => nullable) };
}

/** Of the types that are allowed, those that a listed value has; all where none fits, as in a list that was mistyped. */
function listed(types: ReadonlySet<JsonType>, values: ReadonlyMap<string, unknown> | undefined): ReadonlySet<JsonType> {
  const have = new Set([...(values?.values() ?? [])].flatMap(typesOfValue));
  const fitting = [...types].filter((type) => have.has(type));
  return fitting.length > 0 ? new Set(fitting) : types;
}

function expanded(types: readonly string[]): Set<string> {
  return new Set(types.includes('number') ? [...types, 'integer'] : types);
}

function withoutNull(types: ReadonlySet<string>): Set<JsonType> {
  return new Set(ALL.filter((type) => types.has(type)));
}

/** The type of a value; none for null. */
export function typesOfValue(value: unknown): JsonType[] {
  if (value === null) return [];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer'] : ['number'];
  return [typeof value as JsonType];
}

/** Types as a contract would write them: `number` covers integers, everything is `any`. */
export function shownTypes(types: ReadonlySet<JsonType>): string {
  if (types.size === ALL.length) return 'any type';
  const names = [...types].filter((type) => type !== 'integer' || !types.has('number'));
  return names.length === 0 ? 'nothing but null' : names.join(' or ');
}
