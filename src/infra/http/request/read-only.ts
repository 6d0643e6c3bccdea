import type { Contract, Schema, SchemaObject } from '../../contract/contract.ts';
import { resolve } from '../../contract/schema.ts';

type Dropper = (value: unknown) => void;

/**
 * Makes a function that deletes readOnly properties from a request body, in place and to any depth. A client that
 * sends back what it read would otherwise be refused for properties that it did not choose.
 *
 * Compositions are followed: a property is dropped where any part that mentions it says readOnly.
 */
export function readOnlyDropper(contract: Contract, schema: Schema): Dropper {
  return dropperOf(contract, schema, new Map());
}

const NOTHING: Dropper = () => undefined;

/** @param known droppers by schema; schemas may refer to themselves, so each is entered before its parts are worked out */
function dropperOf(contract: Contract, schema: Schema, known: Map<SchemaObject, Dropper>): Dropper {
  if (typeof schema === 'boolean') return NOTHING;
  const found = schema.$ref === undefined ? schema : resolve(contract, { $ref: schema.$ref });
  const made = known.get(found);
  if (made !== undefined) return made;
  let drop: Dropper = NOTHING;
  known.set(found, (value) => {
    drop(value);
  });
  drop = makeDropper(contract, found, known);
  known.set(found, drop);
  return drop;
}

function makeDropper(contract: Contract, schema: SchemaObject, known: Map<SchemaObject, Dropper>): Dropper {
  const { properties = {}, items, additionalProperties, allOf, anyOf, oneOf } = schema;
  const next = (part: Schema | undefined) => dropperOf(contract, part ?? true, known);
  const names = Object.keys(properties);
  const readOnly = names.filter((name) => resolve(contract, properties[name] ?? true).readOnly === true);
  const members = names.map((name) => [name, next(properties[name])] as const).filter(([, drop]) => drop !== NOTHING);
  const item = next(items);
  const others = next(additionalProperties);
  const parts = [allOf, anyOf, oneOf].flatMap((list) => list ?? []).map(next);
  const inner = parts.filter((drop) => drop !== NOTHING);
  if (readOnly.length + members.length + inner.length === 0 && item === NOTHING && others === NOTHING) return NOTHING;
  return (value) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) value.forEach(item);
    else {
      const object = value as Record<string, unknown>;
      for (const name of readOnly) delete object[name];
      for (const [name, drop] of members) drop(object[name]);
      if (others !== NOTHING) for (const name of Object.keys(object)) if (!(name in properties)) others(object[name]);
    }
    for (const drop of inner) drop(value);
  };
}
