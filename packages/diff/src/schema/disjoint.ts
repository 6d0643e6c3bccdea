import { fits } from '../listed-values.ts';
import type { Schema } from '@plumbline/contract/contract';
import type { Shape } from '../shape.ts';
import type { Side } from '../side.ts';
import type { JsonType } from '../types.ts';
import { acceptedBy } from './accepted.ts';
import { undeclared } from './property.ts';

/** Formats of which no text has two. */
const APART: ReadonlySet<string> = new Set(['date', 'date-time', 'uuid', 'email', 'ipv4', 'ipv6']);

/** How deep properties are looked into for something that tells two schemas apart. */
const DEPTH = 3;

const known = new WeakMap<Shape, Map<string, boolean>>();

/** True when it can be shown that no value is accepted by both schemas of one contract. */
export function areDisjoint(side: Side, ones: readonly Schema[], others: readonly Schema[], depth = DEPTH): boolean {
  const [one, other] = [side.shape(ones), side.shape(others)];
  if (one.acceptsNothing || other.acceptsNothing) return true;
  if (one.id === other.id || depth === 0) return false;
  const answers = known.get(one) ?? new Map<string, boolean>();
  known.set(one, answers);
  const key = `${other.id} ${depth}`;
  const answer = answers.get(key) ?? findDisjoint(side, [one, ones], [other, others], depth);
  answers.set(key, answer);
  return answer;
}

type Described = readonly [shape: Shape, written: readonly Schema[]];

function findDisjoint(side: Side, [one, ones]: Described, [other, others]: Described, depth: number): boolean {
  const [left, right] = [acceptedBy(side, one), acceptedBy(side, other)];
  if (left.nullable && right.nullable) return false;
  const shared = [...left.types].filter((type) => right.types.has(type));
  if (shared.length === 0) return true;
  if (one.values ?? other.values) return haveNoValueInCommon(one, other);
  if (shared.every((type) => areApartAs[type](side, one, other, depth))) return true;
  const isApartFrom = (branches: readonly Schema[], against: readonly Schema[]): boolean =>
    branches.every((branch) => areDisjoint(side, [branch], against, depth - 1));
  return (
    one.unions.some(({ branches }) => isApartFrom(branches, others)) ||
    other.unions.some(({ branches }) => isApartFrom(branches, ones))
  );
}

function haveNoValueInCommon(one: Shape, other: Shape): boolean {
  const [listed, against] = one.values ? [one, other] : [other, one];
  return [...(listed.values ?? [])].every(([key, value]) =>
    against.values ? !against.values.has(key) : isScalar(value) && !fits(value, against),
  );
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object';
}

type Test = (side: Side, one: Shape, other: Shape, depth: number) => boolean;

const areNumbersApart: Test = (_, one, other) => isEmptyRange(one, other, 'min', 'max');

const areApartAs: Readonly<Record<JsonType, Test>> = {
  boolean: () => false,
  integer: areNumbersApart,
  number: areNumbersApart,
  string: (_, one, other) =>
    isEmptyRange(one, other, 'min-length', 'max-length') ||
    one.formats.some((format) => APART.has(format) && other.formats.some((each) => each !== format && APART.has(each))),
  array: (side, one, other, depth) => {
    if (isEmptyRange(one, other, 'min-items', 'max-items')) return true;
    const hasElement = [one, other].some(({ bounds }) => (bounds.get('min-items')?.value ?? 0) > 0);
    return hasElement && areDisjoint(side, one.items, other.items, depth - 1);
  },
  object: (side, one, other, depth) =>
    isEmptyRange(one, other, 'min-properties', 'max-properties') ||
    [...new Set([...one.required, ...other.required])].some((name) =>
      areDisjoint(side, memberOf(one, name), memberOf(other, name), depth - 1),
    ),
};

function memberOf(shape: Shape, name: string): readonly Schema[] {
  return shape.properties.get(name) ?? undeclared(shape, name);
}

type Least = 'min' | 'min-length' | 'min-items' | 'min-properties';
type Most = 'max' | 'max-length' | 'max-items' | 'max-properties';

/** True when what one needs at least is more than what the other takes at most. */
function isEmptyRange(one: Shape, other: Shape, least: Least, most: Most): boolean {
  return [
    [one, other],
    [other, one],
  ].some(([low, high]) => {
    const [lower, upper] = [low?.bounds.get(least), high?.bounds.get(most)];
    if (!lower || !upper) return false;
    return lower.value > upper.value || (lower.value === upper.value && (lower.exclusive || upper.exclusive));
  });
}
