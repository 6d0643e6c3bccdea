import { parseExactJson } from '@plumbline/contract/exact-numbers';
import { HttpError } from '../errors/errors.ts';
import { jsonFault } from './json-fault.ts';
import { refusePolluting } from './refuse-polluting.ts';

/**
 * Parses a JSON body and refuses what must not reach anything else: malformed text (with its position), nesting
 * beyond 64 levels, and NUL characters and unpaired surrogates, which no database text can hold.
 *
 * @throws HttpError 400
 */
export function parseJson(bytes: Buffer): unknown {
  const text = decodeUtf8(bytes);
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    const message = `The request body is not valid JSON: ${jsonFault(text)}.`;
    throw new HttpError('MALFORMED_REQUEST', message, { cause: error });
  }
  refusePolluting(value);
  return value;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes a body, dropping a byte order mark. */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new HttpError('MALFORMED_REQUEST', 'The request body is not valid UTF-8.');
  }
}
