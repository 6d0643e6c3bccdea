import type { Schema } from '@plumbline/contract/contract';
import { isNull, writtenPart } from '../parts.ts';
import type { Side } from '../side.ts';
import { soleUnion, type Union } from '../union.ts';
import { areDisjoint } from './disjoint.ts';

const known = new WeakMap<Union, Union>();

/** How many unions within a union are opened. */
const MOST = 16;

type Inner = Pick<Union, 'keyword' | 'branches'>;

/**
 * A union whose alternatives are no unions themselves, as far as that means the same: exactly one of A and of exactly
 * one of B and C is not exactly one of all three, unless some of them exclude each other.
 */
export function openedUnion(side: Side, union: Union): Union {
  const answer = known.get(union) ?? findOpened(side, union);
  known.set(union, answer);
  return answer;
}

function findOpened(side: Side, union: Union): Union {
  if (writtenPart(union.owner).discriminator !== undefined) return union;
  let { nullable } = union;
  let branches: readonly Schema[] = union.branches;
  for (let opened = 0; opened < MOST; opened += 1) {
    const next = firstToOpen(side, union.keyword, branches);
    if (!next) break;
    const kept = next.inner.branches.filter((branch) => !isNull(side.contract, branch));
    nullable ||= kept.length < next.inner.branches.length;
    branches = branches.flatMap((branch) => (branch === next.branch ? kept : [branch]));
  }
  return branches === union.branches ? union : { ...union, nullable, branches };
}

function firstToOpen(
  side: Side,
  keyword: Union['keyword'],
  branches: readonly Schema[],
): { branch: Schema; inner: Inner } | undefined {
  for (const branch of branches) {
    const inner = soleUnion(side.contract, branch);
    const others = branches.filter((each) => each !== branch);
    if (inner && !inner.branches.includes(branch) && mayBeOpened(side, keyword, inner, others))
      return { branch, inner };
  }
  return undefined;
}

function mayBeOpened(side: Side, keyword: Union['keyword'], inner: Inner, others: readonly Schema[]): boolean {
  if (keyword === 'anyOf' && inner.keyword === 'anyOf') return true;
  const isApart = (one: Schema, other: Schema): boolean => areDisjoint(side, [one], [other]);
  const overlaps = inner.branches.flatMap((one, index) =>
    inner.branches.slice(index + 1).flatMap((other) => (isApart(one, other) ? [] : [[one, other] as const])),
  );
  // What two of the inner alternatives accept is refused either way, unless an outer one accepts it too.
  const isExclusive = keyword === 'oneOf' && inner.keyword === 'oneOf';
  return overlaps.every(
    ([one, other]) => isExclusive && others.every((each) => isApart(each, one) || isApart(each, other)),
  );
}
