import type { Answerer } from '../../http/invocation.ts';
import { itemBody } from '../body/body.ts';
import { isNotModified, etagOf } from '../item/conditions.ts';
import { itemAnswerer, mediaTypeOf } from '../answer/item-answer.ts';
import { locatorOf } from '../item/locate.ts';
import { SAMPLE_HEADERS, samplerOf } from '../item/samples.ts';
import { isSampled, type Serving } from '../serving.ts';

/** Shows one item; a singleton that nobody has written yet as its defaults, and what nothing creates as a sample. */
export function readAnswerer(serving: Serving): Answerer {
  const { operation } = serving;
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
    const body = itemBody(serving, response, item, seed);
    const headers = operation.resource.isCreatable ? {} : SAMPLE_HEADERS;
    return { status: response.status, headers, ...mediaTypeOf(response), body };
  };
}
