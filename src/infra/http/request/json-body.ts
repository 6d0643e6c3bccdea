import { parseExactJson } from '../../contract/exact-numbers.ts';
import { HttpError } from '../errors/errors.ts';
import { refusePolluting } from './refuse-polluting.ts';

/**
 * Parses a JSON body and refuses what must not reach anything else: malformed text (with its position), nesting
 * beyond 64 levels, `__proto__` keys and a `constructor` that carries a `prototype`, NUL characters and unpaired
 * surrogates, which no database text can hold.
 *
 * @throws HttpError 400
 */
export function parseJson(bytes: Buffer): unknown {
  const text = decodeUtf8(bytes);
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    throw new HttpError('MALFORMED_REQUEST', `The request body is not valid JSON: ${explain(error, text)}.`);
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

/** Says what is wrong and where, from the parser's message; that sometimes quotes the input instead of a position. */
function explain(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  if (text.trim() === '') return 'it is empty';
  if (message.startsWith('Unexpected end')) return 'it ends too early';
  const what = message.replace(/(?:,?(?: in JSON)? at position |, (?:\.\.\.)?").*$/s, '');
  const at = positionOf(message) ?? firstBadPosition(text);
  const place = at === undefined ? '' : ` at ${placeIn(text, at)}`;
  return `${what.charAt(0).toLowerCase()}${what.slice(1)}${place}`;
}

function placeIn(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length} column ${at - before.lastIndexOf('\n')}`;
}

function positionOf(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** Halves the text until the shortest prefix is found that no continuation could mend; not tried on large bodies. */
function firstBadPosition(text: string): number | undefined {
  if (text.length > 65_536) return undefined;
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isMendable(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return bad - 1;
}

function isMendable(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message.startsWith('Unexpected end') || positionOf(message) === prefix.length;
  }
}
