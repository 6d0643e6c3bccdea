import type { Answerer, Invocation } from '../../http/invocation.ts';
import type { Row } from '../../db/database.ts';
import { itemsIn } from '../body/body.ts';
import { changerOf } from '../item/changing.ts';
import { requireNothing } from '../item/conditions.ts';
import { contradictionTeller } from '../item/contradictions.ts';
import { createOrChange } from '../item/create-or-change.ts';
import { creatorOf } from '../item/creating.ts';
import { defaultsOf } from '../item/defaults.ts';
import { itemAnswerer } from '../answer/item-answer.ts';
import { fitterOf } from '../item/fitting.ts';
import { locatorOf } from '../item/locate.ts';
import { maskApplier, withChanges } from '../item/mask.ts';
import type { Property } from '../resource.ts';
import { hasRole, isSampled, type Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';

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
  const fit = fitterOf(serving);
  const tellContradictions = contradictionTeller(serving, locator);
  const isUpsert =
    operation.created !== undefined || isSampled(serving) || !hasRole(service, operation.resource.name, 'create');
  const applyMask = maskApplier(operation);
  const { identity, parents } = operation.resource;
  const said = operation.request?.properties ?? [];
  const isFixed = ({ name, column, readOnly }: Property): boolean =>
    readOnly ||
    name === identity?.property ||
    name === operation.key?.property ||
    operation.scope.some((named) => named.column === column);
  // What the request has no word for, and what the item belongs to, is not gone for being left out.
  const isKept = ({ name }: Property): boolean =>
    (said.length > 0 && !said.includes(name)) || parents.some(({ property }) => property === name);
  const { properties } = store.table.resource;

  const replaced = (before: Item, sent: Item): Item => {
    const item: Item = { ...defaults.assumed, ...defaults.known, ...sent };
    for (const property of properties) {
      const { name } = property;
      if (getOwn(before, name) === undefined) continue;
      if (isFixed(property) || (isKept(property) && getOwn(sent, name) === undefined))
        setOwn(item, name, getOwn(before, name));
    }
    return item;
  };
  const changed = (invocation: Invocation, sent: Item): Promise<Row | undefined> =>
    change(
      invocation,
      (before) => {
        const { isMasked, changes } = applyMask(invocation, sent);
        tellContradictions(invocation, changes, before);
        if (isMasked) return fit(invocation, before, withChanges(before, changes, sent));
        return fit(invocation, before, replaced(before, sent), sent);
      },
      applyMask(invocation, sent).isMasked
        ? []
        : Object.keys(defaults.assumed).filter((name) => !Object.hasOwn(sent, name)),
    );

  return async (invocation) => {
    const [sent = {}] = itemsIn(operation, invocation);
    const row = await changed(invocation, sent);
    if (row) return answer(invocation, row);
    await locator.requireParents(invocation);
    if (!isUpsert) throw locator.absent(invocation);
    requireNothing(invocation);
    const made = await createOrChange(
      () => create(invocation, sent),
      () => changed(invocation, sent),
    );
    return answer(invocation, made.row, made.isNew ? (operation.created ?? operation.response) : operation.response);
  };
}
