import type { Schema } from '@plumbline/contract/contract';
import type { Shape } from '../shape.ts';
import type { Walk } from '../walk.ts';

type Branch = readonly Schema[];

export interface Matching {
  pairs: [base: Branch, revision: Branch][];
  lost: Branch[];
  gained: Branch[];
}

/** What it counts that a branch stands where the other did, in a list that is as long. */
const IN_PLACE = 2;

/** Below this two branches have nothing to do with each other. */
const RELATED = 2.5;

/**
 * Finds the partner of every branch: first those that are the same, wherever they stand; then, among what is left, the
 * most alike ones. What stays alone was removed or added. Whole schemas (one on a side) are always somebody's partner.
 */
export function matched(walk: Walk, base: readonly Branch[], revision: readonly Branch[]): Matching {
  const pairs: Matching['pairs'] = [];
  const others = new Set(revision);
  const left: Branch[] = [];
  const namesakes = namesakesOf(walk, base, revision);
  for (const [one, other] of namesakes) {
    others.delete(other);
    pairs.push([one, other]);
  }
  for (const [index, one] of base.entries()) {
    if (namesakes.has(one)) continue;
    const twin = [revision[index], ...others].find(
      (other) => other !== undefined && others.has(other) && mayBeSame(walk, one, other) && walk.isSame(one, other),
    );
    if (twin) {
      others.delete(twin);
      pairs.push([one, twin]);
    } else left.push(one);
  }
  const ranked = left
    .flatMap((one) =>
      [...others].map((other) => {
        const isInPlace = base.length === revision.length && base.indexOf(one) === revision.indexOf(other);
        const found = likeness(walk, one, other);
        return { one, other, likeness: found < RELATED ? 0 : found + (isInPlace ? IN_PLACE : 0) };
      }),
    )
    .filter((candidate) => candidate.likeness >= RELATED)
    .sort((a, b) => b.likeness - a.likeness);
  const alone = new Set(left);
  for (const { one, other } of ranked) {
    if (!alone.has(one) || !others.has(other)) continue;
    alone.delete(one);
    others.delete(other);
    pairs.push([one, other]);
  }
  return { pairs, lost: [...alone], gained: [...others] };
}

/**
 * Alternatives that are the same component, by its name, and the only ones of that name on their side. They need not be
 * compared to be matched, which takes long where schemas hold each other.
 */
function namesakesOf(walk: Walk, base: readonly Branch[], revision: readonly Branch[]): Map<Branch, Branch> {
  const [ones, others] = [Map.groupBy(base, nameOf), Map.groupBy(revision, nameOf)];
  return new Map(
    [...ones].flatMap(([name, [one, ...more]]): [Branch, Branch][] => {
      const [other, ...further] = others.get(name) ?? [];
      if (name === undefined || !one || !other || more.length + further.length > 0) return [];
      return haveSameTags(walk, walk.base.shape(one), walk.revision.shape(other)) ? [[one, other]] : [];
    }),
  );
}

/** Cheap to tell, and rules out most candidates: other types or other properties cannot be the same. */
export function mayBeSame(walk: Walk, one: Branch, other: Branch): boolean {
  const base = walk.base.shape(one);
  const revision = walk.revision.shape(other);
  return base.types.size === revision.types.size && base.required.size === revision.required.size;
}

/** How alike two branches are, from 0 (unrelated) to 10. */
function likeness(walk: Walk, one: Branch, other: Branch): number {
  const base = walk.base.shape(one);
  const revision = walk.revision.shape(other);
  if (!haveSameTags(walk, base, revision)) return 0;
  const isSameName = nameOf(one) !== undefined && nameOf(one) === nameOf(other);
  const isSameTitle = titleOf(base) !== undefined && titleOf(base) === titleOf(revision);
  const isSameType = [...base.types].join() === [...revision.types].join();
  return (isSameName ? 4 : 0) + (isSameTitle ? 2 : 0) + (isSameType ? 1 : 0) + 3 * overlap(base, revision);
}

/** False when a property that both limit to one value has another one: they are told apart by it. */
function haveSameTags(walk: Walk, base: Shape, revision: Shape): boolean {
  for (const [name, schemas] of base.properties) {
    const others = revision.properties.get(name);
    if (!others) continue;
    const one = walk.base.shape(schemas).values;
    const other = walk.revision.shape(others).values;
    if (one?.size === 1 && other?.size === 1 && [...one.keys()][0] !== [...other.keys()][0]) return false;
  }
  return true;
}

/** Share of property names that both have; scalars overlap by type alone. */
function overlap(base: Shape, revision: Shape): number {
  const names = new Set([...base.properties.keys(), ...revision.properties.keys()]);
  if (names.size === 0) return 1;
  const shared = [...names].filter((name) => base.properties.has(name) && revision.properties.has(name));
  return shared.length / names.size;
}

function nameOf([schema]: Branch): string | undefined {
  return typeof schema === 'object' ? schema.$ref : undefined;
}

function titleOf({ parts }: Shape): unknown {
  return parts.find(({ title }) => title !== undefined)?.title;
}
