import { expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import { linearPattern } from '@plumbline/contract/patterns/linear-pattern';

test.each([
  ['^.{2}$', ['ab', '😀b', '😀😀'], ['a', '😀', 'abc']],
  ['^[^a]$', ['b', '😀', '\n'], ['a', 'bc']],
  ['^\\W$', ['😀', '-'], ['a', '_']],
  ['^\\p{Lu}$', ['Ä'], ['ä']],
  ['^[😀-😂]$', ['😁'], ['😀😀', 'a']],
  ['^\\u{1F600}$', ['😀'], ['u']],
  ['^\\xe4$', ['ä'], ['a']],
  ['a|^$', ['', 'ba'], ['b']],
])('%s means what it means with the flag u', (pattern, matching, others) => {
  const unicode = new RegExp(pattern, 'u');
  for (const text of [...matching, ...others]) expect(unicode.test(text)).toBe(matching.includes(text));
  const linear = linearPattern(pattern);
  expect([...matching, ...others].filter((text) => linear.test(text))).toEqual(matching);
});

test.each(['^(a+)+$', '^([a-z0-9]+-?)+$', '^(\\w+\\s?)*$', '^(a|a)*$'])(
  '%s takes no longer for being tried in vain',
  (pattern) => {
    const started = performance.now();
    const document = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} };
    for (const end of ['!', '😀!']) {
      expect(violations({ document }, { pattern }, 'a'.repeat(50_000) + end, 'request')).toHaveLength(1);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  },
);

test('several patterns of one schema are kept apart', () => {
  const document = { openapi: '3.1.0', info: { title: '', version: '' }, paths: {} };
  const schema = { allOf: [{ pattern: '^a' }, { pattern: 'b$' }] };
  const count = (text: string) => violations({ document }, schema, text, 'request').length;
  expect(['ab', 'a', 'b', ''].map(count)).toEqual([0, 1, 1, 2]);
});
