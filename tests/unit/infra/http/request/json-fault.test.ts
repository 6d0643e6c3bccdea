import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from '../../../../../src/infra/http/request/json-body.ts';
import { jsonFault } from '../../../../../src/infra/http/request/json-fault.ts';

describe('jsonFault', () => {
  test.each([
    ['', 'it is empty'],
    [' \n', 'it is empty'],
    ['{"a":', 'it ends before it is complete'],
    ['[1', 'it ends before it is complete'],
    ['"a', 'it ends before it is complete'],
    ['"a\\', 'it ends before it is complete'],
    ['{"a": }', 'line 1, column 7 has } where a value is expected'],
    ['{\n  "a": 1,\n}', 'line 3, column 1 has } where a property name in double quotes is expected'],
    ["{'a': 1}", "line 1, column 2 has ' where a property name in double quotes or } is expected"],
    ['{"a" 1}', 'line 1, column 6 has 1 where a colon is expected'],
    ['{"a": 1 "b": 2}', 'line 1, column 9 has " where a comma or } is expected'],
    ['[1 2]', 'line 1, column 4 has 2 where a comma or ] is expected'],
    ['[,]', 'line 1, column 2 has , where a value or ] is expected'],
    ['[1,]', 'line 1, column 4 has ] where a value is expected'],
    ['[1]]', 'line 1, column 4 has ] where nothing more is expected'],
    ['undefined', 'line 1, column 1 has undefined where a value is expected'],
    ['[NaN]', 'line 1, column 2 has NaN where a value or ] is expected'],
    ['01', 'line 1, column 1 has 01 where a value is expected'],
    ['"\u0001"', 'line 1, column 2 has a control character in a string, which must be escaped'],
    ['"\\x"', 'line 1, column 2 has an escape sequence that JSON does not have'],
  ])('%j: %s', (text, fault) => {
    expect(jsonFault(text)).toBe(fault);
  });

  test('finds a fault in every text that is not JSON, and quotes no parser', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '}', ']', ',', ':', '"', 'x', '\\', '1.'))
      .map(([json, at, noise]) => {
        const position = at % (json.length + 1);
        return json.slice(0, position) + noise + json.slice(position + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let message = '';
        try {
          parseJson(Buffer.from(text));
        } catch (error) {
          message = (error as Error).message;
        }
        if (!message.startsWith('The request body is not valid JSON')) return;
        expect(message).toMatch(/: (?:it is empty|it ends before it is complete|line \d+, column \d+ has [^]+)\.$/);
        expect(message).not.toMatch(/token|position|JSON\.parse/);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
