import type { SchemaObject } from '@plumbline/contract/contract';
import { isRelaxed, withoutUnions } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import { hasSubtypes } from '../subtypes.ts';
import { ALL_TYPES } from '../types.ts';

const known = new WeakMap<Shape, readonly SchemaObject[]>();

/**
 * What a schema asks beside its only union, to be asked of each alternative: `{ a, oneOf: [B, C] }` is one of B with a
 * and C with a.
 */
export function besideUnion(side: Side, shape: Shape): readonly SchemaObject[] {
  const [union] = shape.unions;
  if (!union) return [];
  const rest = known.get(shape) ?? shape.parts.map((part) => withoutUnions(side.contract, part, union));
  known.set(shape, rest);
  return rest;
}

/** True for one union whose alternatives describe values, and are no mere conditions such as `required`. */
export function isDistributable(side: Side, { unions, parts }: Shape): boolean {
  const [union, ...others] = unions;
  if (!union || others.length > 0 || parts.some(isRelaxed)) return false;
  if (parts.some((part) => hasSubtypes(side.contract, part) || part.discriminator !== undefined)) return false;
  return union.branches.every((branch) => {
    const { properties, types } = side.shape([branch]);
    return properties.size > 0 || types.size < ALL_TYPES.length;
  });
}
