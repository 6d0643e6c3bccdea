import { describe, expect, test } from '@jest/globals';
import type { Effect, Level } from '@plumbline/diff/change';
import { SCHEMA_RULES } from '@plumbline/diff/rules/schema-rules';
import { rulesBetween, withValue, type Dialect } from './contracts.ts';

/** What the schema of a property was and is, and what is told of it; `reverse` is told when it goes back. */
interface Pair {
  concern: string;
  reverse: string;
  base: unknown;
  revision: unknown;
  only?: Dialect;
}

const pair = (concern: string, reverse: string, base: unknown, revision: unknown, only?: Dialect): Pair => ({
  concern,
  reverse,
  base,
  revision,
  ...(only && { only }),
});

const string = { type: 'string' };
const integer = { type: 'integer' };
const strings = { type: 'array', items: string };
const open = { type: 'object', properties: { a: string } };
const cat = { type: 'object', required: ['bark'], properties: { bark: string, length: integer } };
const dog = { type: 'object', required: ['meow'], properties: { meow: string } };
const bird = { type: 'object', required: ['wings'], properties: { wings: integer } };

const PAIRS: readonly Pair[] = [
  pair('type-changed', 'type-changed', string, integer),
  pair('type-generalized', 'type-specialized', integer, { type: 'number' }),
  pair('type-generalized', 'type-specialized', string, { type: ['string', 'integer'] }, '3.1.0'),
  pair('became-nullable', 'became-not-nullable', string, { type: 'string', nullable: true }, '3.0.3'),
  pair('became-nullable', 'became-not-nullable', string, { type: ['string', 'null'] }, '3.1.0'),
  pair('became-nullable', 'became-not-nullable', open, { anyOf: [open, { type: 'null' }] }, '3.1.0'),
  pair('became-forbidden', 'became-allowed', string, false, '3.1.0'),
  pair('format-added', 'format-removed', string, { type: 'string', format: 'date' }),
  pair(
    'format-generalized',
    'format-specialized',
    { type: 'integer', format: 'int32' },
    { type: 'integer', format: 'int64' },
  ),
  pair('format-changed', 'format-changed', { type: 'string', format: 'date' }, { type: 'string', format: 'uuid' }),
  pair(
    'custom-format-changed',
    'custom-format-changed',
    { type: 'string', format: 'zip' },
    { type: 'string', format: 'iban' },
  ),
  pair('became-enum', 'became-not-enum', string, { type: 'string', enum: ['a', 'b'] }),
  pair('became-enum', 'became-not-enum', string, { type: 'string', const: 'a' }, '3.1.0'),
  pair('enum-value-removed', 'enum-value-added', { type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['a'] }),
  pair(
    'enum-value-removed',
    'enum-value-added',
    { type: 'integer', enum: [1, 5, 10] },
    { type: 'integer', enum: [1, 5, 10], maximum: 5 },
  ),
  pair(
    'enum-value-removed',
    'enum-value-added',
    { type: 'string', enum: ['standard', 'big'] },
    { type: 'string', enum: ['standard', 'big'], maxLength: 5 },
  ),
  pair(
    'enum-value-removed',
    'enum-value-added',
    { type: 'string', enum: ['a1', 'b'] },
    { type: 'string', enum: ['a1', 'b'], pattern: '[0-9]' },
  ),
  pair(
    'enum-value-removed',
    'enum-value-added',
    { type: 'integer', enum: [2, 3, 4] },
    { type: 'integer', enum: [2, 3, 4], multipleOf: 2 },
  ),
  pair(
    'enum-value-removed',
    'enum-value-added',
    { type: 'integer', minimum: 1, maximum: 4 },
    { type: 'integer', enum: [1, 2, 3] },
  ),
  pair('pattern-added', 'pattern-removed', string, { type: 'string', pattern: '^a' }),
  pair('pattern-changed', 'pattern-changed', { type: 'string', pattern: '^b' }, { type: 'string', pattern: '^a' }),
  pair('multiple-of-set', 'multiple-of-unset', { type: 'number' }, { type: 'number', multipleOf: 0.5 }),
  pair(
    'multiple-of-generalized',
    'multiple-of-specialized',
    { type: 'number', multipleOf: 0.3 },
    { type: 'number', multipleOf: 0.1 },
  ),
  pair(
    'multiple-of-changed',
    'multiple-of-changed',
    { type: 'integer', multipleOf: 3 },
    { type: 'integer', multipleOf: 2 },
  ),
  pair('max-set', 'max-unset', integer, { type: 'integer', maximum: 5 }),
  pair('max-decreased', 'max-increased', { type: 'number', maximum: 9 }, { type: 'number', maximum: 5 }),
  pair(
    'max-decreased',
    'max-increased',
    { type: 'number', maximum: 9 },
    { type: 'number', exclusiveMaximum: 9 },
    '3.1.0',
  ),
  pair(
    'max-decreased',
    'max-increased',
    { type: 'number', maximum: 9 },
    { type: 'number', maximum: 9, exclusiveMaximum: true },
    '3.0.3',
  ),
  pair('min-set', 'min-unset', integer, { type: 'integer', minimum: 5 }),
  pair('min-increased', 'min-decreased', { type: 'number', minimum: 5 }, { type: 'number', minimum: 9 }),
  pair('max-length-set', 'max-length-unset', string, { type: 'string', maxLength: 5 }),
  pair(
    'max-length-decreased',
    'max-length-increased',
    { type: 'string', maxLength: 9 },
    { type: 'string', maxLength: 5 },
  ),
  pair('min-length-set', 'min-length-unset', string, { type: 'string', minLength: 1 }),
  pair(
    'min-length-increased',
    'min-length-decreased',
    { type: 'string', minLength: 1 },
    { type: 'string', minLength: 2 },
  ),
  pair('max-items-set', 'max-items-unset', strings, { ...strings, maxItems: 3 }),
  pair('max-items-decreased', 'max-items-increased', { ...strings, maxItems: 4 }, { ...strings, maxItems: 3 }),
  pair('min-items-set', 'min-items-unset', strings, { ...strings, minItems: 3 }),
  pair('min-items-increased', 'min-items-decreased', { ...strings, minItems: 3 }, { ...strings, minItems: 4 }),
  pair('unique-items-added', 'unique-items-removed', strings, { ...strings, uniqueItems: true }),
  pair('max-properties-set', 'max-properties-unset', open, { ...open, maxProperties: 3 }),
  pair(
    'max-properties-decreased',
    'max-properties-increased',
    { ...open, maxProperties: 3 },
    { ...open, maxProperties: 2 },
  ),
  pair('min-properties-set', 'min-properties-unset', open, { ...open, minProperties: 1 }),
  pair(
    'min-properties-increased',
    'min-properties-decreased',
    { ...open, minProperties: 1 },
    { ...open, minProperties: 2 },
  ),
  pair('additional-properties-forbidden', 'additional-properties-allowed', open, {
    ...open,
    additionalProperties: false,
  }),
  pair(
    'pattern-property-added',
    'pattern-property-removed',
    open,
    { ...open, patternProperties: { '^x-': string } },
    '3.1.0',
  ),
  pair('one-of-added', 'one-of-removed', { oneOf: [cat, dog] }, { oneOf: [bird, dog, cat] }),
  pair('one-of-added', 'one-of-removed', cat, { oneOf: [dog, cat] }),
  pair(
    'max-length-set',
    'max-length-unset',
    { anyOf: [string, integer] },
    { anyOf: [integer, { type: 'string', maxLength: 5 }] },
  ),
  pair(
    'max-length-set',
    'max-length-unset',
    { type: ['string', 'integer'] },
    { anyOf: [integer, { type: 'string', maxLength: 5 }] },
    '3.1.0',
  ),
  pair('any-of-added', 'any-of-removed', { anyOf: [cat, dog] }, { anyOf: [cat, dog, bird] }),
  pair(
    'any-of-became-one-of',
    'one-of-became-any-of',
    {
      anyOf: [
        { type: 'string', pattern: '^q' },
        { type: 'string', pattern: 'z$' },
      ],
    },
    {
      oneOf: [
        { type: 'string', pattern: '^q' },
        { type: 'string', pattern: 'z$' },
      ],
    },
  ),
  pair(
    'multiple-of-generalized',
    'multiple-of-specialized',
    { type: 'integer', allOf: [{ multipleOf: 2 }, { multipleOf: 3 }] },
    { type: 'integer', multipleOf: 3 },
  ),
  pair('max-set', 'max-unset', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int32', maximum: 5 }),
  pair('min-properties-set', 'min-properties-unset', cat, { ...cat, minProperties: 2 }),
  pair(
    'max-properties-set',
    'max-properties-unset',
    { ...cat, additionalProperties: false },
    { ...cat, additionalProperties: false, maxProperties: 1 },
  ),
  pair(
    'unique-items-added',
    'unique-items-removed',
    { ...strings, maxItems: 2 },
    { ...strings, maxItems: 2, uniqueItems: true },
  ),
  pair(
    'max-items-set',
    'max-items-unset',
    { type: 'array', prefixItems: [string, integer] },
    { type: 'array', prefixItems: [string, integer], items: false },
    '3.1.0',
  ),
  pair(
    'condition-changed',
    'condition-changed',
    { type: 'array', contains: { const: 1 }, maxContains: 1 },
    { type: 'array', contains: { type: 'integer' }, maxContains: 1 },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    open,
    { ...open, if: { required: ['a'] }, then: { required: ['b'] } },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    { type: ['string', 'integer'] },
    {
      ...{ type: ['string', 'integer'], not: integer },
    },
    '3.1.0',
  ),
  pair('any-of-added', 'any-of-removed', { allOf: [open, cat] }, { allOf: [open, { anyOf: [cat, dog] }] }),
  pair(
    'max-length-set',
    'max-length-unset',
    { allOf: [open, { anyOf: [cat, dog] }] },
    {
      anyOf: [
        { allOf: [open, cat] },
        { allOf: [open, { ...dog, properties: { meow: { type: 'string', maxLength: 5 } } }] },
      ],
    },
  ),
  pair('type-stated', 'type-unstated', { properties: { a: string } }, open),
  pair('type-stated', 'type-unstated', { items: string }, strings),
  pair('condition-added', 'condition-removed', string, { type: 'string', not: { enum: ['a'] } }),
  pair('condition-added', 'condition-removed', cat, {
    ...cat,
    oneOf: [{ required: ['bark'] }, { required: ['length'] }],
  }),
  pair(
    'condition-changed',
    'condition-changed',
    { type: 'string', not: { enum: ['b'] } },
    { type: 'string', not: { enum: ['a'] } },
  ),
  pair(
    'condition-added',
    'condition-removed',
    { type: 'string', not: { enum: ['a'] } },
    { type: 'string', not: { enum: ['a', 'b'] } },
  ),
  pair(
    'condition-added',
    'condition-removed',
    { ...open, propertyNames: { maxLength: 9 } },
    { ...open, propertyNames: { maxLength: 5 } },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    { ...open, dependentSchemas: { a: { required: ['b'] } } },
    { ...open, dependentSchemas: { a: { required: ['b'] }, b: { required: ['a'] } } },
    '3.1.0',
  ),
  pair(
    'condition-removed',
    'condition-added',
    { ...strings, contains: { const: 'a' } },
    { ...strings, contains: { const: 'a' }, minContains: 0 },
    '3.1.0',
  ),
  pair('format-changed', 'format-changed', string, { type: 'string', contentEncoding: 'base64' }, '3.1.0'),
  pair(
    'format-changed',
    'format-changed',
    { type: 'string', contentEncoding: 'base64url' },
    { type: 'string', contentEncoding: 'base64' },
    '3.1.0',
  ),
  pair(
    'pattern-property-allowed',
    'pattern-property-forbidden',
    { ...open, additionalProperties: false },
    { ...open, additionalProperties: false, patternProperties: { '^x-': string } },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    { ...strings, contains: { const: 'a' }, minContains: 2 },
    { ...strings, contains: { const: 'a' }, minContains: 3 },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    { ...strings, contains: { const: 'a' }, maxContains: 3 },
    { ...strings, contains: { const: 'a' }, maxContains: 2 },
    '3.1.0',
  ),
  pair(
    'condition-added',
    'condition-removed',
    { ...open, dependentRequired: { a: ['b'] } },
    { ...open, dependentRequired: { a: ['b', 'c'], d: ['a'] } },
    '3.1.0',
  ),
  pair(
    'content-media-type-changed',
    'content-media-type-changed',
    { type: 'string', contentMediaType: 'text/html' },
    { type: 'string', contentMediaType: 'application/json' },
    '3.1.0',
  ),
  pair(
    'one-of-added',
    'one-of-removed',
    { type: ['string', 'null'] },
    { oneOf: [string, strings, { type: 'null' }] },
    '3.1.0',
  ),
  pair(
    'one-of-added',
    'one-of-removed',
    { type: 'string', nullable: true },
    { oneOf: [string, strings], nullable: true },
    '3.0.3',
  ),
  pair('default-value-added', 'default-value-removed', string, { type: 'string', default: 'a' }),
  pair(
    'default-value-changed',
    'default-value-changed',
    { type: 'string', default: 'b' },
    { type: 'string', default: 'a' },
  ),
  pair('deprecated', 'reactivated', string, { type: 'string', deprecated: true }),
  pair('entity-changed', 'entity-changed', open, { ...open, 'x-entity': 'open_things' }),
];

/** Discriminators need components to point to; exclusive.test.ts and encodings.test.ts have the others. */
const told = new Set([
  ...['one-of-overlap-added', 'one-of-overlap-removed', 'one-of-may-overlap', 'one-of-may-not-overlap'],
  ...['text-form-changed', 'became-list'],
  'discriminator-property-name-changed',
  'discriminator-mapping-added',
  'discriminator-mapping-removed',
  'discriminator-mapping-changed',
  'discriminator-added',
  'discriminator-removed',
]);

/** The law, written down a second time: effect, level in requests, level in responses. */
const LEVELS: Readonly<Record<Effect, readonly [request: Level, response: Level]>> = {
  narrows: ['breaking', 'info'],
  widens: ['info', 'breaking'],
  mayNarrow: ['warning', 'info'],
  mayWiden: ['info', 'warning'],
  differs: ['breaking', 'breaking'],
  unknown: ['warning', 'warning'],
  none: ['info', 'info'],
};

function expected(concern: string): string[] {
  const effect = SCHEMA_RULES.find((rule) => rule.concern === concern)?.effect ?? 'none';
  const [request, response] = LEVELS[effect];
  return [`${request} request-property-${concern}`, `${response} response-property-${concern}`];
}

describe.each<Dialect>(['3.0.3', '3.1.0', '3.2.0'])('what a schema of OpenAPI %s accepts', (dialect) => {
  // What 3.1 can say, 3.2 can say too.
  const spoken = dialect === '3.2.0' ? '3.1.0' : dialect;
  const pairs = PAIRS.filter(({ only }) => only === undefined || only === spoken);

  test.each(pairs)('$concern, and back: $reverse', async ({ concern, reverse, base, revision }) => {
    const there = await rulesBetween(withValue(base), withValue(revision), dialect);
    const back = await rulesBetween(withValue(revision), withValue(base), dialect);
    expect({ there, back }).toEqual({ there: expected(concern), back: expected(reverse) });
  });
});

test('every concern has its pair', () => {
  const paired = new Set(PAIRS.flatMap(({ concern, reverse }) => [concern, reverse]));
  expect(
    SCHEMA_RULES.map(({ concern }) => concern).filter((concern) => !paired.has(concern) && !told.has(concern)),
  ).toEqual([]);
});

const OPPOSITES: Partial<Record<Effect, readonly Effect[]>> = {
  narrows: ['widens', 'mayWiden'],
  widens: ['narrows'],
  mayNarrow: ['mayWiden'],
  mayWiden: ['mayNarrow', 'narrows'],
  differs: ['differs'],
  unknown: ['unknown'],
};

test('what narrows one way widens the other', () => {
  const effectOf = (concern: string) => SCHEMA_RULES.find((rule) => rule.concern === concern)?.effect;
  const wrong = PAIRS.filter(({ concern, reverse }) => {
    const there = effectOf(concern);
    const back = effectOf(reverse);
    if (there === undefined || back === undefined || concern.startsWith('default-value')) return there === undefined;
    return there !== 'none' && !OPPOSITES[there]?.includes(back);
  });
  expect(wrong).toEqual([]);
});

test('a list that is lifted while a bound cuts some of its values off', async () => {
  const [listed, bounded] = [
    withValue({ type: 'string', enum: ['standard', 'big'] }),
    withValue({ type: 'string', maxLength: 5 }),
  ];
  expect(await rulesBetween(listed, bounded)).toEqual([
    'info request-property-became-not-enum',
    'breaking request-property-enum-value-removed',
    'breaking response-property-became-not-enum',
    'info response-property-enum-value-removed',
  ]);
});
