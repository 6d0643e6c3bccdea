import type { Schema, SchemaObject } from '@plumbline/contract/contract';
import { canonical } from '../json-value.ts';
import { finiteValues } from '../listed-values.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { Union } from '../union.ts';

type Values = ReadonlyMap<string, unknown>;

const pieces = new WeakMap<Shape, Map<string, SchemaObject>>();

/**
 * A schema without alternatives, taken apart by the property whose listed values tell the other side's alternatives
 * apart: `{ kind: a | b }` are `{ kind: a }` and `{ kind: b }`.
 *
 * @param schemas what must hold together
 * @param by the side that has alternatives, and these
 * @returns one piece for each alternative that it has values of, and one for the rest; none where nothing tells them apart
 */
export function splitBy(
  side: Side,
  schemas: readonly Schema[],
  by: { side: Side; union: Union },
): (readonly Schema[])[] | undefined {
  const shape = side.shape(schemas);
  for (const [name, property] of shape.properties) {
    const own = valuesOf(side, property);
    const lists = own && by.union.branches.map((branch) => tagsOf(by.side, branch, name));
    if (!own || !lists?.every((list) => list !== undefined) || !areApart(lists)) continue;
    const rest = [...own.keys()].filter((key) => !lists.some((list) => list.has(key)));
    const groups = [...lists.map((list) => [...own.keys()].filter((key) => list.has(key))), rest];
    const filled = groups.filter((keys) => keys.length > 0);
    if (filled.length > 1)
      return filled.map((keys) => [
        ...schemas,
        pieceOf(
          shape,
          name,
          keys.map((key) => own.get(key)),
        ),
      ]);
  }
  return undefined;
}

function tagsOf(side: Side, branch: Schema, name: string): Values | undefined {
  const property = side.shape([branch]).properties.get(name);
  return property && valuesOf(side, property);
}

function valuesOf(side: Side, schemas: readonly Schema[]): Values | undefined {
  const shape = side.shape(schemas);
  return shape.values ?? finiteValues(shape);
}

function areApart(lists: readonly Values[]): boolean {
  const all = lists.flatMap((list) => [...list.keys()]);
  return new Set(all).size === all.length;
}

/** The same object for the same piece, so that cycles come to an end. */
function pieceOf(shape: Shape, name: string, values: readonly unknown[]): SchemaObject {
  const known = pieces.get(shape) ?? new Map<string, SchemaObject>();
  pieces.set(shape, known);
  const key = canonical([name, values]);
  const piece = known.get(key) ?? { properties: { [name]: { enum: [...values] } } };
  known.set(key, piece);
  return piece;
}
