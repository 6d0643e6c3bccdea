import type { Schema, SchemaObject } from '../contract.ts';
import { getOwn } from '../json.ts';
import { linearPattern, type Pattern } from '../patterns/linear-pattern.ts';
import { schemaList, schemaMap } from './keywords.ts';
import type { SchemaView } from './view.ts';

/** What one schema object of a composition says about the members of an object. */
export interface MemberRules {
  properties: Map<string, Schema>;
  patterns: { matches: Pattern; schema: Schema }[];
  additional?: Schema;
  unevaluated?: Schema;
}

/**
 * A viewed schema with its `$ref`s followed and its `allOf`s merged: everything that holds of one value at once.
 * Alternatives (`oneOf`, `anyOf`) and conditions stay as they are, since which of them hold depends on the value.
 */
export interface FlatSchema {
  /** JSON types allowed; none: all. */
  types?: ReadonlySet<string>;
  /** Values allowed by `enum` and `const`; none: all. */
  values?: readonly unknown[];
  /** Schema objects merged, for the keywords that several may state: bounds, patterns, items, `not`, conditions. */
  parts: readonly SchemaObject[];
  rules: readonly MemberRules[];
  required: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  /** Each a choice: the value matches (exactly, for `oneOf`) one of the branches. */
  choices: readonly (readonly Schema[])[];
  /** Nothing is valid. */
  isNever: boolean;
}

const flats = new WeakMap<SchemaView, WeakMap<SchemaObject, FlatSchema>>();

/** Flattens a viewed schema; remembered per schema object. */
export function flatten(view: SchemaView, schema: Schema): FlatSchema {
  const known = flats.get(view) ?? new WeakMap<SchemaObject, FlatSchema>();
  flats.set(view, known);
  const within = new Set<SchemaObject>();
  const visit = (next: Schema): FlatSchema => {
    const resolved = view.resolve(next);
    if (typeof resolved === 'boolean') return { ...merge([]), isNever: !resolved };
    const made = known.get(resolved);
    if (made) return made;
    // A schema that is part of itself adds nothing to itself.
    if (within.has(resolved)) return merge([]);
    within.add(resolved);
    const flat = merge([own(resolved), ...schemaList(resolved.allOf).map(visit)]);
    within.delete(resolved);
    if (within.size === 0) known.set(resolved, flat);
    return flat;
  };
  return visit(schema);
}

function own(schema: SchemaObject): FlatSchema {
  const { type, enum: values, const: value } = schema;
  const rules: MemberRules = {
    properties: new Map(Object.entries(schemaMap(schema.properties) ?? {})),
    patterns: Object.entries(schemaMap(schema['patternProperties']) ?? {}).map(([pattern, member]) => ({
      matches: linearPattern(pattern),
      schema: member,
    })),
    ...(schema.additionalProperties !== undefined && { additional: schema.additionalProperties }),
    ...(schema['unevaluatedProperties'] !== undefined && { unevaluated: schema['unevaluatedProperties'] as Schema }),
  };
  const allowed = value === undefined ? values : [value];
  return {
    ...(type !== undefined && { types: new Set([type].flat()) }),
    ...(allowed !== undefined && { values: allowed }),
    parts: [schema],
    rules: [rules],
    required: new Set(schema.required),
    hidden: new Set(schema['x-hidden'] as string[] | undefined),
    choices: [schemaList(schema.oneOf), schemaList(schema.anyOf)].filter((branches) => branches.length > 0),
    isNever: false,
  };
}

/** Everything that several flat schemas demand, at once. */
export function merge(flats: readonly FlatSchema[]): FlatSchema {
  const types = flats
    .flatMap((flat) => (flat.types ? [flat.types] : []))
    .reduce<ReadonlySet<string> | undefined>((all, next) => (all ? commonTypes(all, next) : next), undefined);
  const values = flats
    .flatMap((flat) => (flat.values ? [flat.values] : []))
    .reduce<readonly unknown[] | undefined>(
      (all, next) => (all ? all.filter((one) => next.some((other) => isSame(one, other))) : next),
      undefined,
    );
  return {
    ...(types && { types }),
    ...(values && { values }),
    parts: flats.flatMap((flat) => flat.parts),
    rules: flats.flatMap((flat) => flat.rules),
    required: new Set(flats.flatMap((flat) => [...flat.required])),
    hidden: new Set(flats.flatMap((flat) => [...flat.hidden])),
    choices: flats.flatMap((flat) => flat.choices),
    isNever: flats.some((flat) => flat.isNever) || types?.size === 0 || values?.length === 0,
  };
}

/** The numbers that the parts of a flat schema state by a keyword such as `minimum`. */
export function numbersIn(flat: FlatSchema, keyword: string): number[] {
  return flat.parts.map((part) => getOwn(part, keyword)).filter((value) => typeof value === 'number');
}

/** Integers are numbers. */
function commonTypes(one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  const both = [...one].filter((type) => other.has(type) || (type === 'integer' && other.has('number')));
  if (one.has('number') && other.has('integer')) both.push('integer');
  return new Set(both);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Whether the flat schema admits a JSON type. */
export function allows(flat: FlatSchema, type: string): boolean {
  return !flat.types || flat.types.has(type) || (type === 'integer' && flat.types.has('number'));
}
