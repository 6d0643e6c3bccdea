import type { Schema } from '../contract.ts';
import { checkOf } from '../check.ts';
import { elementSchema } from './array-elements.ts';
import { flatten, merge, type FlatSchema } from './flatten.ts';
import { carries, memberSchema } from './object-members.ts';
import { isSchema, schemaMap } from './keywords.ts';
import type { SchemaView } from './view.ts';

export type Projection = (value: unknown) => unknown;

const projections = new WeakMap<SchemaView, WeakMap<object, Projection>>();

/**
 * Takes out of a value what its schema does not show: hidden members, and members that nobody declares where the
 * contract does not ask for such. Returns the very value when there is nothing to take out. Compiled once a schema.
 */
export function projection(view: SchemaView, schema: Schema): Projection {
  const resolved = view.resolve(schema);
  if (typeof resolved === 'boolean') return (value) => value;
  const known = projections.get(view) ?? new WeakMap<object, Projection>();
  projections.set(view, known);
  const made = known.get(resolved) ?? compile(view, flatten(view, resolved));
  known.set(resolved, made);
  return made;
}

function compile(view: SchemaView, flat: FlatSchema): Projection {
  const plain =
    flat.choices.length === 0 && !flat.parts.some((part) => part.if !== undefined || part['dependentSchemas']);
  const members = new Map<string, Projection | undefined>();
  const memberOf = (held: FlatSchema, name: string): Projection | undefined =>
    carries(held, name) ? projection(view, memberSchema(held, name)) : undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const held = plain ? flat : applicable(view, flat, value);
    if (Array.isArray(value)) return elements(value, (index) => projection(view, elementSchema(held, index)));
    if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
    const project = (name: string): Projection | undefined => {
      if (!plain || !flat.rules.some(({ properties }) => properties.has(name))) return memberOf(held, name);
      if (!members.has(name)) members.set(name, memberOf(flat, name));
      return members.get(name);
    };
    return shownMembers(value as Record<string, unknown>, project);
  };
}

function elements(list: readonly unknown[], project: (index: number) => Projection): readonly unknown[] {
  const shown = list.map((element, index) => project(index)(element));
  return shown.every((element, index) => element === list[index]) ? list : shown;
}

function shownMembers(object: Record<string, unknown>, project: (name: string) => Projection | undefined): object {
  let isChanged = false;
  const shown: [string, unknown][] = [];
  for (const [name, value] of Object.entries(object)) {
    const member = project(name);
    const projected = member?.(value);
    if (!member || projected !== value) isChanged = true;
    if (member) shown.push([name, projected]);
  }
  return isChanged ? Object.fromEntries(shown) : object;
}

/** The schema with those branches and conditions that hold of the value; of no branch that holds, the likeliest. */
function applicable(view: SchemaView, flat: FlatSchema, value: object): FlatSchema {
  const isValid = (schema: Schema): boolean => checkOf(view, schema)(value).length === 0;
  const conditions = flat.parts.flatMap((part): Schema[] => {
    const dependents = Object.entries(schemaMap(part['dependentSchemas']) ?? {})
      .filter(([name]) => Object.hasOwn(value, name))
      .map(([, schema]) => schema);
    if (!isSchema(part['if'])) return dependents;
    const holds = isValid(part['if']);
    const decided = holds ? [part['if'], part['then']] : [part['else']];
    return [...dependents, ...decided.filter(isSchema)];
  });
  const branches = flat.choices.flatMap((choice) => {
    const valid = choice.filter(isValid);
    return valid.length > 0 ? valid : likeliest(view, choice, value);
  });
  return merge([
    { ...flat, choices: [] },
    ...[...conditions, ...branches].map((schema) => {
      const branch = flatten(view, schema);
      return branch.choices.length > 0 ? applicable(view, branch, value) : branch;
    }),
  ]);
}

/** The branch that declares most of the value's members: an answer that is invalid must not leak either. */
function likeliest(view: SchemaView, choice: readonly Schema[], value: object): Schema[] {
  const names = Object.keys(value);
  const graded = choice.map((schema) => {
    const flat = flatten(view, schema);
    return { schema, declared: names.filter((name) => carries(flat, name)).length };
  });
  return graded
    .sort((one, other) => other.declared - one.declared)
    .slice(0, 1)
    .map(({ schema }) => schema);
}
