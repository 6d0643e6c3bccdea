import { describe, expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import type { Schema } from '@plumbline/contract/contract';
import { violationText } from '@plumbline/contract/violation-text';
import { contractOf, refTo } from './schemas.ts';

const contract = contractOf({
  Dog: {
    type: 'object',
    required: ['kind', 'bark'],
    properties: { kind: { const: 'dog' }, bark: { type: 'boolean' } },
  },
  Cat: { type: 'object', required: ['kind'], properties: { kind: { enum: ['cat'] } } },
});
const textsOf = (schema: Schema, value: unknown): string[] =>
  violations(contract, schema, value, 'request').map(({ message }) => message);

describe('each keyword has a sentence of its own', () => {
  test.each<[Schema, unknown, string]>([
    [{ type: 'integer' }, 'x', 'must be an integer'],
    [{ type: ['integer', 'null'] }, 'x', 'must be an integer or null'],
    [{ type: ['string', 'boolean', 'object'] }, 1, 'must be a string, true or false or an object'],
    [{ enum: ['a', 'b', null] }, 'c', 'must be one of "a", "b" or null'],
    [{ const: 5 }, 'c', 'must be 5'],
    [{ minimum: 1 }, 0, 'must be at least 1'],
    [{ maximum: 1 }, 2, 'must be at most 1'],
    [{ exclusiveMinimum: 0 }, 0, 'must be greater than 0'],
    [{ exclusiveMaximum: 0 }, 0, 'must be less than 0'],
    [{ multipleOf: 0.5 }, 0.7, 'must be a multiple of 0.5'],
    [{ minLength: 1 }, '', 'must have at least 1 character'],
    [{ maxLength: 2 }, 'abc', 'must have at most 2 characters'],
    [{ pattern: '^a$' }, 'b', 'must match the pattern ^a$'],
    [{ format: 'email' }, 'b', 'must be an email address'],
    [{ format: 'date' }, 'b', 'must be a date such as 2026-01-31'],
    [{ minItems: 2 }, [1], 'must have at least 2 items'],
    [{ maxItems: 1 }, [1, 2], 'must have at most 1 item'],
    [{ uniqueItems: true }, [1, 2, 1], 'must not repeat items: items 0 and 2 are equal'],
    [{ prefixItems: [{}], items: false }, [1, 2], 'must have at most 1 item'],
    [{ minProperties: 1 }, {}, 'must have at least 1 property'],
    [{ maxProperties: 0 }, { a: 1 }, 'must have at most 0 properties'],
    [{ required: ['a'] }, {}, 'must have the property "a"'],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'must have the property "b" beside "a"'],
    [{ properties: {}, additionalProperties: false }, { a: 1 }, 'must not have the undeclared property "a"'],
    [{ unevaluatedProperties: false }, { a: 1 }, 'must not have the undeclared property "a"'],
    [{ not: { type: 'string' } }, 'a', 'must not be a string'],
    [{ properties: { a: false } }, { a: 1 }, 'is not allowed'],
  ])('%j', (schema, value, text) => {
    expect(textsOf(schema, value)).toEqual([text]);
  });

  test.each<[Schema, unknown, string]>([
    [{ contains: { type: 'string' } }, [1], 'must contain at least 1 of the following: a string'],
    [{ propertyNames: { pattern: '^a' } }, { b: 1 }, 'must not have a property named "b"'],
    [
      { if: { required: ['a'] }, then: { required: ['b'] } },
      { a: 1 },
      'must meet the "then" rule that the contract declares for such values',
    ],
    [{ anyOf: [refTo('Dog'), { type: 'null' }] }, 5, 'must be an object with "kind" "dog" and "bark" or null'],
    [
      { oneOf: [refTo('Dog'), refTo('Cat')] },
      {},
      'must be an object with "kind" "dog" and "bark" or an object with "kind" "cat"',
    ],
    [
      {
        oneOf: [
          { type: 'integer', minimum: 3 },
          { type: 'string', maxLength: 2 },
        ],
      },
      'abc',
      'must be an integer of at least 3 or a string of at most 2 characters',
    ],
    [
      { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      5,
      'must be only one of the following, but fits several: an integer or a number',
    ],
    [
      {
        anyOf: [
          { type: 'array', items: { type: 'integer' } },
          { format: 'uuid', type: 'string' },
        ],
      },
      true,
      'must be an array whose items are each an integer or a UUID',
    ],
  ])('%j, which names what would be accepted', (schema, value, text) => {
    expect(textsOf(schema, value)).toContain(text);
  });
});

test('an unknown keyword is named, and a long list or text is cut', () => {
  expect(violationText({ keyword: 'x-size', params: {} })).toBe('does not meet the rule "x-size"');
  const values = Array.from({ length: 1000 }, (_, index) => index);
  expect(textsOf({ enum: values }, 'x')[0]).toMatch(/^must be one of 0, 1, .*19 or 980 more$/);
  expect(textsOf({ const: 'k'.repeat(100_000) }, 'x')[0]?.length).toBeLessThan(300);
});
