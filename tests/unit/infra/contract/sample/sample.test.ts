import { describe, expect, test } from '@jest/globals';
import type { Schema } from '@plumbline/contract/contract';
import { sample, trySample } from '@plumbline/contract/sample/sample';
import { contractOf, refTo } from '../schemas.ts';

const contract = contractOf({
  Node: {
    type: 'object',
    required: ['value', 'children'],
    properties: { value: { type: 'integer' }, children: { type: 'array', items: refTo('Node') } },
  },
  Chain: { type: 'object', required: ['next'], properties: { next: { anyOf: [refTo('Chain'), { type: 'null' }] } } },
  Expression: {
    oneOf: [
      {
        type: 'object',
        required: ['left', 'right'],
        properties: { left: refTo('Expression'), right: refTo('Expression') },
        additionalProperties: false,
      },
      { type: 'number' },
    ],
  },
  Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, tricks: { type: 'integer' } } },
});

const satisfiable: Record<string, Schema> = {
  nothing: {},
  true: true,
  'a type array': { type: ['integer', 'null'] },
  'narrow bounds': { type: 'integer', minimum: 7, maximum: 7 },
  'exclusive bounds': { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
  'a large exclusive minimum': { type: 'integer', exclusiveMinimum: 9_000_000_000 },
  'an upper bound below zero': { type: 'number', maximum: -5.5 },
  multiples: { type: 'integer', multipleOf: 7, minimum: 50, maximum: 60 },
  'decimal multiples': { type: 'number', multipleOf: 0.05, minimum: 1, maximum: 2 },
  'two multiples': { allOf: [{ type: 'integer', multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 },
  'a short text': { type: 'string', maxLength: 2 },
  'a long text': { type: 'string', minLength: 80 },
  'a pattern': { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
  'a pattern and a length': { type: 'string', pattern: '^[a-z]+$', minLength: 40, maxLength: 60 },
  'a pattern with a lookahead': { type: 'string', pattern: '^(?!x)[a-z]{2,5}$' },
  'a pattern written for Perl': { type: 'string', pattern: '\\A(?i)[a-f0-9\\-]{4}\\z' },
  'an unfitting example': { type: 'integer', minimum: 10, example: 3 },
  'an example that is deep and wrong': {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } } },
    example: { a: { b: 'no number' } },
  },
  'a short address': { type: 'string', format: 'email', maxLength: 8 },
  'unique elements': { type: 'array', uniqueItems: true, minItems: 3, items: { enum: ['a', 'b', 'c'] } },
  'a tuple': { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
  'elements that contain': { type: 'array', contains: { const: 7 }, minContains: 2, items: { type: 'integer' } },
  'properties by pattern': {
    type: 'object',
    patternProperties: { '^x-': { type: 'integer' } },
    additionalProperties: false,
    minProperties: 2,
  },
  'names of a form': { type: 'object', propertyNames: { pattern: '^[a-z]{4}$' }, minProperties: 3 },
  'few properties': { type: 'object', properties: { a: {}, b: {}, c: {} }, required: ['b'], maxProperties: 1 },
  'required but undeclared': { type: 'object', required: ['ghost'], properties: { a: { type: 'string' } } },
  'dependent properties': {
    type: 'object',
    required: ['card'],
    properties: { card: { type: 'string' } },
    dependentRequired: { card: ['address'] },
    dependentSchemas: { card: { required: ['holder'], properties: { holder: { type: 'integer' } } } },
  },
  'a condition': {
    type: 'object',
    required: ['country'],
    properties: { country: { enum: ['US', 'NL'] }, code: { type: 'string' } },
    if: { properties: { country: { const: 'US' } } },
    then: { required: ['code'], properties: { code: { pattern: '^\\d{5}$' } } },
    else: { properties: { code: false } },
  },
  'merged parts': {
    allOf: [
      { type: 'object', required: ['a'], properties: { a: { type: 'number', minimum: 5 } } },
      { required: ['b'], properties: { a: { type: 'integer', maximum: 6 }, b: { type: 'string' } } },
    ],
    unevaluatedProperties: false,
  },
  'parts of which one is closed': {
    allOf: [
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
      { type: 'object', properties: { a: {}, b: { type: 'string' } } },
    ],
  },
  'exactly one of overlapping branches': {
    oneOf: [
      { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'string' } } },
    ],
  },
  'branches told apart by optional members only': {
    oneOf: [
      { type: 'object', properties: { errors: { type: 'array', items: { type: 'object' } } } },
      { type: 'object', properties: { errors: { type: 'array', items: { type: 'string' } } } },
    ],
  },
  'a discriminator over alike branches': {
    oneOf: [refTo('Cat'), refTo('Dog')],
    discriminator: { propertyName: 'kind', mapping: { cat: refTo('Cat').$ref, dog: refTo('Dog').$ref } },
  },
  'two choices at once': {
    allOf: [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, { anyOf: [{ type: 'integer' }, { type: 'array' }] }],
  },
  'not one value': { type: 'string', enum: ['a', 'b'], not: { const: 'a' } },
  'a tree': refTo('Node'),
  'a chain that must end': refTo('Chain'),
  'an expression': refTo('Expression'),
};

describe('a sample is valid for', () => {
  test.each(Object.entries(satisfiable))('%s', (_, schema) => {
    const tried = ['a', 'b', 'c', 'd'].flatMap((seed) =>
      (['some', 'all', 'none'] as const).map((optional) =>
        trySample(contract, schema, { seed, view: 'response', optional }),
      ),
    );
    expect(tried.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });
});

const person: Schema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', format: 'uuid', readOnly: true },
    name: { type: 'string', example: 'Ada' },
    password: { type: 'string', writeOnly: true },
    friends: { type: 'array', items: { type: 'string' } },
  },
};

describe('a sample', () => {
  test('is the same for the same seed and another for another', () => {
    const ids = ['1', '1', '2'].map((seed) => sample(contract, person, { seed, view: 'response', optional: 'none' }));
    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]).not.toEqual(ids[2]);
  });

  test('shows examples and scalars, and never what its view hides', () => {
    expect(sample(contract, person, { seed: 1, view: 'response' })).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      name: 'Ada',
    });
    expect(sample(contract, person, { seed: 1, view: 'request' })).toEqual({
      name: 'Ada',
      password: expect.any(String),
    });
  });

  test('shows every optional member, or none, when asked to', () => {
    const all = sample(contract, person, { seed: 1, view: 'response', optional: 'all' }) as object;
    expect(Object.keys(all)).toEqual(['id', 'name', 'friends']);
    const none = sample(contract, person, { seed: 1, view: 'response', optional: 'none' }) as object;
    expect(Object.keys(none)).toEqual(['id']);
  });

  test('says that it failed where no value is valid', () => {
    const impossible: Schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { allOf: [{ const: 1 }, { const: 2 }] } },
    };
    expect(trySample(contract, impossible, { seed: 1, view: 'response' }).violations).not.toEqual([]);
  });
});

test.each<[string, string[]]>([
  ['itself', ['next']],
  ['itself twice', ['left', 'right']],
])('what requires %s has no value, and none is looked for without end', (_, names) => {
  const properties = Object.fromEntries(names.map((name) => [name, refTo('Endless')]));
  const endless = contractOf({ Endless: { type: 'object', required: names, properties } });
  const { violations } = trySample(endless, refTo('Endless'), { seed: 1, view: 'request' });
  expect(violations.map(({ keyword }) => keyword)).toContain('required');
});
