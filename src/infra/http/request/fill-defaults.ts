import type { Contract, Schema, SchemaObject } from '../../contract/contract.ts';
import { resolve } from '../../contract/schema.ts';

type Filler = (value: unknown) => void;

/** The default of a schema or of what it is composed of; `undefined` where none is given. */
export function defaultOf(contract: Contract, schema: Schema, depth = 0): unknown {
  const { default: value, allOf = [] } = resolve(contract, schema);
  if (value !== undefined || depth > 8) return value;
  return allOf.map((part) => defaultOf(contract, part, depth + 1)).find((found) => found !== undefined);
}

/**
 * Makes a function that adds the members that a value leaves out and the schema has a default for, in place and to any
 * depth. It is for values that are valid already: a default does not stand for what is required (JSON Schema
 * Validation 2020-12, 9.2: `default` is an annotation), so filling comes after validation, not before.
 *
 * Alternatives (`oneOf`, `anyOf`) add nothing: which of them is meant, a value that leaves members out does not say.
 */
export function defaultFiller(contract: Contract, schema: Schema): Filler {
  return fillerOf(contract, schema, new Map());
}

const NOTHING: Filler = () => undefined;

/** @param known fillers by schema; schemas may refer to themselves, so each is entered before its parts are worked out */
function fillerOf(contract: Contract, schema: Schema | undefined, known: Map<SchemaObject, Filler>): Filler {
  if (schema === undefined || typeof schema === 'boolean') return NOTHING;
  const found = schema.$ref === undefined ? schema : resolve(contract, { $ref: schema.$ref });
  const made = known.get(found);
  if (made !== undefined) return made;
  let fill: Filler = NOTHING;
  known.set(found, (value) => {
    fill(value);
  });
  fill = makeFiller(contract, found, known);
  known.set(found, fill);
  return fill;
}

function makeFiller(contract: Contract, schema: SchemaObject, known: Map<SchemaObject, Filler>): Filler {
  const { properties = {}, items, additionalProperties, allOf = [] } = schema;
  const writable = Object.entries(properties).filter(([, property]) => resolve(contract, property).readOnly !== true);
  const defaults = writable.flatMap(([name, property]) => {
    const value = defaultOf(contract, property);
    return value === undefined ? [] : [[name, value] as const];
  });
  const members = writable.flatMap(([name, property]) => {
    const fill = fillerOf(contract, property, known);
    return fill === NOTHING ? [] : [[name, fill] as const];
  });
  const item = fillerOf(contract, items, known);
  const others = fillerOf(contract, additionalProperties, known);
  const parts = allOf.map((part) => fillerOf(contract, part, known)).filter((fill) => fill !== NOTHING);
  const isIdle = defaults.length + members.length + parts.length === 0 && item === NOTHING && others === NOTHING;
  if (isIdle) return NOTHING;
  return (value) => {
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
    if (Array.isArray(value)) value.forEach(item);
    else {
      const object = value as Record<string, unknown>;
      for (const [name, given] of defaults) if (object[name] === undefined) object[name] = structuredClone(given);
      for (const [name, fill] of members) fill(object[name]);
      if (others !== NOTHING) for (const name of Object.keys(object)) if (!(name in properties)) others(object[name]);
    }
    for (const fill of parts) fill(value);
  };
}
