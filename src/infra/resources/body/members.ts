import { getOwn } from '@plumbline/contract/json';
import type { BodyPath } from '../resource.ts';
import type { Item } from '../store/rows.ts';

/** Sets the value at a path of keys, making the objects on the way. */
export function setAt(body: unknown, at: BodyPath, value: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  const object = isItem(body) ? body : {};
  return { ...object, [key]: setAt(getOwn(object, key), rest, value) };
}

export function getAt(body: unknown, at: BodyPath): unknown {
  return at.reduce<unknown>((value, key) => (isItem(value) ? getOwn(value, key) : undefined), body);
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
