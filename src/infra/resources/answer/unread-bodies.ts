import type { Answerer, Invocation } from '../../http/invocation.ts';
import { HttpError } from '../../http/errors/errors.ts';
import { isJson } from '../infer/bodies/media.ts';
import type { Serving } from '../serving.ts';
import { exampleAnswerer } from './example.ts';

/**
 * A body in XML or the like comes as text or bytes: what it says of an item is not known. Where the operation takes a
 * type that is read as well, nothing is stored, and the answer is 501, in development the example, marked as such: an item would be made of
 * samples, or replaced by nothing. What only ever comes as bytes is an item all the same.
 */
export function withUnreadBodies({ service, operation }: Serving, answerer: Answerer): Answerer {
  const declared = operation.operation;
  const types = Object.keys(declared.requestBody?.content ?? {});
  const read = types.filter(isRead);
  if (read.length === 0 || read.length === types.length) return answerer;
  const example = exampleAnswerer(service.contract, declared);
  const isUnread = ({ body, mediaType = '' }: Invocation): boolean =>
    (typeof body === 'string' || Buffer.isBuffer(body)) && !read.includes(mediaType);
  return async (invocation) => {
    if (!isUnread(invocation)) return answerer(invocation);
    if (!service.isProduction) return example(invocation);
    const message = `${declared.id} reads ${read.join(' and ')} only; ${invocation.mediaType ?? 'this media type'} is not implemented.`;
    throw new HttpError('NOT_IMPLEMENTED', message);
  };
}

function isRead(mediaType: string): boolean {
  if (mediaType.includes('*')) return false;
  return isJson(mediaType) || /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(mediaType);
}
