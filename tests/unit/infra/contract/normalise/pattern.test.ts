import { expect, test } from '@jest/globals';
import { loadDocument } from '../fixture.ts';

test.each([
  ['^[a-z]+$', '^[a-z]+$', []],
  ['^[\\w-.]+$', '^[\\w\\-.]+$', ['invalid-pattern']],
  ['^a\\_b\\@c$', '^a_b@c$', ['invalid-pattern']],
  ['\\A\\d++\\z', '^\\d+$', ['invalid-pattern']],
  ['(?i)abc', '(?i:abc)', ['invalid-pattern']],
  ['(?P<year>\\d{4})', '(?<year>\\d{4})', ['invalid-pattern']],
  ['^{[[:alpha:]]}$', '^\\{[a-zA-Z]\\}$', ['invalid-pattern']],
  ['/^a$/', '^a$', ['invalid-pattern']],
  ['(', undefined, ['unusable-pattern']],
])('the pattern %s is taken for %s', async (pattern, expected, features) => {
  const { document, findings } = await loadDocument({ components: { schemas: { A: { type: 'string', pattern } } } });
  expect(document.components?.schemas?.A).toEqual(
    expected === undefined ? { type: 'string' } : { type: 'string', pattern: expected },
  );
  expect(findings.map(({ feature }) => feature)).toEqual(features);
});
