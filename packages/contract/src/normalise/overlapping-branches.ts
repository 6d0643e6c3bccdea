import { heal, type Draft } from '../draft.ts';
import { listOf, type Members } from '../json.ts';
import { walk } from '../walk.ts';
import { isWithin } from './within.ts';

/**
 * Mends a `oneOf` of which every branch is taken in by another, so that whatever fits one fits two and nothing could be
 * valid: two kinds of errors with the same members, a month or a week of which nothing must be there. It is taken for
 * `anyOf`. Where a discriminator tells the branches apart, or one branch has values of its own, the `oneOf` stays.
 */
export function healOverlappingBranches(draft: Draft): void {
  // What is mended is no longer what others are compared with: all is looked at before anything is.
  const overlapping: { node: Members; pointer: string }[] = [];
  walk(draft.document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema' || node.discriminator !== undefined) return;
    const branches = listOf(node.oneOf);
    if (branches.length < 2 || !branches.every((branch, index) => isCovered(draft, branches, branch, index))) return;
    overlapping.push({ node, pointer });
  });
  for (const { node, pointer } of overlapping) {
    const { oneOf, anyOf } = node;
    delete node.oneOf;
    if (anyOf === undefined) node.anyOf = oneOf;
    else node.allOf = [...listOf(node.allOf), { anyOf: oneOf }];
    const message =
      'Whatever fits one branch of this `oneOf` fits another as well, so that nothing could be valid; it is taken for ' +
      '`anyOf`. Require in each branch what tells it from the others.';
    heal(draft, 'overlapping-branches', `${pointer}/oneOf`, message);
  }
}

function isCovered(draft: Draft, branches: readonly unknown[], branch: unknown, index: number): boolean {
  return branches.some((other, at) => at !== index && isWithin(draft.document, branch, other));
}
