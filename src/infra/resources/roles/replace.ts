import type { Answerer, Invocation } from '../../http/invocation.ts';
import type { Row } from '../../db/database.ts';
import { itemsIn } from '../body/body.ts';
import { changerOf } from '../item/changing.ts';
import { requireNothing } from '../item/conditions.ts';
import { creatorOf } from '../item/creating.ts';
import { defaultsOf } from '../item/defaults.ts';
import { itemAnswerer } from '../answer/item-answer.ts';
import { unfitRefuser } from '../item/fitting.ts';
import { locatorOf } from '../item/locate.ts';
import { hasRole, isSampled, type Serving } from '../serving.ts';
import { TakenIdentifierError } from '../store/key-error.ts';
import type { Item } from '../store/rows.ts';

/**
 * Puts what the client sent in the place of an item: what it left out is gone, what it may not write stays. Where
 * nothing else creates such items, or the contract says how it answers then, an absent one is created.
 */
export function replaceAnswerer(serving: Serving): Answerer {
  const { operation, service, store } = serving;
  const locator = locatorOf(serving);
  const create = creatorOf(serving, locator);
  const change = changerOf(serving, locator);
  const answer = itemAnswerer(serving);
  const defaults = defaultsOf(serving);
  const refuseUnfit = unfitRefuser(serving);
  const isUpsert =
    operation.created !== undefined || isSampled(serving) || !hasRole(service, operation.resource.name, 'create');
  const { identity, parents } = operation.resource;
  const said = operation.request?.properties ?? [];
  const kept = store.table.resource.properties
    .filter(
      ({ name, readOnly }) =>
        readOnly ||
        (said.length > 0 && !said.includes(name)) ||
        name === identity?.property ||
        parents.some(({ property }) => property === name),
    )
    .map(({ name }) => name);

  const replaced = (before: Item, sent: Item): Item => {
    const item: Item = { ...defaults, ...sent };
    for (const name of kept) {
      if (before[name] === undefined) continue;
      item[name] = before[name];
    }
    return item;
  };
  const changed = (invocation: Invocation, sent: Item): Promise<Row | undefined> =>
    change(invocation, (before) => {
      const after = replaced(before, sent);
      refuseUnfit(invocation, before, after, sent);
      return after;
    });

  return async (invocation) => {
    const [sent = {}] = itemsIn(operation, invocation);
    const row = await changed(invocation, sent);
    if (row) return answer(invocation, row);
    await locator.requireParents(invocation);
    if (!isUpsert) throw locator.absent(invocation);
    requireNothing(invocation);
    refuseUnfit(invocation, {}, sent, sent);
    try {
      return await answer(invocation, await create(invocation, sent), operation.created ?? operation.response);
    } catch (error) {
      // Of several who put the same new item, one makes it; the others find it there and replace it.
      const made = error instanceof TakenIdentifierError ? await changed(invocation, sent) : undefined;
      if (made === undefined) throw error;
      return answer(invocation, made);
    }
  };
}
