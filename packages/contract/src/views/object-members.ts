import type { Schema } from '../contract.ts';
import type { FlatSchema, MemberRules } from './flatten.ts';

const memberSchemas = new WeakMap<FlatSchema, Map<string, Schema>>();

/** What holds of the member of that name; `false` where it may not be there. */
export function memberSchema(flat: FlatSchema, name: string): Schema {
  const known = memberSchemas.get(flat) ?? new Map<string, Schema>();
  memberSchemas.set(flat, known);
  const made = known.get(name) ?? everyOf(flat.rules.flatMap((rules) => memberRules(rules, name)));
  // Names that nobody declared come from callers: remembering those would grow without end.
  if (flat.rules.some((rules) => rules.properties.has(name))) known.set(name, made);
  return made;
}

function memberRules({ properties, patterns, additional }: MemberRules, name: string): Schema[] {
  const declared = properties.get(name);
  const matching = patterns.filter(({ matches }) => matches.test(name)).map(({ schema }) => schema);
  const all = declared === undefined ? matching : [declared, ...matching];
  return all.length === 0 && additional !== undefined ? [additional] : all;
}

/** One schema for all of several. */
export function everyOf(schemas: readonly Schema[]): Schema {
  if (schemas.includes(false)) return false;
  const demanding = [...new Set(schemas)].filter((schema) => schema !== true);
  if (demanding.length <= 1) return demanding[0] ?? true;
  return { allOf: demanding };
}

/** The names that `properties` declare and that may be there, in declared order. */
export function declaredNames(flat: FlatSchema): string[] {
  const names = new Set(flat.rules.flatMap((rules) => [...rules.properties.keys()]));
  return [...names].filter((name) => !flat.hidden.has(name) && memberSchema(flat, name) !== false);
}

/**
 * Members that nobody declares are kept only where the contract asks for them: an object without any declared
 * property, or one that says `additionalProperties` (or `unevaluatedProperties`).
 */
export function isOpen(flat: FlatSchema): boolean {
  const isDeclared = flat.rules.some(({ properties, patterns }) => properties.size > 0 || patterns.length > 0);
  const asks = (schema: Schema | undefined): boolean => schema !== undefined && schema !== false;
  return !isDeclared || flat.rules.some(({ additional, unevaluated }) => asks(additional) || asks(unevaluated));
}

/** Whether a member of that name may leave: declared, or welcome without being declared; never a hidden one. */
export function carries(flat: FlatSchema, name: string): boolean {
  if (flat.hidden.has(name) || memberSchema(flat, name) === false) return false;
  const isDeclared = flat.rules.some(
    ({ properties, patterns }) => properties.has(name) || patterns.some(({ matches }) => matches.test(name)),
  );
  // What must be there is meant to be there, declared or forgotten.
  return isDeclared || flat.required.has(name) || isOpen(flat);
}
