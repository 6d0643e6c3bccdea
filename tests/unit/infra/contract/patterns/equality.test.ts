import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBoundedPattern, linearPattern } from '@plumbline/contract/patterns/linear-pattern';
import { loadContract } from '@plumbline/contract/load';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LINEAR = [
  "^(\\p{Lu}\\p{Ll}+[ '-]?)+$",
  '^(?!.*\\.\\.)([a-z0-9]+[._-]?)+$',
  '^(?=.*[A-Z])(?=.*\\d)(?=.*[^\\w\\s]).{8,64}$',
  '^(?!-)[a-z0-9-]{1,63}(?<!-)$',
  '^[A-Z](?!.*--)[A-Z-]+$',
  '^(?:(?!admin)[a-z]+|root)$',
  '^\\S+@\\S+\\.\\S+$',
  '^(\\w+\\s?)*$',
  '^(a|aa)+$',
  '^(?:[A-Z]{2}|[a-z]{2})+$',
  '(?i:stra\\xdfe|\\u00e5+)$',
  '^(?i:[a-z]+\\d)*$',
  '^(?s:.)+(?-s:.)$',
  '\\bfoo\\b|\\Bx',
  '^[^\\d\\s]+(?:\\W[^a-z]*)*$',
  '^.{1,5000}$',
  '^(?<year>\\d{4})-(?<month>\\d\\d)$',
  '^(a?){20}a{20}$',
  '[^]',
  '^[😀-😂\\u{1F600}]+$',
  '^[]|b$',
  '(?:)',
];
const BOUNDED = ['^(\\d+)-\\1$', '^((?!-)[a-z-]{1,63}\\.)+[a-z]+$', '(?=.*\\d)(?=.*[a-z]).{8,}'];

const ALPHABET = Array.from('aAbZz-._ @1d9😀éſKßsSk\n\r\u2028,/:!\u00a0Å');

/** The engine of the runtime, without its modifiers of flags: what `(?i:å)` matches has differed from one run to the next. */
function nativePattern(pattern: string): RegExp {
  return pattern.includes('(?i:') ? new RegExp(pattern.replace('(?i:', '(?:'), 'iu') : new RegExp(pattern, 'u');
}

/** Texts that match; none of patterns that the generator does not know. */
function matching(pattern: RegExp): string[] {
  try {
    return fc.sample(fc.stringMatching(pattern), { numRuns: 100, seed: 13 });
  } catch {
    return [];
  }
}

describe.each([...LINEAR, ...BOUNDED])('linearPattern(%s)', (pattern) => {
  const native = nativePattern(pattern);
  const linear = linearPattern(pattern);

  test('matches what the flag u makes of it', () => {
    const texts = [
      ...fc.sample(fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 12 }), { numRuns: 400, seed: 11 }),
      ...fc.sample(fc.string({ unit: 'grapheme', maxLength: 6 }), { numRuns: 100, seed: 12 }),
      ...matching(native),
      'Abcdefg1!',
      'ab-cd',
      'a.example',
      '12-12',
    ];
    expect(texts.filter((text) => linear.test(text) !== native.test(text))).toEqual([]);
  });

  test('says whether its texts are bounded', () => {
    expect(isBoundedPattern(pattern)).toBe(BOUNDED.includes(pattern));
  });
});

test('a pattern that can only be bounded is a finding of the contract', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-pattern-'));
  const file = join(folder, 'openapi.json');
  const schema = {
    type: 'object',
    properties: { a: { type: 'string', pattern: BOUNDED[0] }, b: { type: 'string', pattern: LINEAR[0] } },
  };
  const content = { 'application/json': { schema } };
  const paths = {
    '/x': { post: { operationId: 'x', requestBody: { content }, responses: { 200: { description: 'Yes' } } } },
  };
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths }));
  const { findings } = await loadContract(file);
  await rm(folder, { recursive: true });
  expect(findings.filter(({ feature }) => feature === 'bounded-pattern').map(({ pointer }) => pointer)).toEqual([
    '/paths/~1x/post/requestBody/content/application~1json/schema/properties/a/pattern',
  ]);
}, 30_000);
