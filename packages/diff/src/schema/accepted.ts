import { isRelaxed } from '../parts.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { JsonType } from '../types.ts';
import type { Union } from '../union.ts';

export interface Accepted {
  types: ReadonlySet<JsonType>;
  nullable: boolean;
}

const known = new WeakMap<Shape, Accepted>();

/** Types that a shape accepts and whether null is one, its unions looked into; a union within itself adds nothing. */
export function acceptedBy(side: Side, shape: Shape): Accepted {
  const answer = known.get(shape);
  if (answer) return answer;
  known.set(shape, shape);
  let { nullable } = shape;
  let types = [...shape.types];
  for (const union of shape.unions) {
    const branches = union.branches.map((branch) => acceptedBy(side, side.shape([branch])));
    nullable &&= acceptsNull(union, branches.filter((branch) => branch.nullable).length);
    types = types.filter((type) => branches.some((branch) => branch.types.has(type)));
  }
  const accepted = { types: new Set(types), nullable };
  known.set(shape, accepted);
  return accepted;
}

/** Exactly one alternative of a `oneOf` may accept null, as any other value. */
function acceptsNull({ keyword, nullable, owner }: Union, nullableBranches: number): boolean {
  if (isRelaxed(owner)) return true;
  const count = nullableBranches + Number(nullable);
  return keyword === 'oneOf' ? count === 1 : count > 0;
}

/** Types that both shapes of a pair accept: keywords about other types say nothing about what clients know. */
export function sharedTypes(base: Accepted, revision: Accepted): Set<JsonType> {
  return new Set([...base.types].filter((type) => revision.types.has(type)));
}
