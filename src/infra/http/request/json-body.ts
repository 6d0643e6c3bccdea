import type { FieldProblem } from '../../../domain/errors.ts';
import { parseExactJson, UnkeepableNumber } from '../../contract/exact-numbers.ts';
import { HttpError } from '../errors/errors.ts';

/** Deeper nesting than any real body has; beyond it recursive code could be made to run out of stack. */
const MAX_DEPTH = 64;

const UNKEEPABLE = 'must be a number that can be kept: whole, or with no more digits than a double has (15 to 17)';

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

/** The same refusals for what another parser made, of a body or of the parameter that `place` names. */
export function refusePolluting(value: unknown, place = 'body'): void {
  const problems: FieldProblem[] = [];
  inspect(value, place, 1, problems);
  if (problems.length === 0) return;
  const what = place === 'body' ? 'The request body' : 'The request';
  throw new HttpError('MALFORMED_REQUEST', `${what} holds values that are not accepted.`, { details: problems });
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

/** Adds a problem for every value in `value` that must not go on. */
function inspect(value: unknown, place: string, depth: number, problems: FieldProblem[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) problems.push({ field: place, message: 'must not contain the NUL character' });
    else if (!value.isWellFormed()) problems.push({ field: place, message: 'must be well-formed Unicode' });
    return;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (value instanceof UnkeepableNumber) {
    problems.push({ field: place, message: UNKEEPABLE });
    return;
  }
  if (depth > MAX_DEPTH) {
    problems.push({ field: place, message: `is nested deeper than ${MAX_DEPTH} levels` });
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1)
      inspect(value[index], `${place}.${index}`, depth + 1, problems);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (isPolluting(key, item)) problems.push({ field: `${place}.${key}`, message: 'is a name that is not accepted' });
    else if (key.includes('\0') || !key.isWellFormed()) {
      problems.push({ field: place, message: 'has a name that is not well-formed text' });
    } else inspect(item, `${place}.${key}`, depth + 1, problems);
  }
}

function isPolluting(key: string, value: unknown): boolean {
  if (key === '__proto__') return true;
  return key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
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
