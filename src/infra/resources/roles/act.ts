import type { Answerer } from '../../http/invocation.ts';
import { changerOf } from '../item/changing.ts';
import { emulatedHeader, noteEmulated } from '../item/emulated.ts';
import { fitterOf } from '../item/fitting.ts';
import { itemBody } from '../body/body.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { SAMPLE_HEADERS, samplerOf } from '../item/samples.ts';
import { unknownEffect } from '../emulation/effect.ts';
import { isSampled, type Serving } from '../serving.ts';
import { patcherOf } from './update.ts';

/**
 * A verb on an item, `POST /loans/{loanId}/return`. What the verb means no contract says; what the body says of the
 * item's own properties is kept, and the answer is the item or what the contract declares instead. An effect that is not
 * known is named as emulated; in production such an operation is not derived.
 */
export function actAnswerer(serving: Serving): Answerer {
  const { operation, store } = serving;
  const { response } = operation;
  const locator = locatorOf(serving);
  const change = changerOf(serving, locator);
  const answer = itemAnswerer(serving);
  const sampler = samplerOf(serving, locator);
  const patch = patcherOf(serving);
  const fit = fitterOf(serving);
  const own = new Set(store.table.resource.properties.flatMap(({ name, readOnly }) => (readOnly ? [] : [name])));

  const effect = unknownEffect(operation);

  return async (invocation) => {
    if (effect !== undefined) noteEmulated(invocation, [`the effect of ${effect}: the item is unchanged`]);
    const row = await change(invocation, (item) => {
      const patched = patch(invocation, item);
      const after = Object.fromEntries(
        Object.entries(patched).filter(([name]) => own.has(name) || Object.hasOwn(item, name)),
      );
      return fit(invocation, item, after);
    });
    if (row) return answer(invocation, row);
    await locator.requireParents(invocation);
    if (!isSampled(serving)) throw locator.absent(invocation);
    const { item, seed } = sampler.one(invocation);
    const body = itemBody(serving, invocation, response, item, seed);
    return {
      status: response.status,
      headers: { ...emulatedHeader(invocation), ...SAMPLE_HEADERS },
      ...mediaTypeOf(response),
      body,
    };
  };
}
