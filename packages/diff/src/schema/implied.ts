import { ALL_TYPES, shownTypes } from '../types.ts';
import type { Pair, Walk } from '../walk.ts';

/**
 * A schema without a type accepts any type by the letter of JSON Schema. That the type which its keywords speak of is
 * written out, as careful authors do, may refuse something; that other types are written shows that more was meant.
 *
 * @returns false where nothing differs by it
 */
export function compareImplied(pair: Pair, walk: Walk): boolean {
  const isStated = pair.base.isImplied;
  const [stated, implied] = isStated ? [pair.revision, pair.base] : [pair.base, pair.revision];
  if (stated.values || stated.types.size === ALL_TYPES.length) return false;
  const isAsMeant = !stated.nullable && [...stated.types].join() === [...implied.types].join();
  const [from, to] = [pair.base, pair.revision].map((shape) =>
    shape.isImplied ? 'any type' : shownTypes(shape.types),
  );
  const facts = { from: from ?? '', to: to ?? '', keyword: 'type' };
  if (isAsMeant) walk.find(pair, isStated ? 'type-stated' : 'type-unstated', facts);
  else walk.find(pair, isStated ? 'type-specialized' : 'type-generalized', facts);
  return true;
}
