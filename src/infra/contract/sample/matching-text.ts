import fc from 'fast-check';
import type { Random } from './random.ts';

/** Texts that people mean by most patterns; tried before making one up character by character. */
const FAMILIAR = [
  'abc', 'Abc', 'ABC', 'a1', 'A1', '1', '12', '123', '1234', '12345', '123456', '0', '1.0', '1.0.0', '10.50',
  'en', 'en-US', 'en_US', 'US', 'USD', 'DE', '+15555550100', '2025-01-31', '2025-01', '09:30', '09:30:00', '2025-01-31T09:30:00Z',
  'name', 'some-name', 'some_name', 'someName', 'SOME_NAME', 'some.name', 'some/name', 'name@example.com', 'example.com',
  'https://example.com', 'https://example.com/name', '/name', '#1e90ff', '1e90ff', 'true', '*', 'v1', '192.0.2.1',
]; // prettier-ignore

const LOOKAROUND = /\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * Texts that match the first of several patterns and perhaps the others, the most readable first. Lookarounds are left
 * out when making texts; the caller tests the result against the patterns as they are.
 */
export function matchingTexts(patterns: readonly string[], minimum: number, maximum: number, random: Random): string[] {
  const seed = random.between(0, 0x7fffffff);
  const made = patterns.flatMap((pattern) => [
    ...texts(pattern, { seed, maxLength: maximum }),
    ...texts(pattern.replace(LOOKAROUND, ''), { seed, maxLength: maximum }),
    ...(minimum > 8 ? texts(lengthened(pattern, minimum), { seed, maxLength: maximum }) : []),
  ]);
  const readable = made.filter((text) => PRINTABLE.test(text));
  return [...FAMILIAR, ...readable.sort((one, other) => one.length - other.length), ...made];
}

function texts(pattern: string, { seed, maxLength }: { seed: number; maxLength: number }): string[] {
  try {
    const constraints = Number.isFinite(maxLength) ? { maxLength } : {};
    return fc.sample(fc.stringMatching(new RegExp(pattern, 'u'), constraints), { numRuns: 60, seed });
  } catch {
    // fast-check cannot make texts for every construct, a backreference for one.
    return [];
  }
}

/** An open-ended repetition made as long as the minimum asks: `^[a-z]+$` and 40 become `^[a-z]{40,}$`. */
function lengthened(pattern: string, minimum: number): string {
  return pattern.replace(/(?<!\\)[*+](?!.*(?<!\\)[*+])/, `{${minimum},}`);
}
