import { expect, test } from '@jest/globals';
import { jsonPlaces } from '@plumbline/contract/source/json-places';

const TEXT = '{ "a\\"b": [ 1, { "c" : "}\\\\" }, [] ], "d": null, "d": true }';

test.each([
  [[], '{ "a'],
  [['a"b'], '"a\\"b"'],
  [['a"b', '1'], '{ "c"'],
  [['a"b', '1', 'c'], '"c"'],
  [['a"b', '2'], '[]'],
  [['d'], '"d": true'],
  [['a"b', '9', 'x'], '"a\\"b"'],
])('%j is found', (keys, expected) => {
  const offset = jsonPlaces(TEXT).offsetOf(keys);
  expect(TEXT.slice(offset, offset + expected.length)).toBe(expected);
});
