import { STATUS_CODES } from 'node:http';
import fc from 'fast-check';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { getOwn } from '@plumbline/contract/json';
import { numbersIn, type FlatSchema } from '@plumbline/contract/views/flatten';
import { linearPattern } from '@plumbline/contract/patterns/linear-pattern';
import type { ErrorFacts } from './error-members.ts';

const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Texts of a format that name nothing in particular. */
const NEUTRAL: Readonly<Record<string, (facts: ErrorFacts) => string>> = {
  'date-time': () => new Date().toISOString(),
  date: () => new Date().toISOString().slice(0, 10),
  time: () => new Date().toISOString().slice(11),
  duration: () => 'PT0S',
  uuid: ({ requestId }) => (isUuid(requestId) ? requestId : NIL_UUID),
  uri: () => 'about:blank',
  url: () => 'about:blank',
  iri: () => 'about:blank',
  'uri-reference': () => 'about:blank',
  email: () => 'unknown@example.invalid',
  hostname: () => 'localhost',
  ipv4: () => '0.0.0.0',
  ipv6: () => '::',
};

const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/**
 * A text that the schema takes: the known one, shortened to fit, else the emptiest that says something of the error.
 *
 * @param known what the text should say
 */
export function neutralText(flat: FlatSchema, facts: ErrorFacts, known?: string): string {
  const numbers = (keyword: string): number[] => numbersIn(flat, keyword);
  const least = Math.max(0, ...numbers('minLength'));
  const most = Math.min(...numbers('maxLength'), Infinity);
  const patterns = flat.parts.flatMap((part) => (typeof part['pattern'] === 'string' ? [part['pattern']] : []));
  const tests = patterns.map(linearPattern);
  const format = flat.parts.find((part) => part.format !== undefined)?.format;
  const fits = (text: string): boolean => {
    const length = Array.from(text).length;
    return length >= least && length <= most && tests.every((one) => one.test(text)) && isOfFormat(format, text);
  };
  const said = known === undefined ? [] : [known, shortened(known, most)];
  const neutral = format === undefined ? undefined : getOwn(NEUTRAL, format);
  const candidates = [
    ...said,
    ...(neutral === undefined ? [] : [neutral(facts)]),
    ...(known === undefined ? [''] : []),
    ...spellings(facts),
    facts.message,
    shortened(facts.message, most),
    facts.requestId,
    String(facts.status),
    '0'.repeat(Math.min(Math.max(least, 1), 1000)),
    '-'.repeat(Math.min(Math.max(least, 1), 1000)),
  ];
  return candidates.find(fits) ?? blankOf(patterns[0], most, fits) ?? shortened(known ?? facts.code, most);
}

function isOfFormat(format: string | undefined, text: string): boolean {
  const check = format === undefined ? undefined : getOwn(fullFormats, format);
  if (check instanceof RegExp) return check.test(text);
  return typeof check === 'function' ? (check as (text: string) => boolean)(text) : true;
}

/** The code of an error and the words of its status, in the cases that contracts write: `NOT_FOUND`, `notFound`, `404`. */
export function spellings({ code, status }: ErrorFacts): string[] {
  return [code, STATUS_CODES[status] ?? 'Error'].flatMap((name) => {
    const words = name
      .split(/[^A-Za-z]+/)
      .filter((word) => word !== '')
      .map((word) => word.toLowerCase());
    const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const camel = pascal.join('').replace(/^./, (letter) => letter.toLowerCase());
    return [
      name,
      words.join('_'),
      words.join('-'),
      pascal.join(''),
      camel,
      words.join('_').toUpperCase(),
      words.join(' '),
    ];
  });
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return most < 4 ? text.slice(0, most) : `${text.slice(0, most - 3).trimEnd()}...`;
}

/** A text of a pattern with zeros and the letter x wherever the pattern leaves a choice: `ERR-0000`. */
function blankOf(pattern: string | undefined, most: number, fits: (text: string) => boolean): string | undefined {
  if (pattern === undefined) return undefined;
  try {
    const bound = Number.isFinite(most) ? { maxLength: most } : {};
    const made = fc.sample(fc.stringMatching(new RegExp(pattern, 'u'), bound), { numRuns: 50, seed: 1 });
    const [shortest] = made.filter(fits).sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
    if (shortest === undefined || shortest.length > 200) return shortest;
    return Array.from(shortest).reduce((text, character, position) => {
      for (const blank of /\d/.test(character) ? ['0'] : ['0', 'x', 'X']) {
        const next = text.slice(0, position) + blank + text.slice(position + character.length);
        if (fits(next)) return next;
      }
      return text;
    }, shortest);
  } catch {
    // No texts can be made of every construct.
    return undefined;
  }
}

/** Words by which contracts name the errors of a status; tried in this order. */
const KINDS: readonly (readonly [(status: number) => boolean, RegExp])[] = [
  [(status) => status === 401, /unauth|credential|token|login/i],
  [(status) => status === 403, /forbid|denied|permission|access|scope/i],
  [(status) => status === 404, /not.?found|missing|unknown|no.?such|absent/i],
  [(status) => status === 405, /method/i],
  [(status) => status === 406, /accept/i],
  [(status) => status === 408 || status === 504, /time/i],
  [(status) => status === 409, /conflict|exist|duplicate|taken/i],
  [(status) => status === 412 || status === 428, /precondition|stale|version|match/i],
  [(status) => status === 413 || status === 414 || status === 431, /large|size|long/i],
  [(status) => status === 415, /media|type|unsupported/i],
  [(status) => status === 429, /rate|limit|many|throttl/i],
  [(status) => status === 501, /implement|unsupported/i],
  [(status) => status === 503, /unavailable|overload|maintenance|temporar/i],
  [(status) => status >= 500, /internal|server|unexpected|fatal/i],
  [(status) => status < 500, /invalid|bad|validation|malformed|request|client/i],
  [() => true, /unknown|other|generic|general|unspecified|^error$/i],
];

/** The listed value that fits the error best: the known one, its code, or one of the words for its status. */
export function chosenValue(values: readonly unknown[], known: unknown, facts: ErrorFacts): unknown {
  if (values.includes(known)) return known;
  const candidates: unknown[] = [...spellings(facts), facts.status, String(facts.status)];
  const same = values.find((value) => candidates.includes(value));
  if (same !== undefined) return same;
  for (const [holds, words] of KINDS) {
    const found = holds(facts.status)
      ? values.find((value) => typeof value === 'string' && words.test(value))
      : undefined;
    if (found !== undefined) return found;
  }
  return values.includes(null) ? null : values[0];
}
