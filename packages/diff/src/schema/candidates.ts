import type { Schema } from '@plumbline/contract/contract';
import { isMembers } from '@plumbline/contract/json';
import { trySample } from '@plumbline/contract/sample/sample';
import type { Direction } from '../change.ts';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { JsonType } from '../types.ts';

/** Most values that are made of one schema, and of one inside another. */
const MOST = 48;
const MOST_INSIDE = 8;
const DEPTH = 4;

interface Making {
  side: Side;
  direction: Direction;
  depth: number;
  /** Types of the values that a surrounding schema accepts; any, where there is none. */
  types?: ReadonlySet<JsonType>;
}

/**
 * Values that schemas of one contract are likely to accept, with declared members only: at bounds, with all that is
 * optional and without, of each alternative. Not all are valid: whoever uses them asks the validator.
 */
export function candidatesOf(side: Side, schemas: readonly Schema[], direction: Direction): unknown[] {
  const [only = true, ...others] = schemas;
  const whole = others.length === 0 ? only : { allOf: [...schemas] };
  const samples = (['all', 'none'] as const).flatMap((optional) => {
    try {
      return [trySample(side.contract, whole, { seed: 1, view: direction, optional }).value];
    } catch {
      return [];
    }
  });
  return distinct([...valuesFor({ side, direction, depth: DEPTH }, schemas, MOST), ...samples]);
}

function valuesFor(making: Making, schemas: readonly Schema[], most: number): unknown[] {
  const { side, depth } = making;
  const shape = side.shape(schemas);
  if (depth === 0 || shape.acceptsNothing) return [];
  if (shape.values) return [...shape.values.values()].slice(0, most);
  const types = [...shape.types].filter((type) => making.types?.has(type) ?? true);
  const within = { side, direction: making.direction, depth: depth - 1 };
  const own = types.flatMap((type) => makers[type](within, shape));
  const chosen = shape.unions.flatMap(({ branches }) =>
    branches.slice(0, 12).map((branch) => valuesFor({ ...within, types: new Set(types) }, [branch], MOST_INSIDE)),
  );
  const objects = own.filter(isMembers);
  const merged = chosen
    .flat()
    .flatMap((value) => (isMembers(value) ? objects.map((each) => ({ ...each, ...value })) : []));
  // What several alternatives say, where any of them may hold.
  const together = chosen.flatMap((values, index) =>
    chosen.slice(index + 1).flatMap((others) => pairsOf(values.filter(isMembers), others.filter(isMembers))),
  );
  const isBranched = chosen.length > 0;
  const all = isBranched ? [...spread(chosen), ...together, ...merged, ...own] : own;
  return distinct(shape.nullable ? [...all, null] : all).slice(0, most);
}

/** The first of each list, then the second of each. */
function spread(lists: readonly (readonly unknown[])[]): unknown[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

function pairsOf(ones: readonly object[], others: readonly object[]): object[] {
  return ones.slice(0, 3).flatMap((one) => others.slice(0, 3).map((other) => ({ ...one, ...other })));
}

const numbers = (_: Making, { bounds }: Shape, fraction: number): number[] => {
  const edges = [bounds.get('min'), bounds.get('max')].flatMap((bound) => (bound ? [bound.value] : []));
  return [...edges, ...edges.map((edge) => edge + 1), ...edges.map((edge) => edge - 1), 1, 0, 3, -1, 100].map(
    (each) => each + fraction,
  );
};

const makers: Readonly<Record<JsonType, (making: Making, shape: Shape) => unknown[]>> = {
  boolean: () => [true, false],
  integer: (making, shape) => numbers(making, shape, 0),
  number: (making, shape) => numbers(making, shape, 0.5),
  string: (making, shape) => textsFor(making, shape),
  array: (making, shape) => listsFor(making, shape),
  object: (making, shape) => objectsFor(making, shape),
};

/** Texts of several forms. */
export const TEXTS = [
  ...['a', 'abc', '', 'Some longer text', '1', '2026-01-31', '2026-01-31T10:00:00Z', 'a@example.com'],
  ...['6f1c9f1e-3a52-4c0e-8a39-6c9a3f0f1d2b', 'https://example.com/a', '10:00:00Z', '10.0.0.1', 'P1D', 'true'],
];

function textsFor(_: Making, { bounds }: Shape): string[] {
  const sizes = [bounds.get('min-length')?.value, bounds.get('max-length')?.value];
  const edges = sizes.flatMap((size) => (size !== undefined && size < 10_000 ? ['a'.repeat(size)] : []));
  return [...edges, ...TEXTS];
}

function listsFor(making: Making, { items, bounds, prefixItems }: Shape): unknown[] {
  const inside = prefixItems.length > 0 ? [] : valuesFor(making, items, MOST_INSIDE);
  const least = Math.min(bounds.get('min-items')?.value ?? 0, 20);
  const first = inside[0];
  const shortest = Array.from({ length: least }, (_, index) => inside[index % Math.max(1, inside.length)]);
  const byPosition = prefixItems.map((schemas) => valuesFor(making, schemas, 1)[0]);
  return [
    byPosition,
    shortest,
    [],
    ...inside.map((value) => [value, ...shortest.slice(1)]),
    ...(inside.length > 1 ? [inside] : []),
    [first, first],
  ];
}

function objectsFor(making: Making, { properties, required }: Shape): object[] {
  const { side, direction } = making;
  const isHidden = (schemas: readonly Schema[]): boolean =>
    side.shape(schemas)[direction === 'request' ? 'readOnly' : 'writeOnly'];
  const known = [...properties].filter(([, schemas]) => !isHidden(schemas)).slice(0, 24);
  const values = new Map(known.map(([name, schemas]) => [name, valuesFor(making, schemas, MOST_INSIDE)]));
  const fill = (names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const [value] = values.get(name) ?? ['a'];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const names = [...values.keys()];
  const needed = [...required].filter((name) => !properties.has(name) || values.has(name));
  const [least, all] = [fill(needed), fill([...new Set([...needed, ...names])])];
  const optional = names.filter((name) => !required.has(name));
  return [
    all,
    least,
    ...optional.map((name) => ({ ...least, ...fill([name]) })),
    ...names.flatMap((name) =>
      (values.get(name) ?? []).slice(1).flatMap((value) => [
        { ...all, [name]: value },
        { ...least, [name]: value },
      ]),
    ),
  ];
}

function distinct(values: readonly unknown[]): unknown[] {
  return [
    ...new Map(values.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value])).values(),
  ];
}
