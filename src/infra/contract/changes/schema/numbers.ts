import { BOUNDS, isTighter, shownBound } from '../bounds.ts';
import { divides } from '../multiples.ts';
import type { Comparer } from '../walk.ts';
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
    const facts = { from: shownBound(base, isUpper), to: shownBound(revision, isUpper), keyword };
    if (!base) walk.find(pair, `${name}-set`, facts);
    else if (!revision) walk.find(pair, `${name}-unset`, facts);
    else {
      const isLower = isTighter(revision, base, isUpper) === isUpper;
      walk.find(pair, `${name}-${isLower ? 'decreased' : 'increased'}`, facts);
    }
  }
};

/** `multipleOf`: a multiple of 6 is a multiple of 3. */
export const compareMultiples: Comparer = (pair, walk) => {
  if (pair.base.values ?? pair.revision.values) return;
  const [base] = pair.base.multiples;
  const [revision] = pair.revision.multiples;
  if (pair.base.multiples.join() === pair.revision.multiples.join()) return;
  const facts = {
    from: pair.base.multiples.join(' and '),
    to: pair.revision.multiples.join(' and '),
    keyword: 'multipleOf',
  };
  if (base === undefined) walk.find(pair, 'multiple-of-set', facts);
  else if (revision === undefined) walk.find(pair, 'multiple-of-unset', facts);
  else if (divides(revision, base)) walk.find(pair, 'multiple-of-generalized', facts);
  else walk.find(pair, divides(base, revision) ? 'multiple-of-specialized' : 'multiple-of-changed', facts);
};
