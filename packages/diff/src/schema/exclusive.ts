import type { Schema } from '@plumbline/contract/contract';
import { shown } from '../json-value.ts';
import { writtenPart } from '../parts.ts';
import type { Side } from '../side.ts';
import type { Union } from '../union.ts';
import type { Pair, Walk } from '../walk.ts';
import { candidatesOf } from './candidates.ts';
import { areDisjoint } from './disjoint.ts';

type Branch = readonly Schema[];

/** Two unions, or a union and none, whose alternatives were matched. */
export interface MatchedUnions {
  base: Union | undefined;
  revision: Union | undefined;
  pairs: readonly (readonly [base: Branch, revision: Branch])[];
}

/**
 * `oneOf` refuses what several of its alternatives accept. Reports values that are refused now, or no longer, because
 * alternatives came to overlap: with an example as a fact, and as a possibility where no example was found and none
 * can be excluded.
 *
 * @returns true where an example was found
 */
export function compareExclusiveness(pair: Pair, walk: Walk, { base, revision, pairs }: MatchedUnions): boolean {
  const [from, to] = walk.direction === 'request' ? (['base', 'revision'] as const) : (['revision', 'base'] as const);
  // What was refused and is not sent more often breaks nobody: only what requests lose and responses gain is looked for.
  const [union, other] = to === 'revision' ? [revision, base] : [base, revision];
  if (union?.keyword !== 'oneOf') return false;
  const partners = new Map(
    pairs.map(([one, another]) => (to === 'revision' ? [another[0], one[0]] : [one[0], another[0]])),
  );
  const overlaps = overlapsOf(walk, to, union).filter(
    (branches) =>
      !isKnown(
        walk,
        from,
        other,
        branches.map((branch) => partners.get(branch)),
      ),
  );
  if (overlaps.length === 0) return false;
  const branches = union.branches;
  const example = candidatesOf(walk[from], pair.written[from], walk.direction).find(
    (value) =>
      walk.accepts(from, pair.written[from], value) === true &&
      walk.accepts(to, pair.written[to], value) === false &&
      branches.filter((branch) => walk.accepts(to, [branch], value)).length > 1,
  );
  const isRequest = walk.direction === 'request';
  if (example !== undefined) {
    const facts = { from: shown(example), to: shown(example), keyword: 'oneOf' };
    walk.find(pair, isRequest ? 'one-of-overlap-added' : 'one-of-overlap-removed', facts);
    return true;
  }
  const declared = declaredIn(walk[from], pair.written[from], other?.branches ?? []);
  const isReachable = (branch: Schema): boolean =>
    [...walk[to].shape([branch]).required].every((name) => declared.has(name));
  // That an `anyOf` became a `oneOf`, or the other way round, is told as such.
  if (other?.keyword !== 'anyOf' && overlaps.some((each) => each.every(isReachable))) {
    walk.find(pair, isRequest ? 'one-of-may-overlap' : 'one-of-may-not-overlap', { keyword: 'oneOf' });
  }
  return false;
}

/** Names of the members that a schema or one of its alternatives declares: who keeps to it sends no others. */
function declaredIn(side: Side, schemas: readonly Schema[], branches: readonly Schema[]): Set<string> {
  return new Set(
    [schemas, ...branches.map((branch) => [branch])].flatMap((each) => {
      const { properties, required } = side.shape(each);
      return [...properties.keys(), ...required];
    }),
  );
}

/** True when no two alternatives of the union accept the same value, as far as it can be shown. */
export function isExclusive(walk: Walk, side: 'base' | 'revision', union: Union): boolean {
  return overlapsOf(walk, side, union).length === 0;
}

/** Pairs of alternatives that may accept the same value; a discriminator leaves each value one alternative. */
function overlapsOf(walk: Walk, side: 'base' | 'revision', { branches, owner }: Union): [Schema, Schema][] {
  if (writtenPart(owner).discriminator !== undefined) return [];
  return branches.flatMap((one, index) =>
    branches
      .slice(index + 1)
      .filter((other) => !areDisjoint(walk[side], [one], [other]))
      .map((other): [Schema, Schema] => [one, other]),
  );
}

/** True when the same two alternatives may already overlap on the other side. */
function isKnown(
  walk: Walk,
  side: 'base' | 'revision',
  union: Union | undefined,
  [one, other]: readonly (Schema | undefined)[],
): boolean {
  if (union?.keyword !== 'oneOf' || one === undefined || other === undefined) return false;
  return one !== other && !areDisjoint(walk[side], [one], [other]);
}
