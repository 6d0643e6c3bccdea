import { describe, expect, test } from '@jest/globals';
import { counted, listed, withArticle } from '@plumbline/contract/english';

describe('withArticle', () => {
  const cases: [article: string, nouns: string[]][] = [
    ['an', ['invoice', 'hour', 'heir', 'honour', 'order', 'SMS', 'sms', 'FAQ', 'API key', 'HTTP header', 'XML file']],
    [
      'an',
      ['uninstallation', 'unidentified item', 'umbrella', 'usher', 'F', 'id', 'MFA device', 'onerous task', 'ssh key'],
    ],
    [
      'a',
      ['user', 'unit', 'university', 'union', 'usage', 'URL', 'url', 'uuid', 'utility', 'European', 'one-off', 'UPS'],
    ],
    ['a', ['pet', 'house', 'year', 'PDF', 'pdf', 'SKU template', 'use case', 'vat rate', 'csv', 'NASA mission']],
  ];
  test.each(cases)('%s: %j', (article, nouns) => {
    const right = nouns.filter((noun) => withArticle(noun) === `${article} ${noun}`);
    // An acronym is spoken as a word or spelled: nothing in it says which.
    expect(right.length).toBeGreaterThanOrEqual(nouns.length - 2);
    expect(nouns.filter((noun) => /^[a-z]/.test(noun) && !right.includes(noun))).toEqual([]);
  });
});

test('counted uses the singular for one', () => {
  expect([counted(0, 'item'), counted(1, 'item'), counted(2, 'property', 'properties')]).toEqual([
    '0 items',
    '1 item',
    '2 properties',
  ]);
});

test('listed joins with commas and one conjunction', () => {
  expect([listed([], 'or'), listed(['a'], 'or'), listed(['a', 'b'], 'and'), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
});
