import { violations } from '@plumbline/contract/check';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { schemaView } from '@plumbline/contract/views/view';
import { HttpError } from '../../http/errors/errors.ts';
import type { Answerer, Invocation } from '../../http/invocation.ts';
import { itemsIn } from '../body/body.ts';
import { boxed, unboxed } from '../body/boxes.ts';
import { changerOf } from '../item/changing.ts';
import { contradictionTeller } from '../item/contradictions.ts';
import { createOrChange } from '../item/create-or-change.ts';
import { creatorOf } from '../item/creating.ts';
import { noteEmulated } from '../item/emulated.ts';
import { fitterOf } from '../item/fitting.ts';
import { itemAnswerer } from '../answer/item-answer.ts';
import { applyJsonPatch } from '../body/json-patch.ts';
import { unknownEffect } from '../emulation/effect.ts';
import { locatorOf } from '../item/locate.ts';
import { maskApplier } from '../item/mask.ts';
import { getAt, isItem } from '../body/members.ts';
import { mergePatch } from '../body/merge-patch.ts';
import { keepNulls } from '../body/nulls.ts';
import type { ResourceOperation } from '../resource.ts';
import { samplerOf } from '../item/samples.ts';
import { isSampled, type Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/** Changes members of an item: by a merge patch (RFC 7396), or by a JSON patch (RFC 6902) where one is sent. */
export function updateAnswerer(serving: Serving): Answerer {
  const locator = locatorOf(serving);
  const create = creatorOf(serving, locator);
  const change = changerOf(serving, locator);
  const answer = itemAnswerer(serving);
  const sampler = samplerOf(serving, locator);
  const patched = patcherOf(serving);
  const fit = fitterOf(serving);
  const tellContradictions = contradictionTeller(serving, locator);
  const patch = (invocation: Invocation, item: Item): Item => {
    const made = patched(invocation, item);
    tellContradictions(invocation, { ...takenAway(item), ...made }, item);
    return fit(invocation, item, made);
  };

  const effect = unknownEffect(serving.operation);

  return async (invocation) => {
    if (effect !== undefined) noteEmulated(invocation, [`the effect of ${effect}: the item is unchanged`]);
    const row = await change(invocation, (item) => patch(invocation, item));
    if (row) return answer(invocation, row);
    await locator.requireParents(invocation);
    if (!isSampled(serving)) throw locator.absent(invocation);
    const { row: made } = await createOrChange(
      () => create(invocation, patch(invocation, sampler.one(invocation).item)),
      () => change(invocation, (item) => patch(invocation, item)),
    );
    return answer(invocation, made);
  };
}

/** What a patch says that leaves nothing of an item. */
function takenAway(item: Item): Item {
  return Object.fromEntries(Object.keys(item).map((name) => [name, null]));
}

/**
 * A merge patch that is not an object replaces the whole item (RFC 7396), which is an object.
 *
 * @throws HttpError 400
 */
function requireObject({ request }: ResourceOperation, body: unknown): void {
  if (request === undefined || body === undefined || Buffer.isBuffer(body)) return;
  const found = getAt(body, request.at);
  if (found === undefined ? isItem(body) : isItem(found) || (request.isList && Array.isArray(found))) return;
  const field = found === undefined ? 'body' : ['body', ...request.at].join('.');
  throw new HttpError('VALIDATION_ERROR', 'The patch cannot be applied.', {
    details: [{ field, message: 'must be an object with the members to change' }],
  });
}

/** What a request makes of an item. */
export function patcherOf({ service, operation, store }: Serving): (invocation: Invocation, item: Item) => Item {
  const { boxes } = operation.resource;
  const view = schemaView(service.contract, 'response');
  const schemas = new Map(store.table.resource.properties.map(({ name, schema }) => [name, schema]));
  const nullable = new Map<string, boolean>();
  const isNullable = (name: string): boolean => {
    const schema = schemas.get(name) ?? {};
    const known = nullable.get(name) ?? violations(service.contract, schema, null, 'response').length === 0;
    nullable.set(name, known);
    return known;
  };
  const assigned = (operation.assigns ?? []).flatMap(({ parameter, column }) => {
    const property = store.table.columns.find(({ name }) => name === column)?.property?.name;
    return property === undefined ? [] : [{ parameter, property }];
  });
  const applyMask = maskApplier(operation);
  return (invocation, item) => {
    const { mediaType = '', body, query } = invocation;
    if (/json-patch\+json/.test(mediaType)) {
      applyMask(invocation, {});
      return unboxed(applyJsonPatch(boxed(item, boxes), body), boxes);
    }
    requireObject(operation, body);
    const { changes: sent } = applyMask(invocation, itemsIn(operation, invocation)[0] ?? {});
    for (const { parameter, property } of assigned) {
      const value = getOwn(query, parameter);
      if (value !== undefined) setOwn(sent, property, value);
    }
    const merged = mergePatch(item, sent) as Item;
    // A null that the property may hold is a value; otherwise it takes the property away.
    for (const [name, value] of Object.entries(sent)) {
      const made = getOwn(merged, name);
      if (value === null && isNullable(name)) setOwn(merged, name, null);
      else if (isItem(value) && isItem(made)) keepNulls(view, view.of(schemas.get(name) ?? {}), value, made);
    }
    return merged;
  };
}
