import type { Schema } from '@plumbline/contract/contract';
import { BOUNDS, isTighter, shownBound, type Bound, type BoundName } from '../bounds.ts';
import { divides, leastCommonMultiple } from '../multiples.ts';
import type { Shape } from '../shape.ts';
import type { Comparer, Walk } from '../walk.ts';
import { acceptedBy, sharedTypes } from './accepted.ts';

/** Bounds of numbers and of the sizes of strings, arrays and objects. Listed values need none. */
export const compareBounds: Comparer = (pair, walk) => {
  if (pair.base.values ?? pair.revision.values) return;
  const shared = sharedTypes(acceptedBy(walk.base, pair.base), acceptedBy(walk.revision, pair.revision));
  for (const { name, keyword, isUpper, types } of BOUNDS) {
    if (!types.some((type) => shared.has(type))) continue;
    const base = pair.base.bounds.get(name);
    const revision = pair.revision.bounds.get(name);
    if (base?.value === revision?.value && base?.exclusive === revision?.exclusive) continue;
    const [held, holds] = [
      effectiveBound(walk, 'base', pair.base, name, isUpper),
      effectiveBound(walk, 'revision', pair.revision, name, isUpper),
    ];
    if (held?.value === holds?.value && held?.exclusive === holds?.exclusive) continue;
    const facts = { from: shownBound(base, isUpper), to: shownBound(revision, isUpper), keyword };
    if (!base) walk.find(pair, `${name}-set`, facts);
    else if (!revision) walk.find(pair, `${name}-unset`, facts);
    else {
      const isLower = isTighter(revision, base, isUpper) === isUpper;
      walk.find(pair, `${name}-${isLower ? 'decreased' : 'increased'}`, facts);
    }
  }
};

/** `multipleOf`: a multiple of 6 is a multiple of 3, and one of 2 and 3 is one of 6. */
export const compareMultiples: Comparer = (pair, walk) => {
  if (pair.base.values ?? pair.revision.values) return;
  const shared = sharedTypes(acceptedBy(walk.base, pair.base), acceptedBy(walk.revision, pair.revision));
  if (!shared.has('integer') && !shared.has('number')) return;
  const { multiples: before } = pair.base;
  const { multiples: after } = pair.revision;
  if (before.join() === after.join()) return;
  const [base, revision] = [leastCommonMultiple(before), leastCommonMultiple(after)];
  const facts = { from: before.join(' and '), to: after.join(' and '), keyword: 'multipleOf' };
  if (before.length === 0) walk.find(pair, 'multiple-of-set', facts);
  else if (after.length === 0) walk.find(pair, 'multiple-of-unset', facts);
  else if (base === undefined || revision === undefined) walk.find(pair, 'multiple-of-changed', facts);
  else if (base !== revision) {
    if (divides(revision, base)) walk.find(pair, 'multiple-of-generalized', facts);
    else walk.find(pair, divides(base, revision) ? 'multiple-of-specialized' : 'multiple-of-changed', facts);
  }
};

/** The bound of a shape, or the tighter one that follows from what else it asks. */
function effectiveBound(
  walk: Walk,
  side: 'base' | 'revision',
  shape: Shape,
  name: BoundName,
  isUpper: boolean,
): Bound | undefined {
  const written = shape.bounds.get(name);
  const value = IMPLIED[name]?.(shape, (schemas) => isHidden(walk, walk[side].shape(schemas)));
  const implied = value === undefined ? undefined : { value, exclusive: false };
  if (!written || !implied) return written ?? implied;
  return isTighter(implied, written, isUpper) ? implied : written;
}

type Hides = (schemas: readonly Schema[]) => boolean;

const INT32 = 2 ** 31;
const isInt32 = ({ formats }: Shape): boolean => formats.includes('int32');

/** Bounds that follow from required properties, a closed list of properties, or a format. */
const IMPLIED: Partial<Record<BoundName, (shape: Shape, isHidden: Hides) => number | undefined>> = {
  'min-properties': ({ required, properties }, hides) =>
    [...required].filter((name) => !hides(properties.get(name) ?? [])).length || undefined,
  'max-properties': ({ additional, patternProperties, properties }) =>
    additional.includes(false) && patternProperties.size === 0 ? properties.size : undefined,
  max: (shape) => (isInt32(shape) ? INT32 - 1 : undefined),
  min: (shape) => (isInt32(shape) ? -INT32 : undefined),
};

function isHidden({ direction }: Walk, { readOnly, writeOnly }: Shape): boolean {
  return direction === 'request' ? readOnly : writeOnly;
}
