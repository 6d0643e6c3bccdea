import Negotiator from 'negotiator';
import { essenceOf, parameterOf } from '@plumbline/contract/media-type';

const ANY = new Set(['', '*/*', 'application/json', 'application/json, text/plain, */*']);

/**
 * Chooses among the media types that an operation can answer in.
 *
 * @param accept the request's `Accept` header
 * @param available declared media types; ranges among them are matched by anything
 * @returns the preferred one, the first where nothing is preferred; none when the client takes none of them
 */
export function negotiate(accept: string | undefined, available: readonly string[]): string | undefined {
  const first = available[0];
  if (first === undefined) return '*/*';
  // What nearly every client sends is settled without parsing.
  if (
    accept === undefined ||
    accept.trim() === '' ||
    (ANY.has(accept) && (accept.endsWith('*/*') || accept === essenceOf(first)))
  )
    return first;
  const chosen = preferred(accept, available) ?? preferred(withoutParameters(accept), available);
  return chosen ?? available.find((type) => type.includes('*'));
}

function preferred(accept: string, available: readonly string[]): string | undefined {
  return new Negotiator({ headers: { accept } }).mediaType(available);
}

/** `application/json; charset=utf-8; q=0.5` as `application/json; q=0.5`: clients send a charset in Accept, meaning nothing. */
function withoutParameters(accept: string): string {
  return accept
    .split(',')
    .map((range) => {
      const quality = parameterOf(range, 'q');
      // Some clients of Java write `*` for anything.
      const essence = essenceOf(range) === '*' ? '*/*' : essenceOf(range);
      return quality === undefined ? essence : `${essence};q=${quality}`;
    })
    .join(',');
}
