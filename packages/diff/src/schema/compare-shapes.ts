import type { Comparer, Pair, Walk } from '../walk.ts';
import { compareArrays } from './arrays.ts';
import { compareConditions } from './conditions.ts';
import { compareBounds, compareMultiples } from './numbers.ts';
import { compareObjects } from './objects.ts';
import { compareTexts } from './texts.ts';
import { compareUnions, compareWrapped } from './unions.ts';
import { compareDefaults, compareEnums, compareForms, compareRemarks, compareTypes } from './values.ts';

const COMPARERS: readonly Comparer[] = [
  ...[compareTypes, compareEnums, compareForms, compareBounds, compareMultiples],
  ...[compareObjects, compareArrays, compareUnions, compareConditions, compareDefaults, compareRemarks],
];

/** Compares two shapes, one concept after the other. */
export function compareShapes(pair: Pair, walk: Walk): void {
  const { acceptsNothing } = pair.revision;
  if (pair.base.acceptsNothing || acceptsNothing) {
    if (pair.base.acceptsNothing !== acceptsNothing) {
      walk.find(pair, acceptsNothing ? 'became-forbidden' : 'became-allowed');
    }
    return;
  }
  if (compareTexts(pair, walk) || compareWrapped(pair, walk)) return;
  for (const compare of COMPARERS) compare(pair, walk);
}
