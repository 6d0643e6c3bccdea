import type { Request } from 'express';
import { clip } from '@plumbline/contract/clip';
import { HttpError } from '../errors/errors.ts';
import type { Exchange } from '../exchange.ts';
import { coveringType, essenceOf, isJson, parameterOf } from '@plumbline/contract/media-type';
import { negotiate } from './negotiate.ts';
import type { ServedOperation } from '../served-operation.ts';

/**
 * Step 3: refuses by headers alone, before anything of the body is read, what the operation cannot take or answer:
 * a body too large, a media type or charset that is not declared, an `Accept` that nothing declared satisfies.
 * Notes the two negotiated media types in the exchange.
 *
 * @throws HttpError 406, 413, 415
 */
export function admit(served: ServedOperation, request: Request, exchange: Exchange, bodyLimit: number): void {
  const { headers } = request;
  const accept = negotiate(headers.accept, served.produces);
  if (accept === undefined) {
    throw new HttpError('NOT_ACCEPTABLE', `This operation answers in ${served.produces.join(', ')} only.`);
  }
  exchange.accept = accept;
  if (Number(headers['content-length'] ?? 0) > bodyLimit) {
    throw new HttpError('PAYLOAD_TOO_LARGE', `The request body is larger than ${bodyLimit} bytes.`);
  }
  const mediaType = admitBody(served, request);
  if (mediaType !== undefined) exchange.mediaType = mediaType;
}

/** A body is announced by its length or its transfer coding (RFC 9112, section 6.3). */
export function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function admitBody({ consumes }: ServedOperation, request: Request): string | undefined {
  if (consumes.length === 0 || !hasBody(request)) return undefined;
  const given = request.headers['content-type'];
  if (given === undefined || given.trim() === '') throw unsupported('The request body has no Content-Type', consumes);
  const mediaType = coveringType(consumes, given);
  if (mediaType === undefined) throw unsupported(`The media type ${clip(essenceOf(given))} is not declared`, consumes);
  const charset = parameterOf(given, 'charset')?.toLowerCase();
  const isText = isJson(given) || /^(?:text\/|application\/x-www-form-urlencoded$)/.test(essenceOf(given));
  if (isText && charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') {
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', `The charset "${clip(charset)}" is not supported; send UTF-8.`);
  }
  const coding = request.headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity' && essenceOf(given) === 'multipart/form-data') {
    throw new HttpError(
      'UNSUPPORTED_MEDIA_TYPE',
      `An upload is sent as it is, without Content-Encoding ${clip(coding)}.`,
    );
  }
  return mediaType;
}

/** The response's `Accept` header names what would have been taken (RFC 9110, section 15.5.16). */
function unsupported(what: string, consumes: readonly string[]): HttpError {
  return new HttpError('UNSUPPORTED_MEDIA_TYPE', `${what}; send ${consumes.join(' or ')}.`, {
    headers: { Accept: consumes.join(', ') },
  });
}
