import type { Schema } from '../contract.ts';
import { checkOf } from '../check.ts';
import { allows, flatten, merge, type FlatSchema } from '../views/flatten.ts';
import { isSchema } from '../views/keywords.ts';
import { memberSchema } from '../views/object-members.ts';
import { isThrifty, type Building, type Spot } from './building.ts';
import { isListed, typeOf } from './json-value.ts';

/** Branches within branches; a composition nested deeper than this refers to itself. */
const MAX_NESTING = 12;

/**
 * Decides every `oneOf`, `anyOf` and `if` of a schema for one value, and merges what was decided.
 *
 * @param known what is known of the value; the branch that it fits best is taken
 */
export function choose(building: Building, schema: FlatSchema, known: unknown, spot: Spot): FlatSchema {
  let flat = withConditions(building, schema, known);
  for (let nesting = 0; flat.choices.length > 0 && nesting < MAX_NESTING; nesting++) {
    const [branches = [], ...rest] = flat.choices;
    const outer: FlatSchema = { ...flat, choices: rest };
    const ranked = rank(building, outer, branches, known, spot);
    const turn = building.turns.get(spot.pointer) ?? 0;
    const branch = ranked[turn % ranked.length] as Schema;
    building.taken.set(spot.pointer, [...(building.taken.get(spot.pointer) ?? []), branch]);
    flat = merge([outer, withConditions(building, flatten(building.view, branch), known)]);
  }
  return { ...flat, choices: [] };
}

function rank(
  building: Building,
  outer: FlatSchema,
  branches: readonly Schema[],
  known: unknown,
  spot: Spot,
): Schema[] {
  const possible = branches.filter((branch) => {
    const held = merge([outer, flatten(building.view, branch)]);
    const leaves = (other: Schema): boolean => !merge([held, flatten(building.view, other)]).isNever;
    return !held.isNever && held.choices.every((choice) => choice.some(leaves));
  });
  const candidates = possible.length > 0 ? possible : [...branches];
  if (candidates.length === 1) return candidates;
  const grade = (branch: Schema): number => {
    if (known !== undefined) return fit(building, branch, known);
    const flat = flatten(building.view, branch);
    const isNull = flat.types?.size === 1 && flat.types.has('null');
    if (isThrifty(building, spot)) return isNull ? 100 : -cost(building, branch, 6);
    return isNull ? -1 : 0;
  };
  const graded = candidates.map((branch) => ({ branch, grade: grade(branch) }));
  return graded.sort((one, other) => other.grade - one.grade).map(({ branch }) => branch);
}

/** How well a value fits a branch: best when valid, then by how many of its members the branch speaks of. */
function fit(building: Building, branch: Schema, known: unknown, depth = 0): number {
  if (branch === false) return -1000;
  if (depth === 0 && checkOf(building.view, branch)(known).length === 0) return 1000 + fit(building, branch, known, 1);
  const flat = flatten(building.view, branch);
  if (!allows(flat, typeOf(known))) return -500;
  if (flat.values) return isListed(flat.values, known) ? 50 : -200;
  const best = flat.choices.map((branches) =>
    Math.max(...branches.map((inner) => fit(building, inner, known, depth + 1))),
  );
  const inner = depth > 3 ? 0 : best.reduce((sum, next) => sum + next, 0);
  if (typeof known !== 'object' || known === null || Array.isArray(known) || depth > 3) return inner + 1;
  const members = Object.entries(known).map(([name, value]) => {
    const isDeclared = flat.rules.some(({ properties }) => properties.has(name));
    const schema = memberSchema(flat, name);
    if (schema === false) return -3;
    if (!isDeclared) return -0.1;
    const member = flatten(building.view, schema);
    if (member.values) return isListed(member.values, value) ? 20 : -100;
    return allows(member, typeOf(value)) ? 1 : -5;
  });
  const missing = [...flat.required].filter((name) => !Object.hasOwn(known, name)).length;
  return members.reduce((sum, next) => sum + next, inner) - missing;
}

/** Roughly how many levels a smallest value of the schema has. */
function cost(building: Building, schema: Schema, limit: number): number {
  const flat = flatten(building.view, schema);
  if (limit === 0 || flat.isNever) return 100;
  const required = [...flat.required].map((name) => 1 + cost(building, memberSchema(flat, name), limit - 1));
  const chosen = flat.choices.map((branches) => Math.min(...branches.map((next) => cost(building, next, limit - 1))));
  return Math.max(0, ...required, ...chosen);
}

/** `if` holds for what is known; of nothing, it is made to hold on every other attempt. */
function withConditions(building: Building, flat: FlatSchema, known: unknown): FlatSchema {
  const decided = flat.parts.flatMap((part): FlatSchema[] => {
    const { if: condition, then, else: otherwise } = part as Record<string, unknown>;
    if (!isSchema(condition)) return [];
    const holds =
      known === undefined ? building.attempt % 2 === 0 : checkOf(building.view, condition)(known).length === 0;
    const wanted = holds ? then : otherwise;
    const met = holds && known === undefined ? [flatten(building.view, condition)] : [];
    return [...met, ...(isSchema(wanted) ? [flatten(building.view, wanted)] : [])];
  });
  return decided.length === 0 ? flat : merge([flat, ...decided]);
}
