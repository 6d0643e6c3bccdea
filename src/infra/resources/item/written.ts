import { isItem } from '../body/members.ts';
import type { Resource } from '../resource.ts';
import type { Item } from '../store/rows.ts';
import { getOwn } from '@plumbline/contract/json';

/**
 * What an item was completed to, but for identifiers that stand for objects: completed they would be made-up objects, and
 * which ones were meant would be lost.
 *
 * @param written the item as it was written
 * @param made the same as reading has to show it
 */
export function withoutReferences({ references }: Resource, written: Item, made: unknown): Item {
  if (!isItem(made)) return {};
  const kept = references.flatMap(({ from }) => (isObject(getOwn(written, from)) ? [] : [from]));
  return Object.fromEntries(
    Object.entries(made).filter(([name]) => !kept.includes(name) || getOwn(written, name) === undefined),
  );
}

/** An object, or objects only. */
function isObject(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isItem) : isItem(value);
}
