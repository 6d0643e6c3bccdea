import type { SchemaObject } from '@plumbline/contract/contract';

/** JSON types but null. `integer` are whole numbers, `number` all others. */
export type JsonType = 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

export const ALL_TYPES: readonly JsonType[] = ['boolean', 'integer', 'number', 'string', 'array', 'object'];

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
  unions: readonly { types?: readonly string[]; nullable: boolean }[],
  values: ReadonlyMap<string, unknown> | undefined,
): { types: ReadonlySet<JsonType>; nullable: boolean; isImplied: boolean } {
  const lists = [
    ...parts.flatMap(({ type }) => (type === undefined ? [] : [expandedTypes([type].flat())])),
    ...unions.flatMap(({ types }) => (types ? [new Set(types)] : [])),
  ];
  const isListed = values?.has('null') ?? true;
  if (lists.length > 0) {
    const [first, ...others] = lists;
    const types = new Set([...(first ?? [])].filter((type) => others.every((other) => other.has(type))));
    return { types: listed(withoutNull(types), values), nullable: types.has('null') && isListed, isImplied: false };
  }
  if (values)
    return { types: new Set([...values.values()].flatMap(typesOfValue)), nullable: isListed, isImplied: false };
  const implied = IMPLIED.filter(([keyword]) => parts.some((part) => part[keyword] !== undefined));
  if (implied.length === 0) return { types: new Set(ALL_TYPES), nullable: true, isImplied: false };
  return {
    types: new Set(implied.map(([, type]) => type)),
    nullable: unions.some(({ nullable }) => nullable),
    isImplied: true,
  };
}

/** Of the types that are allowed, those that a listed value has; all where none fits, as in a list that was mistyped. */
function listed(types: ReadonlySet<JsonType>, values: ReadonlyMap<string, unknown> | undefined): ReadonlySet<JsonType> {
  const have = new Set([...(values?.values() ?? [])].flatMap(typesOfValue));
  const fitting = [...types].filter((type) => have.has(type));
  return fitting.length > 0 ? new Set(fitting) : types;
}

/** Types as they are written, where `number` covers integers, as types of which each is a kind of its own. */
export function expandedTypes(types: readonly string[]): Set<string> {
  return new Set(types.includes('number') ? [...types, 'integer'] : types);
}

function withoutNull(types: ReadonlySet<string>): Set<JsonType> {
  return new Set(ALL_TYPES.filter((type) => types.has(type)));
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
  if (types.size === ALL_TYPES.length) return 'any type';
  const names = [...types].filter((type) => type !== 'integer' || !types.has('number'));
  return names.length === 0 ? 'nothing but null' : names.join(' or ');
}
