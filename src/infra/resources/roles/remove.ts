import type { Answerer } from '../../http/invocation.ts';
import { itemBody } from '../body/body.ts';
import { emulatedHeader } from '../item/emulated.ts';
import { requireMatch } from '../item/conditions.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { isSampled, type Serving } from '../serving.ts';

/** Removes an item and, by foreign keys, what is below it. */
export function removeAnswerer(serving: Serving): Answerer {
  const { operation, store } = serving;
  const { response } = operation;
  const locator = locatorOf(serving);
  const answer = itemAnswerer(serving);

  return async (invocation) => {
    // Somebody who changes it in between is no reason to fail; somebody who removes it is.
    for (let row = await locator.find(invocation); row; row = await locator.find(invocation)) {
      requireMatch(invocation, row);
      if (await store.remove(row)) return answer(invocation, row);
    }
    await locator.requireParents(invocation);
    if (!isSampled(serving)) throw locator.absent(invocation);
    const body = itemBody(serving, invocation, response, {}, operation.operation.id, locator.key(invocation));
    return { status: response.status, headers: emulatedHeader(invocation), ...mediaTypeOf(response), body };
  };
}
