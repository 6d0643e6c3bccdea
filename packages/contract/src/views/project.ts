import type { Schema } from '../contract.ts';
import { getOwn, setOwn } from '../json.ts';
import { elementSchema } from './array-elements.ts';
import { applicable, isConditional } from './applicable.ts';
import { flatten, type FlatSchema } from './flatten.ts';
import { carries, memberSchema } from './object-members.ts';
import type { SchemaView } from './view.ts';

/** Takes out of a value what may not pass; returns the very value when there is nothing to take out. */
export type Projection = (value: unknown) => unknown;

/** Which members pass: those that the schema carries, or all but those that the view hides. */
type Keeps = 'carried' | 'visible';

const keepAll: Projection = (value) => value;
const projections = { carried: new WeakMap<SchemaView, Memory>(), visible: new WeakMap<SchemaView, Memory>() };
type Memory = WeakMap<object, Projection>;

/**
 * Takes out of a value what its schema does not show: hidden members, and members that nobody declares where the
 * contract does not ask for such. Compiled once a schema.
 *
 * @param schema a schema of the view
 * @param keeps `visible`: only hidden members are taken out
 */
export function projection(view: SchemaView, schema: Schema, keeps: Keeps = 'carried'): Projection {
  const resolved = view.resolve(schema);
  if (typeof resolved === 'boolean') return keepAll;
  const memory = projections[keeps].get(view) ?? new WeakMap<object, Projection>();
  projections[keeps].set(view, memory);
  const known = memory.get(resolved);
  if (known) return known;
  const made = compile(view, flatten(view, resolved), keeps);
  memory.set(resolved, made);
  return made;
}

function compile(view: SchemaView, flat: FlatSchema, keeps: Keeps): Projection {
  const isScalar = flat.types !== undefined && !flat.types.has('object') && !flat.types.has('array');
  if (isScalar || flat.values !== undefined) return keepAll;
  const fixed = isConditional(flat) ? undefined : project(view, flat, keeps);
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    return fixed ? fixed(value) : project(view, applicable(view, flat, value), keeps)(value);
  };
}

/** Projects by a schema whose choices are made. */
function project(view: SchemaView, flat: FlatSchema, keeps: Keeps): (value: object) => unknown {
  const passes = (name: string): boolean => (keeps === 'carried' ? carries(flat, name) : !flat.hidden.has(name));
  const memberOf = (name: string): Projection | undefined =>
    passes(name) ? projection(view, memberSchema(flat, name), keeps) : undefined;
  // Declared members are asked for on every object of every answer; others come from callers and are not remembered.
  const declared = new Set(flat.rules.flatMap(({ properties }) => [...properties.keys()]));
  const members = new Map<string, Projection | undefined>();
  const member = (name: string): Projection | undefined => {
    if (members.has(name)) return members.get(name);
    const made = memberOf(name);
    if (declared.has(name)) members.set(name, made);
    return made;
  };
  const isTuple = flat.parts.some((part) => part['prefixItems'] !== undefined);
  let element: Projection | undefined;
  const elementAt = (index: number): Projection => {
    if (isTuple) return projection(view, elementSchema(flat, index), keeps);
    return (element ??= projection(view, elementSchema(flat, 0), keeps));
  };
  return (value) => {
    if (Array.isArray(value)) return elements(value, elementAt);
    const prototype: unknown = Object.getPrototypeOf(value);
    // Dates and Buffers write themselves.
    return prototype === Object.prototype || prototype === null ? membersOf(value, member) : value;
  };
}

function elements(list: readonly unknown[], at: (index: number) => Projection): readonly unknown[] {
  const shown = list.map((element, index) => at(index)(element));
  return shown.every((element, index) => element === list[index]) ? list : shown;
}

function membersOf(object: object, member: (name: string) => Projection | undefined): object {
  const given = object as Record<string, unknown>;
  let isChanged = false;
  for (const name of Object.keys(given)) {
    const project = member(name);
    if (project === keepAll) continue;
    isChanged = !project || project(getOwn(given, name)) !== getOwn(given, name);
    if (isChanged) break;
  }
  if (!isChanged) return object;
  const shown: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    const value = member(name)?.(getOwn(given, name));
    if (value === undefined) continue;
    setOwn(shown, name, value);
  }
  return shown;
}
