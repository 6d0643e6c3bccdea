import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { setAt } from '../body/members.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { locationOf } from './location.ts';
import { referencesOf } from './references.ts';

/** Stored rows as items that bodies show: what they refer to by identifier as objects, and their own addresses. */
export type Present = (invocation: Invocation, rows: readonly Row[]) => Promise<Item[]>;

export function presenterOf(serving: Serving): Present {
  const { operation, store } = serving;
  const { references, selfAt } = operation.resource;
  const refer = references.length === 0 ? undefined : referencesOf(serving);
  const locate = selfAt.length === 0 ? undefined : locationOf(serving);

  return async (invocation, rows) => {
    const items = refer ? await refer(invocation, rows) : rows.map((row) => store.rows.toItem(row, 'shown'));
    if (!locate) return items;
    return items.map((item, index) => {
      const row = rows[index];
      const location = row && locate(invocation, row);
      if (location === undefined) return item;
      const address = (invocation.origin ?? '') + location;
      return selfAt.reduce<Item>((shown, at) => setAt(shown, at, address) as Item, item);
    });
  };
}
