import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { BOUNDS, type Bound, type BoundName } from './bounds.ts';
import { asksSomething, formatsOf } from './formats.ts';
import { keptValues, valuesOf } from './listed-values.ts';
import { NOTHING } from './parts.ts';
import { typesOf, type JsonType } from './types.ts';
import { unionsOf, type Union } from './union.ts';

/**
 * What a conjunction of schemas accepts, however it was written: the normal form that is compared. Subschemas stay lists
 * of schemas that must all hold, and get a shape of their own when they are reached, so that cycles are no trouble.
 */
export interface Shape {
  /** Unique within one contract. */
  id: number;
  parts: readonly SchemaObject[];
  acceptsNothing: boolean;
  /** Types but null; `number` here means fractions, so that `number` as written is `integer` and `number`. */
  types: ReadonlySet<JsonType>;
  /** No type is written: the keywords speak of these types, and accept anything else by the letter. */
  isImplied: boolean;
  /** Null passes everything but the unions. */
  nullable: boolean;
  /** Accepted values but null, by their canonical JSON; none: not limited to a list. */
  values?: ReadonlyMap<string, unknown>;
  formats: readonly string[];
  patterns: readonly string[];
  bounds: ReadonlyMap<BoundName, Bound>;
  multiples: readonly number[];
  uniqueItems: boolean;
  required: ReadonlySet<string>;
  properties: ReadonlyMap<string, readonly Schema[]>;
  patternProperties: ReadonlyMap<string, readonly Schema[]>;
  /** What holds for undeclared properties; empty: anything. */
  additional: readonly Schema[];
  prefixItems: readonly (readonly Schema[])[];
  items: readonly Schema[];
  unions: readonly Union[];
  /** A union that was folded into the types or values. */
  folded?: Union;
  readOnly: boolean;
  writeOnly: boolean;
  deprecated: boolean;
}

let shapes = 0;

/** Builds the shape of parts that must all hold (parts.ts). */
export function shapeOf(contract: Pick<Contract, 'document'>, parts: readonly SchemaObject[]): Shape {
  // Of a schema that has both, those of the same kind are compared, in whichever part they stand.
  const unions = parts
    .flatMap((part) => unionsOf(contract, part))
    .sort(({ keyword: one }, { keyword: other }) => Number(one > other) - Number(one < other));
  const values = valuesOf(parts, unions);
  const { types: written, nullable, isImplied } = typesOf(parts, unions, values);
  const types = withoutFractions(parts, written);
  const folded = unions.find((union) => union.values ?? union.types);
  const accepts = (...names: JsonType[]): boolean => names.some((name) => types.has(name));
  const constraints = {
    types,
    formats: formatsOf(parts, types),
    patterns: accepts('string') ? sorted(parts.map(({ pattern }) => pattern)).filter(asksSomething) : [],
    bounds: new Map(
      BOUNDS.flatMap((definition): [BoundName, Bound][] => {
        const bound = accepts(...definition.types) ? definition.read(parts, types) : undefined;
        return bound ? [[definition.name, bound]] : [];
      }),
    ),
    multiples: accepts('integer', 'number') ? multiplesOf(parts, types) : [],
  };
  const { bounds, ...arrays } = withinLength(arrayOf(parts, accepts('array')), constraints.bounds);
  shapes += 1;
  return {
    id: shapes,
    parts,
    acceptsNothing: parts.includes(NOTHING),
    ...constraints,
    nullable,
    isImplied,
    // A list of nothing but null says what type null says.
    ...(values && !isNullOnly(values) && { values: keptValues(values, constraints) }),
    bounds,
    uniqueItems:
      accepts('array') &&
      (bounds.get('max-items')?.value ?? 2) > 1 &&
      parts.some(({ uniqueItems }) => uniqueItems === true),
    ...objectOf(parts, accepts('object')),
    ...arrays,
    unions: unions.filter((union) => !union.values && !union.types),
    ...(folded && { folded }),
    readOnly: parts.some(({ readOnly }) => readOnly === true),
    writeOnly: parts.some(({ writeOnly }) => writeOnly === true),
    deprecated: parts.some(({ deprecated }) => deprecated === true),
  };
}

function objectOf(parts: readonly SchemaObject[], isObject: boolean) {
  const relevant = isObject ? parts : [];
  return {
    required: new Set(relevant.flatMap(({ required }) => (Array.isArray(required) ? required : []))),
    properties: conjunctions(relevant, 'properties'),
    patternProperties: conjunctions(relevant, 'patternProperties'),
    additional: present(
      relevant.map(({ additionalProperties, unevaluatedProperties }) => additionalProperties ?? unevaluatedProperties),
    ),
  };
}

function arrayOf(parts: readonly SchemaObject[], isArray: boolean) {
  const relevant = isArray ? parts : [];
  const lists = relevant.map(({ prefixItems }) => (Array.isArray(prefixItems) ? (prefixItems as Schema[]) : []));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return {
    items: present(relevant.map(({ items }) => items)),
    prefixItems: Array.from({ length: longest }, (_, index) =>
      relevant.flatMap(({ items }, part) => present([lists[part]?.[index] ?? items])),
    ),
  };
}

type Arrays = Pick<Shape, 'items' | 'prefixItems'>;

/**
 * `items: false` allows as many elements as there are positions, which is what `maxItems` says; elements beyond
 * `maxItems` need no description.
 */
function withinLength({ items, prefixItems }: Arrays, bounds: Shape['bounds']): Arrays & Pick<Shape, 'bounds'> {
  const forbidden = prefixItems.findIndex((schemas) => schemas.includes(false));
  const positions = forbidden >= 0 ? forbidden : items.includes(false) ? prefixItems.length : Number.POSITIVE_INFINITY;
  const most = Math.min(positions, bounds.get('max-items')?.value ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(most)) return { items, prefixItems, bounds };
  return {
    items: most <= prefixItems.length ? [] : items,
    prefixItems: prefixItems.slice(0, most),
    bounds: new Map([...bounds, ['max-items', { value: most, exclusive: false }]]),
  };
}

/** Every named subschema with all that must hold for it, in the order of first mention. */
function conjunctions(parts: readonly SchemaObject[], keyword: 'properties' | 'patternProperties') {
  const all = new Map<string, Schema[]>();
  for (const part of parts) {
    for (const [name, schema] of Object.entries((part[keyword] ?? {}) as Record<string, Schema>)) {
      all.set(name, [...(all.get(name) ?? []), schema]);
    }
  }
  return all;
}

function isNullOnly(values: ReadonlyMap<string, unknown>): boolean {
  return values.size === 1 && values.has('null');
}

/** Multiples of a whole number are whole numbers. */
function withoutFractions(parts: readonly SchemaObject[], types: ReadonlySet<JsonType>): ReadonlySet<JsonType> {
  const isWhole = parts.some(({ multipleOf }) => Number.isInteger(multipleOf) && multipleOf !== 0);
  return isWhole && types.has('number') ? new Set([...types].filter((type) => type !== 'number')) : types;
}

function multiplesOf(parts: readonly SchemaObject[], types: ReadonlySet<JsonType>): number[] {
  const written = parts.flatMap(({ multipleOf }) => (typeof multipleOf === 'number' ? [multipleOf] : []));
  const isWhole = !types.has('number');
  return [...new Set(written)].filter((multiple) => !isWhole || multiple !== 1).sort((a, b) => a - b);
}

function sorted(texts: readonly unknown[]): string[] {
  return [...new Set(texts.filter((text) => typeof text === 'string'))].sort();
}

function present(schemas: readonly unknown[]): Schema[] {
  return schemas.filter((schema) => schema !== undefined && schema !== true && !isEmpty(schema)) as Schema[];
}

function isEmpty(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0;
}
