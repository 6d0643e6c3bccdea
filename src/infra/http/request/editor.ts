import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { resolve } from '@plumbline/contract/schema';

/** Changes a value in place, to any depth. */
export type Edit = (value: unknown) => void;

/** What is done to the objects of a body, by what their schemas say. */
export interface EditRule {
  /** What is done to the members of one object; `undefined` where its schema asks for nothing. */
  own(properties: Readonly<Record<string, Schema>>): ((object: Record<string, unknown>) => void) | undefined;
  /** Whether a property's value may hold objects to work on. */
  enters(property: SchemaObject): boolean;
  /** The compositions whose parts are followed. */
  follows: readonly ('allOf' | 'anyOf' | 'oneOf')[];
}

const NOTHING: Edit = () => undefined;

/** Makes a function that does what the rule says to every object of a value that the schema describes. */
export function editor(contract: Contract, schema: Schema, rule: EditRule): Edit {
  const making: Making = { contract, rule, known: new Map(), done: new WeakMap() };
  const edit = editOf(making, schema);
  if (edit === NOTHING) return NOTHING;
  return (value) => {
    making.done = new WeakMap();
    edit(value);
  };
}

interface Making {
  contract: Contract;
  rule: EditRule;
  /** By schema; schemas may refer to themselves, so each is entered before its parts are worked out. */
  known: Map<SchemaObject, Edit>;
  /** By which schemas an object was worked on: alternatives that meet in one need not do it again, and again below it. */
  done: WeakMap<object, Set<SchemaObject>>;
}

function editOf(making: Making, schema: Schema | undefined): Edit {
  if (schema === undefined || typeof schema === 'boolean') return NOTHING;
  const found = schema.$ref === undefined ? schema : resolve(making.contract, { $ref: schema.$ref });
  const made = making.known.get(found);
  if (made !== undefined) return made;
  let edit: Edit = NOTHING;
  making.known.set(found, (value) => {
    edit(value);
  });
  edit = makeEdit(making, found);
  making.known.set(found, edit);
  return edit;
}

function makeEdit(making: Making, schema: SchemaObject): Edit {
  const { contract, rule } = making;
  const { properties = {}, items, additionalProperties } = schema;
  const own = rule.own(properties);
  const entered = Object.entries(properties).filter(([, property]) => rule.enters(resolve(contract, property)));
  const members = entered
    .map(([name, property]) => [name, editOf(making, property)] as const)
    .filter(([, edit]) => edit !== NOTHING);
  const item = editOf(making, items);
  const others = editOf(making, additionalProperties);
  const composed = rule.follows.flatMap((name) => schema[name] ?? []);
  const parts = composed.map((part) => editOf(making, part)).filter((edit) => edit !== NOTHING);
  if (own === undefined && members.length + parts.length === 0 && item === NOTHING && others === NOTHING)
    return NOTHING;
  return (value) => {
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
    const by = making.done.get(value) ?? new Set();
    if (by.has(schema)) return;
    making.done.set(value, by.add(schema));
    if (Array.isArray(value)) value.forEach(item);
    else {
      const object = value as Record<string, unknown>;
      own?.(object);
      for (const [name, edit] of members) edit(getOwn(object, name));
      if (others !== NOTHING)
        for (const name of Object.keys(object)) if (!Object.hasOwn(properties, name)) others(getOwn(object, name));
    }
    for (const edit of parts) edit(value);
  };
}
