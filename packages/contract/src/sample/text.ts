import { getOwn } from '../json.ts';
import { linearPattern } from '../patterns/linear-pattern.ts';
import { numbersIn, type FlatSchema } from '../views/flatten.ts';
import { familiarTexts, matchingTexts } from './matching-text.ts';
import type { Random } from './random.ts';

const WORDS = [
  'amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbor', 'indigo', 'juniper', 'kelp', 'linden',
  'maple', 'nectar', 'olive', 'pebble', 'quartz', 'river', 'saffron', 'timber', 'umber', 'violet', 'willow', 'yarrow',
]; // prettier-ignore

/** Samples of a year that is over, so that they do not change from day to day. */
const EPOCH = Date.UTC(2025, 0, 1);
const YEAR_IN_SECONDS = 364 * 24 * 60 * 60;

/**
 * A string of the schema's format that matches its patterns and lengths.
 *
 * @returns `undefined` when none was found
 */
export function sampleText(flat: FlatSchema, random: Random): string | undefined {
  const patterns = flat.parts.flatMap((part) => (typeof part['pattern'] === 'string' ? [part['pattern']] : []));
  const format = flat.parts.find((part) => part.format !== undefined)?.format;
  const bounds = (keyword: string): number[] => numbersIn(flat, keyword);
  const minimum = Math.max(0, ...bounds('minLength'));
  const maximum = Math.min(...bounds('maxLength'), Infinity);
  const word = `${random.pick(WORDS)}-${random.between(0x1000, 0xffff).toString(16)}`;
  const formatted = format === undefined ? [] : formatTexts(format, word, random);
  const plain = [word, word.replace('-', ''), word.slice(0, maximum), fitted(word, minimum, maximum)];
  const isRight = (text: string): boolean => {
    const length = Array.from(text).length;
    return length >= minimum && length <= maximum && patterns.every((pattern) => linearPattern(pattern).test(text));
  };
  const candidates = formatted.length > 0 ? [...formatted, fitted(formatted[0] ?? '', minimum, maximum)] : plain;
  return (
    candidates.find(isRight) ??
    (patterns.length > 0 ? familiarTexts(word, random).find(isRight) : undefined) ??
    (patterns.length > 0 ? matchingTexts(patterns, minimum, maximum, random).find(isRight) : undefined) ??
    plain.find(isRight)
  );
}

/** The word repeated or cut so that its length is within the bounds. */
function fitted(word: string, minimum: number, maximum: number): string {
  return word
    .repeat(Math.ceil(Math.max(1, minimum) / Math.max(1, word.length)))
    .slice(0, Math.max(minimum, Math.min(maximum, word.length)));
}

/** Texts of a format, the most telling first, shorter ones for narrow columns after it. */
function formatTexts(format: string, word: string, random: Random): string[] {
  const moment = new Date(EPOCH + random.between(0, YEAR_IN_SECONDS) * 1000).toISOString().replace('.000Z', 'Z');
  const texts: Record<string, () => string[]> = {
    'date-time': () => [moment, moment.replace('Z', '.000Z')],
    'iso-date-time': () => [moment],
    date: () => [moment.slice(0, 10)],
    time: () => [moment.slice(11)],
    'iso-time': () => [moment.slice(11)],
    duration: () => [`P${random.between(1, 30)}D`],
    email: () => [`${word}@example.com`, 'a@b.co'],
    hostname: () => [`${word}.example.com`, 'a.co'],
    ipv4: () => [`192.0.2.${random.between(1, 254)}`],
    ipv6: () => [`2001:db8::${random.between(1, 0xffff).toString(16)}`],
    uri: () => [`https://example.com/${word}`, 'http://a.co', 'a:b'],
    url: () => [`https://example.com/${word}`, 'http://a.co'],
    'uri-reference': () => [`/${word}`, '/'],
    'uri-template': () => [`https://example.com/${word}/{id}`, '{a}'],
    uuid: () => [uuid(random)],
    byte: () => [Buffer.from(word).toString('base64'), 'YQ==', ''],
    regex: () => [`^${word}$`],
    'json-pointer': () => [`/${word}`, ''],
    'json-pointer-uri-fragment': () => [`#/${word}`, '#'],
    'relative-json-pointer': () => [`1/${word}`, '0'],
    password: () => [`${word}-Aa1!`],
  };
  return getOwn(texts, format)?.() ?? [];
}

/** A UUID of version 7 (RFC 9562, 5.7), of the samples' year. */
function uuid(random: Random): string {
  const time = (EPOCH + random.between(0, YEAR_IN_SECONDS) * 1000).toString(16).padStart(12, '0');
  const hex = (count: number): string =>
    Array.from({ length: count }, () => random.between(0, 15).toString(16)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}
