import type { Answerer } from '../../http/invocation.ts';
import { requireMatch } from '../item/conditions.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { isSampled, type Serving } from '../serving.ts';

/** Removes an item and, by foreign keys, what is below it. */
export function removeAnswerer(serving: Serving): Answerer {
  const { operation, store, completed } = serving;
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
    const body =
      response.schema === undefined ? undefined : completed(response.schema, undefined, operation.operation.id);
    return { status: response.status, ...mediaTypeOf(response), body };
  };
}
