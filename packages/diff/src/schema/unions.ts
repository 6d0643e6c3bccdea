import type { Schema } from '@plumbline/contract/contract';
import { rulesOfEncoding } from '../encoding.ts';
import { writtenPart } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import { hasSubtypes } from '../subtypes.ts';
import type { Union } from '../union.ts';
import type { Comparer, Pair, Relation, Walk } from '../walk.ts';
import { acceptedBy } from './accepted.ts';
import { compareDiscriminators } from './discriminators.ts';
import { besideUnion, isDistributable } from './distributed.ts';
import { matched, mayBeSame } from './matching.ts';
import { openedUnion } from './opened.ts';
import { compareExclusiveness, isExclusive } from './exclusive.ts';
import { splitBy } from './split.ts';
import { compareNullability } from './values.ts';

/** `oneOf` and `anyOf`: branches are matched by what they say, not by their order. */
export const compareUnions: Comparer = (pair, walk) => {
  const { unions: base } = pair.base;
  const { unions: revision } = pair.revision;
  for (const [index, one] of base.entries()) {
    const other = revision[index];
    if (other) compareUnion(pair, walk, one, other);
  }
  const isParent = [walk.base, walk.revision].some(({ contract }, index) =>
    [pair.base, pair.revision][index]?.parts.some((part) => hasSubtypes(contract, writtenPart(part))),
  );
  // Subtypes are alternatives by the values of their discriminator, which are compared as listed values.
  if (base.length === 0 && revision.length === 0 && !isParent) {
    compareDiscriminators({ pair, walk, base: undefined, revision: undefined, lost: new Set(), gained: new Set() });
  }
};

function compareUnion(pair: Pair, walk: Walk, one: Union, other: Union): void {
  const [base, revision] = [openedUnion(walk.base, one), openedUnion(walk.revision, other)];
  const { lost, gained, isOverlapFound } = compareAlternatives(pair, walk, { base, revision, isWhole: false });
  const isStill = (): boolean => isExclusive(walk, 'base', base) && isExclusive(walk, 'revision', revision);
  if (base.keyword !== revision.keyword && !isOverlapFound && !isStill()) {
    const concern = revision.keyword === 'oneOf' ? 'any-of-became-one-of' : 'one-of-became-any-of';
    walk.find(pair, concern, { keyword: revision.keyword });
  }
  compareDiscriminators({ pair, walk, base, revision, lost: new Set(lost), gained: new Set(gained) });
}

/**
 * A schema that became one alternative among several, or the only one left, and one whose alternatives took in what
 * stood beside them: what was accepted is compared with the alternative that fits best.
 *
 * @returns true where all that differs has been reported
 */
export function compareWrapped(pair: Pair, walk: Walk): boolean {
  const { base, revision } = pair;
  const [one, ...ones] = base.unions;
  const [other, ...others] = revision.unions;
  if (ones.length + others.length > 0 || !(one ?? other)) return false;
  const areOpen = [isOpen(walk.base, base), isOpen(walk.revision, revision)].every(Boolean);
  // Where both have alternatives and something beside them, each is compared with its counterpart.
  if (!areOpen || (one && other && !isTakenIn(pair, one, other))) return false;
  compareNullability(pair, walk);
  compareAlternatives(pair, walk, {
    base: one && openedUnion(walk.base, one),
    revision: other && openedUnion(walk.revision, other),
    isWhole: true,
  });
  return true;
}

/** True when only one of two schemas asks something beside alternatives that are written alike. */
function isTakenIn({ base, revision }: Pair, one: Union, other: Union): boolean {
  const hasDiscriminator = [one, other].some(({ owner }) => writtenPart(owner).discriminator !== undefined);
  return isBare(base) !== isBare(revision) && one.keyword === other.keyword && !hasDiscriminator;
}

/** True when the alternatives of a schema, if it has any, can be compared with those of another one. */
function isOpen(side: Side, shape: Shape): boolean {
  return shape.unions.length === 0 || isBare(shape) || isDistributable(side, shape);
}

/** The alternatives of a union; each with what the schema asks beside it, where the whole is compared. */
function branchesOf(side: Side, shape: Shape, { branches }: Union, isWhole: boolean): Branch[] {
  const rest = isWhole && !isBare(shape) ? besideUnion(side, shape) : [];
  return branches.map((branch) => [branch, ...rest]);
}

type Branch = readonly Schema[];

interface Alternatives {
  base?: Union | undefined;
  revision?: Union | undefined;
  /** What stands beside the union is compared with each alternative. */
  isWhole: boolean;
}

function compareAlternatives(pair: Pair, walk: Walk, { base, revision, isWhole }: Alternatives) {
  const ones =
    (base && branchesOf(walk.base, pair.base, base, isWhole)) ??
    (revision && splitBy(walk.base, pair.written.base, { side: walk.revision, union: revision })) ??
    alternativesOf(pair.base);
  const others =
    (revision && branchesOf(walk.revision, pair.revision, revision, isWhole)) ??
    (base && splitBy(walk.revision, pair.written.revision, { side: walk.base, union: base })) ??
    alternativesOf(pair.revision);
  const { pairs, ...alone } = matched(walk, ones, others);
  const differing = pairs.filter(([one, other]) => !walk.descend(...alikeInNull(walk, one, other), pair.path));
  const lost = alone.lost.filter((one) => !others.some((other) => isCovered(walk, one, other, 'wider')));
  const gained = alone.gained.filter((other) => !ones.some((one) => isCovered(walk, one, other, 'narrower')));
  const keyword = (revision ?? base)?.keyword ?? 'oneOf';
  const kind = keyword === 'oneOf' ? 'one-of' : 'any-of';
  if (gained.length > 0) walk.find(pair, `${kind}-added`, { to: namesOf(walk, 'revision', gained), keyword });
  if (lost.length > 0) walk.find(pair, `${kind}-removed`, { from: namesOf(walk, 'base', lost), keyword });
  const isUnchanged =
    base?.keyword === revision?.keyword && !(differing.length || alone.lost.length || alone.gained.length);
  const isOverlapFound = !isUnchanged && compareExclusiveness(pair, walk, { base, revision, pairs });
  return { lost: lost.flat(), gained: gained.flat(), isOverlapFound };
}

/** True for an alternative that accepts nothing that one of the other side does not: it was neither lost nor gained. */
function isCovered(walk: Walk, one: Branch, other: Branch, relation: Relation): boolean {
  const [left, right] = asElements(walk, one, other);
  const [base, revision] = [walk.base.shape(left), walk.revision.shape(right)];
  const [covering, covered] = relation === 'wider' ? [revision, base] : [base, revision];
  // Objects accept each other's members as undeclared ones, and mean something else all the same.
  const isPlain = [covering, covered].every(
    ({ types }) => types.size > 0 && !types.has('object') && !types.has('array'),
  );
  if (isPlain) return ['same', relation].includes(walk.relation(left, right));
  const all = (relation === 'wider' ? walk.revision : walk.base).shape([]);
  return covering.id === all.id || (mayBeSame(walk, left, right) && walk.isSame(left, right));
}

/** Where one value is a list of one, a scalar beside a list is compared with the elements of the list. */
function asElements(walk: Walk, one: Branch, other: Branch): [Branch, Branch] {
  const [base, revision] = [walk.base.shape(one), walk.revision.shape(other)];
  if (!rulesOfEncoding(walk.encoding).isListOfOne) return [one, other];
  if (isShortList(base) && isScalar(revision)) return [base.items, other];
  return isScalar(base) && isShortList(revision) ? [one, revision.items] : [one, other];
}

function isShortList({ types, bounds, prefixItems }: Shape): boolean {
  const [least, most] = [bounds.get('min-items')?.value ?? 0, bounds.get('max-items')?.value ?? 1];
  return types.size === 1 && types.has('array') && prefixItems.length === 0 && least <= 1 && most >= 1;
}

function isScalar({ types }: Shape): boolean {
  return types.size > 0 && !types.has('array') && !types.has('object');
}

/** Whether the whole may be null has been told: an alternative that may be and one that may not are compared as if both might. */
function alikeInNull(walk: Walk, one: Branch, other: Branch): [Branch, Branch] {
  const wasNullable = acceptedBy(walk.base, walk.base.shape(one)).nullable;
  const isNullable = acceptedBy(walk.revision, walk.revision.shape(other)).nullable;
  if (wasNullable === isNullable) return [one, other];
  return wasNullable ? [one, orNull(other)] : [orNull(one), other];
}

const orNulls = new WeakMap<object, Schema>();

/** The same object for the same branch, so that cycles come to an end. */
function orNull(branch: Branch): Branch {
  const [only, ...others] = branch;
  if (typeof only !== 'object' || others.length > 0) return branch;
  const known = orNulls.get(only) ?? { anyOf: [only, { type: 'null' }] };
  orNulls.set(only, known);
  return [known];
}

/** The alternatives of a schema without a union: those of a folded one, one for each of several types, or the whole. */
function alternativesOf({ folded, parts }: Shape): (readonly Schema[])[] {
  if (folded) return folded.branches.map((branch) => [branch]);
  const written = parts.map(writtenPart);
  const [only] = written;
  const types = [only?.type ?? []].flat().filter((type) => type !== 'null');
  return written.length === 1 && types.length > 1 ? types.map((type) => [{ ...only, type }]) : [written];
}

/** True when the shape asks nothing beside its union. */
function isBare({ values, bounds, patterns, properties, required, additional, items }: Shape): boolean {
  const sizes = [bounds.size, patterns.length, properties.size, required.size, additional.length, items.length];
  return !values && sizes.every((size) => size === 0);
}

/** Names of alternatives: of the component, by title, or by the properties that tell it. */
function namesOf(walk: Walk, side: 'base' | 'revision', branches: readonly (readonly Schema[])[]): string {
  return branches
    .map((branch) => {
      const [schema] = branch;
      if (typeof schema === 'object' && schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
      const { parts, types, properties } = walk[side].shape(branch);
      const titled = parts.find(({ title }) => typeof title === 'string');
      if (titled) return String(titled.title);
      return properties.size > 0 ? `{ ${[...properties.keys()].join(', ')} }` : [...types].join(' or ');
    })
    .join(', ');
}
