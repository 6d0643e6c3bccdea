import { HttpError } from '../../http/errors/errors.ts';
import type { Answerer, Invocation } from '../../http/invocation.ts';
import { itemBody } from '../body/body.ts';
import { isNotModified, etagOf } from '../item/conditions.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { emulatedHeader } from '../item/emulated.ts';
import { locatorOf } from '../item/locate.ts';
import { SAMPLE_HEADERS, samplerOf } from '../item/samples.ts';
import { isSampled, type Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/** Shows one item; a singleton that nobody has written yet as its defaults, and what nothing creates as a sample. */
export function readAnswerer(serving: Serving): Answerer {
  const { operation, service } = serving;
  const { response } = operation;
  const locator = locatorOf(serving);
  const answer = itemAnswerer(serving);
  const sampler = samplerOf(serving, locator);
  const has304 = Object.hasOwn(operation.operation.responses, '304');

  return async (invocation) => {
    const row = await locator.find(invocation);
    if (row && has304 && isNotModified(invocation, row)) return { status: 304, headers: { ETag: etagOf(row) } };
    if (row) return answer(invocation, row);
    await locator.requireParents(invocation);
    if (!isSampled(serving)) throw locator.absent(invocation);
    const { item, seed } = sampler.one(invocation);
    const body = bodyUnlessUnknown(invocation, item, seed);
    const headers = operation.resource.isCreatable || service.isProduction ? {} : SAMPLE_HEADERS;
    return {
      status: response.status,
      headers: { ...emulatedHeader(invocation), ...headers },
      ...mediaTypeOf(response),
      body,
    };
  };

  /** In production what nobody wrote yet is absent, unless all that it shows has a default. */
  function bodyUnlessUnknown(invocation: Invocation, item: Item, seed: string): unknown {
    try {
      return itemBody(serving, invocation, response, item, seed);
    } catch (error) {
      const isUnknown = error instanceof HttpError && error.code === 'NOT_IMPLEMENTED';
      throw isUnknown ? locator.absent(invocation) : error;
    }
  }
}
