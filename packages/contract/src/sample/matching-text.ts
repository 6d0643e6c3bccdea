import fc from 'fast-check';
import type { Random } from './random.ts';

/** Texts that people mean by most patterns; tried before making one up character by character. */
const FAMILIAR = [
  '1.0', '1.0.0', '10.50', 'en', 'en-US', 'en_US', 'US', 'USD', 'DE', '+15555550100', '2025-01-31', '2025-01', '09:30',
  '09:30:00', '2025-01-31T09:30:00Z', 'name@example.com', 'example.com', 'https://example.com', '#1e90ff', 'true', '*',
  'v1', '192.0.2.1', '0', 'a',
]; // prettier-ignore

const LOOKAROUND = /\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * Texts that match the first of several patterns and perhaps the others, in an order that the seed decides:
 * now and then a familiar one, then printable ones. Lookarounds are left out when making texts; the caller tests the
 * result against the patterns as they are.
 */
export function matchingTexts(patterns: readonly string[], minimum: number, maximum: number, random: Random): string[] {
  const forms = patterns.flatMap((pattern) => [
    pattern,
    pattern.replace(LOOKAROUND, ''),
    ...(minimum > 8 ? [lengthened(pattern, minimum)] : []),
  ]);
  const made = [...new Set(forms)].flatMap((form) => texts(form, maximum, random));
  const familiar = random.next() < 0.5 ? FAMILIAR : [];
  return [...familiar, ...made.filter((text) => PRINTABLE.test(text)), ...made, ...FAMILIAR];
}

/** How many texts are tried of one pattern; most match at once, unless a lookaround was left out. */
const TRIES = 60;

/** Understanding a pattern takes milliseconds, making texts of it microseconds: each pattern is understood once. */
const makers = new Map<string, fc.Arbitrary<string> | undefined>();

function texts(pattern: string, maxLength: number, random: Random): string[] {
  const key = `${maxLength} ${pattern}`;
  if (!makers.has(key)) makers.set(key, makerOf(pattern, maxLength));
  const maker = makers.get(key);
  return maker === undefined ? [] : fc.sample(maker, { numRuns: TRIES, seed: random.between(0, 0x7fff_ffff) });
}

/** Plain texts around a word and random digits, so that samples differ where the pattern lets them. */
export function familiarTexts(word: string, random: Random): string[] {
  const [letters = 'abc', digits = '1'] = word.split('-');
  const number = random.between(100_000, 999_999).toString();
  const name = letters.replace(/^./, (letter) => letter.toUpperCase());
  const hex = (length: number): string => Array.from({ length }, () => random.between(0, 15).toString(16)).join('');
  const cases = [
    letters,
    name,
    letters.toUpperCase(),
    `${letters}${digits}`,
    `${letters}_${digits}`,
    `${name}${digits}`,
  ];
  const numbers = [
    number,
    number.slice(0, 4),
    number.slice(0, 5),
    number.slice(0, 3),
    number.slice(0, 2),
    number.slice(0, 1),
  ];
  const paths = [`/${word}`, `${letters}/${digits}`, `${letters}.${digits}`, `https://example.com/${word}`];
  return [word, ...cases, ...numbers, `${number}.00`, hex(32), hex(40), hex(64), hex(24), hex(6), ...paths];
}

function makerOf(pattern: string, maxLength: number): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), Number.isFinite(maxLength) ? { maxLength } : {});
  } catch {
    // fast-check cannot make texts for every construct, a backreference for one.
    return undefined;
  }
}

/** An open-ended repetition made as long as the minimum asks: `^[a-z]+$` and 40 become `^[a-z]{40,}$`. */
function lengthened(pattern: string, minimum: number): string {
  return pattern.replace(/(?<!\\)[*+](?!.*(?<!\\)[*+])/, `{${minimum},}`);
}
