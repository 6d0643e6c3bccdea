import { describe, expect, test } from '@jest/globals';
import type { Schema } from '@plumbline/contract/contract';
import { violations } from '@plumbline/contract/check';
import { contractOf, refTo } from './schemas.ts';

const contract = contractOf({
  Account: {
    type: 'object',
    required: ['id', 'password', 'name'],
    properties: {
      id: { type: 'string', readOnly: true },
      password: { type: 'string', writeOnly: true },
      name: { type: 'string', maxLength: 3 },
    },
    additionalProperties: false,
  },
  Keyed: { allOf: [{ properties: { id: { type: 'integer', readOnly: true } } }, { required: ['id', 'name'] }] },
  Demand: { required: ['id', 'name'] },
  Apart: { allOf: [refTo('Demand'), { properties: { id: { readOnly: true } } }] },
});
const inRequest = (schema: Schema, value: unknown): string[] =>
  violations(contract, schema, value, 'request').map(({ pointer, message }) => `${pointer} ${message}`);
const inResponse = (schema: Schema, value: unknown): string[] =>
  violations(contract, schema, value, 'response').map(({ pointer, message }) => `${pointer} ${message}`);

describe('a request', () => {
  test('need not hold readOnly properties, and may hold any value of them', () => {
    expect(inRequest(refTo('Account'), { name: 'Ada', password: 'x' })).toEqual([]);
    expect(inRequest(refTo('Account'), { id: 5, name: 'Ada', password: 'x' })).toEqual([]);
  });

  test('must hold writeOnly properties that are required', () => {
    expect(inRequest(refTo('Account'), { name: 'Ada' })).toEqual([' must have the property "password"']);
  });

  test.each(['Keyed', 'Apart'])('need not hold what one part requires and another calls readOnly: %s', (name) => {
    expect(inRequest(refTo(name), {})).toEqual([' must have the property "name"']);
    expect(inResponse(refTo(name), { name: 'x' })).toEqual([' must have the property "id"']);
  });
});

describe('a response', () => {
  test('need not hold writeOnly properties', () => {
    expect(inResponse(refTo('Account'), { id: '1', name: 'Ada' })).toEqual([]);
  });

  test('is told everything that is wrong, each with its place', () => {
    expect(inResponse(refTo('Account'), { name: 'Grace', extra: 1 })).toEqual([
      ' must have the property "id"',
      ' must not have the undeclared property "extra"',
      '/name must have at most 3 characters',
    ]);
  });

  test.each<[string, Schema, unknown]>([
    ['unknown formats', { type: 'string', format: 'shoe-size' }, 'any'],
    ['patterns that only compile without the u flag', { type: 'string', pattern: '^[\\w\\-]+\\_\\@$' }, 'a-b_@'],
    ['decimal multiples', { type: 'number', multipleOf: 0.01 }, 0.07],
    ['boolean bounds of OpenAPI 3.0', { type: 'number', minimum: 1, exclusiveMinimum: true }, 1.5],
    ['nullable of OpenAPI 3.0', { type: 'string', nullable: true }, null],
    ['an empty enum', { type: 'string', enum: [] }, 'any'],
    ['keywords beside a reference', { $ref: '#/components/schemas/Demand', description: 'x' }, { id: 1, name: 2 }],
  ])('%s do no harm', (_, schema, value) => {
    expect(inResponse(schema, value)).toEqual([]);
  });

  test('is held to the formats of OpenAPI and JSON Schema', () => {
    expect(inResponse({ type: 'integer', format: 'int32' }, 2 ** 31)).toHaveLength(1);
    expect(inResponse({ type: 'string', format: 'date' }, '2025-02-30')).toHaveLength(1);
    expect(inResponse({ type: 'string', format: 'byte' }, 'not base64!')).toHaveLength(1);
  });
});
