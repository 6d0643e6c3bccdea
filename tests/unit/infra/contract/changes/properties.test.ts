import { describe, expect, test } from '@jest/globals';
import { rulesBetween, withBody, type Dialect } from './contracts.ts';

const string = { type: 'string' };
const object = (properties: unknown, others = {}) => ({ type: 'object', properties, ...others });
const closed = { additionalProperties: false };

/** [what happens, base, revision, changes there, changes back] */
const ROWS: readonly (readonly [string, unknown, unknown, string[], string[]])[] = [
  [
    'an optional property comes and goes',
    object({ a: string }),
    object({ a: string, b: string }),
    ['info new-optional-request-property', 'info response-optional-property-added'],
    ['warning request-property-removed', 'warning response-optional-property-removed'],
  ],
  [
    'a required property comes and goes',
    object({ a: string }),
    object({ a: string, b: string }, { required: ['b'] }),
    ['breaking new-required-request-property', 'info response-required-property-added'],
    ['warning request-property-removed', 'breaking response-required-property-removed'],
  ],
  [
    'a required property with a default comes and goes',
    object({ a: string }),
    object({ a: string, b: { type: 'string', default: 'x' } }, { required: ['b'] }),
    ['breaking new-required-request-property', 'info response-required-property-added'],
    ['warning request-property-removed', 'breaking response-required-property-removed'],
  ],
  [
    'a property comes to and leaves a closed object',
    object({ a: string }, closed),
    object({ a: string, b: string }, closed),
    ['info new-optional-request-property', 'warning response-property-added-to-closed-object'],
    ['breaking request-property-forbidden', 'warning response-optional-property-removed'],
  ],
  [
    'a property of a typed map gets a declaration of its own, and loses it',
    object({ a: string }, { additionalProperties: string }),
    object({ a: string, b: { type: 'string', maxLength: 5 } }, { additionalProperties: string }),
    ['breaking request-property-max-length-set', 'info response-property-max-length-set'],
    ['info request-property-max-length-unset', 'warning response-optional-property-removed'],
  ],
  [
    'a property becomes required and optional',
    object({ a: string }),
    object({ a: string }, { required: ['a'] }),
    ['breaking request-property-became-required', 'info response-property-became-required'],
    ['info request-property-became-optional', 'breaking response-property-became-optional'],
  ],
  [
    'a property with a default becomes required and optional',
    object({ a: { type: 'string', default: 'x' } }),
    object({ a: { type: 'string', default: 'x' } }, { required: ['a'] }),
    ['breaking request-property-became-required', 'info response-property-became-required'],
    ['info request-property-became-optional', 'breaking response-property-became-optional'],
  ],
  [
    'an optional property becomes readOnly and can be written again',
    object({ a: string }),
    object({ a: { type: 'string', readOnly: true } }),
    ['warning request-property-became-read-only'],
    ['info request-property-became-not-read-only'],
  ],
  [
    'a required property becomes readOnly and can be written again',
    object({ a: string }, { required: ['a'] }),
    object({ a: { type: 'string', readOnly: true } }, { required: ['a'] }),
    ['warning request-property-became-read-only'],
    ['breaking required-request-property-became-not-read-only'],
  ],
  [
    'an optional property becomes writeOnly and can be read again',
    object({ a: string }),
    object({ a: { type: 'string', writeOnly: true } }),
    ['warning response-optional-property-became-write-only'],
    ['warning response-property-became-not-write-only'],
  ],
  [
    'a required property becomes writeOnly and can be read again',
    object({ a: string }, { required: ['a'] }),
    object({ a: { type: 'string', writeOnly: true } }, { required: ['a'] }),
    ['breaking response-required-property-became-write-only'],
    ['warning response-property-became-not-write-only'],
  ],
  [
    'a readOnly property comes and goes: requests are not touched',
    object({ a: string }),
    object({ a: string, b: { type: 'string', readOnly: true } }, { required: ['b'] }),
    ['info response-required-property-added'],
    ['breaking response-required-property-removed'],
  ],
  [
    'a writeOnly property comes and goes: responses are not touched',
    object({ a: string }),
    object({ a: string, b: { type: 'string', writeOnly: true } }, { required: ['b'] }),
    ['breaking new-required-request-property'],
    ['warning request-property-removed'],
  ],
  [
    'a readOnly property is narrowed and widened: requests are not touched',
    object({ a: { type: 'string', readOnly: true } }),
    object({ a: { type: 'string', readOnly: true, maxLength: 5 } }),
    ['info response-property-max-length-set'],
    ['breaking response-property-max-length-unset'],
  ],
  [
    'items of a list are narrowed and widened',
    { type: 'array', items: string },
    { type: 'array', items: { type: 'string', maxLength: 5 } },
    ['breaking request-property-max-length-set', 'info response-property-max-length-set'],
    ['info request-property-max-length-unset', 'breaking response-property-max-length-unset'],
  ],
  [
    'a closed object gets a typed map, and closes again',
    object({ a: string }, { additionalProperties: string }),
    object({ a: string }, { additionalProperties: { type: 'integer' } }),
    ['breaking request-property-type-changed', 'breaking response-property-type-changed'],
    ['breaking request-property-type-changed', 'breaking response-property-type-changed'],
  ],
  [
    'the whole body changes its type',
    string,
    { type: 'integer' },
    ['breaking request-body-type-changed', 'breaking response-body-type-changed'],
    ['breaking request-body-type-changed', 'breaking response-body-type-changed'],
  ],
];

test('a property that must not be there is forbidden, and allowed again', async () => {
  const base = withBody(object({ a: string }));
  const revision = withBody(object({ a: string, b: false }));
  expect({ there: await rulesBetween(base, revision), back: await rulesBetween(revision, base) }).toEqual({
    there: ['breaking request-property-became-forbidden', 'info response-property-became-forbidden'],
    back: ['info request-property-became-allowed', 'info response-optional-property-added'],
  });
});

describe.each<Dialect>(['3.0.3', '3.1.0'])('properties in OpenAPI %s', (dialect) => {
  test.each(ROWS)('%s', async (_, base, revision, there, back) => {
    expect({
      there: await rulesBetween(withBody(base), withBody(revision), dialect),
      back: await rulesBetween(withBody(revision), withBody(base), dialect),
    }).toEqual({ there, back });
  });
});

test('items by position are compared by position, in 3.1', async () => {
  const base = { type: 'array', prefixItems: [string, { type: 'integer' }], items: false };
  const revision = { type: 'array', prefixItems: [string, { type: 'integer', maximum: 3 }, string], items: false };
  expect(await rulesBetween(withBody(base), withBody(revision))).toEqual([
    'info request-body-max-items-increased',
    'breaking request-property-max-set',
    'breaking response-body-max-items-increased',
    'info response-property-max-set',
  ]);
});

test('what pattern properties ask holds for a property that is no longer declared', async () => {
  const base = object({ 'x-a': string });
  const revision = { type: 'object', properties: {}, patternProperties: { '^x-': { type: 'string', maxLength: 2 } } };
  expect(await rulesBetween(withBody(base), withBody(revision))).toEqual(
    ['breaking request-property-max-length-set', 'breaking request-property-pattern-property-added']
      .map((rule) => rule.replace('request-property-pattern-property', 'request-body-pattern-property'))
      .concat(['warning response-optional-property-removed', 'info response-body-pattern-property-added']),
  );
});

describe('discriminators', () => {
  const cat = object({ kind: string, bark: string }, { required: ['kind', 'bark'] });
  const dog = object({ kind: string, meow: string }, { required: ['kind', 'meow'] });
  const bird = object({ kind: string, wings: string }, { required: ['kind', 'wings'] });
  const pets = (mapping: Record<string, string> | undefined, propertyName = 'kind', names = ['Cat', 'Dog']) =>
    withBody(
      {
        oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
        discriminator: { propertyName, ...(mapping && { mapping }) },
      },
      { Cat: cat, Dog: dog, Bird: bird },
    );
  const plain = withBody(
    { oneOf: ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` })) },
    { Cat: cat, Dog: dog },
  );
  const both = { cat: 'Cat', dog: 'Dog' };

  test('another property tells the alternatives apart', async () => {
    expect(await rulesBetween(pets(both), pets(both, 'type'))).toEqual([
      'breaking request-body-discriminator-property-name-changed',
      'breaking response-body-discriminator-property-name-changed',
    ]);
  });

  test('a value comes and goes', async () => {
    const more = { ...both, kitten: '#/components/schemas/Cat' };
    expect({
      there: await rulesBetween(pets(both), pets(more)),
      back: await rulesBetween(pets(more), pets(both)),
    }).toEqual({
      there: ['info request-body-discriminator-mapping-added', 'breaking response-body-discriminator-mapping-added'],
      back: ['breaking request-body-discriminator-mapping-removed', 'info response-body-discriminator-mapping-removed'],
    });
  });

  test('a value means another alternative', async () => {
    expect(await rulesBetween(pets(both), pets({ cat: 'Dog', dog: 'Cat' }))).toEqual([
      'breaking request-body-discriminator-mapping-changed',
      'breaking response-body-discriminator-mapping-changed',
    ]);
  });

  test('a discriminator comes and goes', async () => {
    expect({ there: await rulesBetween(plain, pets(both)), back: await rulesBetween(pets(both), plain) }).toEqual({
      there: ['warning request-body-discriminator-added', 'info response-body-discriminator-added'],
      back: ['info request-body-discriminator-removed', 'warning response-body-discriminator-removed'],
    });
  });

  test('the value of an alternative that came with it is not told twice', async () => {
    const more = pets({ ...both, bird: 'Bird' }, 'kind', ['Cat', 'Dog', 'Bird']);
    expect(await rulesBetween(pets(both), more)).toEqual([
      'info request-body-one-of-added',
      'breaking response-body-one-of-added',
    ]);
  });

  test('component names written out as values are no change', async () => {
    expect(await rulesBetween(pets(undefined), pets({ Dog: 'Dog', Cat: '#/components/schemas/Cat' }))).toEqual([]);
  });
});
