import type { Row } from '../../db/database.ts';
import type { Answerer } from '../../http/invocation.ts';
import { itemBody } from '../body/body.ts';
import { emulatedHeader } from '../item/emulated.ts';
import { requireMatch } from '../item/conditions.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { unlessReferred } from '../item/referring.ts';
import { isSampled, type Serving } from '../serving.ts';

/** Removes an item and, by foreign keys, what is below it; where the contract declares 409, not while others refer to it. */
export function removeAnswerer(serving: Serving): Answerer {
  const { operation, store } = serving;
  const { response } = operation;
  const locator = locatorOf(serving);
  const answer = itemAnswerer(serving);
  const guarded = unlessReferred(serving);
  const remove = (row: Row): Promise<boolean> =>
    guarded === undefined ? store.remove(row) : guarded([row['_key']], () => store.remove(row));

  return async (invocation) => {
    // Somebody who changes it in between is no reason to fail; somebody who removes it is.
    for (let row = await locator.find(invocation); row; row = await locator.find(invocation)) {
      requireMatch(invocation, row);
      if (await remove(row)) return answer(invocation, row);
    }
    await locator.requireParents(invocation);
    if (!isSampled(serving)) throw locator.absent(invocation);
    const body = itemBody(serving, invocation, response, {}, operation.operation.id, locator.key(invocation));
    return { status: response.status, headers: emulatedHeader(invocation), ...mediaTypeOf(response), body };
  };
}
