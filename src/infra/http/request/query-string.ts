import { HttpError } from '../errors/errors.ts';

/** Query parameters as sent: decoded names to raw, still encoded values, in order. */
export type RawQuery = ReadonlyMap<string, readonly string[]>;

/** More pairs than this in one query are refused: no contract declares them, and each costs work. */
const MAX_PAIRS = 1000;

/**
 * Splits a query string without decoding its values, which some parameter styles must split first.
 *
 * @param place what a refusal calls it; forms are written alike
 */
export function splitQuery(text: string, place: 'query' | 'body' = 'query'): RawQuery {
  const query = new Map<string, string[]>();
  if (text === '') return query;
  const pairs = text.split('&', MAX_PAIRS + 1);
  if (pairs.length > MAX_PAIRS) {
    throw new HttpError('MALFORMED_REQUEST', `The ${place} has more than ${MAX_PAIRS} parameters.`);
  }
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeText(equals === -1 ? pair : pair.slice(0, equals), place);
    const value = equals === -1 ? '' : pair.slice(equals + 1);
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

/** Percent-decodes; `+` is a space, as forms write it. NUL and broken Unicode are refused with the place. */
export function decodeText(text: string, place: string): string {
  let decoded = text;
  if (text.includes('+')) decoded = text.replaceAll('+', ' ');
  if (decoded.includes('%')) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      throw malformed(place, 'is not valid percent-encoded UTF-8');
    }
  }
  if (decoded.includes('\0')) throw malformed(place, 'must not contain the NUL character');
  return decoded;
}

function malformed(field: string, message: string): HttpError {
  return new HttpError('MALFORMED_REQUEST', 'The request cannot be read.', { details: [{ field, message }] });
}
