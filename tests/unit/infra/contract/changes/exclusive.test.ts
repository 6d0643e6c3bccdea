import { describe, expect, test } from '@jest/globals';
import { rulesBetween, withBody, withOperation, type Json } from './contracts.ts';

const string = { type: 'string' };
const object = (properties: Json, required: string[] = []): Json => ({ type: 'object', properties, required });
const only = (level: string, rules: string[]) => rules.filter((rule) => rule.startsWith(level));

/** What the request was, and what of it must match exactly one alternative now. */
const OVERLAPS: readonly (readonly [string, unknown, unknown])[] = [
  ['a text is also a short text', string, { oneOf: [string, { type: 'string', maxLength: 5 }] }],
  [
    'an object has what both alternatives need',
    object({ street: string, box: string }, ['street', 'box']),
    { oneOf: [object({ street: string, box: string }, ['street']), object({ street: string, box: string }, ['box'])] },
  ],
  [
    'an open alternative comes to others',
    { oneOf: [object({ a: string }, ['a']), object({ b: string }, ['b'])] },
    { oneOf: [object({ a: string }, ['a']), object({ b: string }, ['b']), object({ a: string, c: string })] },
  ],
  [
    'any text comes to dates',
    {
      oneOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
    },
    { oneOf: [{ type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }, string] },
  ],
  [
    'numbers come to whole ones and texts',
    { oneOf: [{ type: 'integer' }, string] },
    { oneOf: [{ type: 'integer' }, string, { type: 'number' }] },
  ],
  [
    'what an alternative takes grows into another one',
    {
      oneOf: [
        { type: 'integer', maximum: 5 },
        { type: 'integer', minimum: 6, multipleOf: 2 },
      ],
    },
    {
      oneOf: [
        { type: 'integer', maximum: 9 },
        { type: 'integer', minimum: 6, multipleOf: 2 },
      ],
    },
  ],
  [
    'any of what overlaps becomes one of it',
    { anyOf: [object({ a: string }, ['a']), object({ b: string }, ['b'])] },
    { oneOf: [object({ a: string }, ['a']), object({ b: string }, ['b'])] },
  ],
];

describe('oneOf refuses what several alternatives accept', () => {
  test.each(OVERLAPS)('%s', async (_, base, revision) => {
    const [one, other] = [withBody(base), withBody(revision)];
    const there = await rulesBetween(one, other);
    const back = await rulesBetween(other, one);
    expect(only('breaking request', there)).not.toEqual([]);
    expect(only('breaking response', back)).not.toEqual([]);
  });

  test('unions within oneOf whose alternatives overlap are not the same as all alternatives side by side', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => object({ [name]: string }, [name]));
    const flat = withBody({ oneOf: [a, b, c] });
    for (const keyword of ['oneOf', 'anyOf']) {
      const nested = withBody({ oneOf: [a, { [keyword]: [b, c] }] });
      expect(only('breaking request', await rulesBetween(nested, flat))).not.toEqual([]);
    }
    const fractions = withBody({ oneOf: [{ type: 'integer' }, { oneOf: [{ type: 'integer' }, { type: 'number' }] }] });
    const numbers = withBody({ oneOf: [{ type: 'integer' }, { type: 'number' }] });
    expect(only('breaking response', await rulesBetween(numbers, fractions))).not.toEqual([]);
  });

  test('null that two alternatives accept is refused', async () => {
    const [base, revision] = [
      { oneOf: [object({ a: string }, ['a']), { type: 'integer' }, { type: 'null' }] },
      { oneOf: [{ ...object({ a: string }, ['a']), type: ['object', 'null'] }, { type: 'integer' }, { type: 'null' }] },
    ];
    expect({
      there: await rulesBetween(withBody(base), withBody(revision)),
      back: only('breaking', await rulesBetween(withBody(revision), withBody(base))),
    }).toMatchObject({
      there: expect.arrayContaining(['breaking request-body-became-not-nullable']),
      back: ['breaking response-body-became-nullable'],
    });
  });

  test('the same alternative a second time adds nothing and refuses what matches both', async () => {
    const ref = { $ref: '#/components/schemas/A' };
    const [one, two] = [
      [ref, string],
      [ref, ref, string],
    ].map((oneOf) => withBody({ oneOf }, { A: object({ a: string }, ['a']) }));
    const rules = await rulesBetween(one ?? {}, two ?? {});
    expect(rules).toContain('breaking request-body-one-of-overlap-added');
    expect(rules.filter((rule) => rule.endsWith('one-of-added'))).toEqual([]);
  });

  test('required members of which exactly one may be there are found as examples', async () => {
    const xor = (...names: string[]) =>
      withBody({ ...object({ a: string, b: string, c: string }), oneOf: names.map((name) => ({ required: [name] })) });
    expect(await rulesBetween(xor('a', 'b'), xor('a', 'b', 'c'))).toContain(
      'breaking request-body-one-of-overlap-added',
    );
  });

  test('alternatives that exclude each other come without a warning', async () => {
    const kinds = (...names: string[]) =>
      withOperation({
        requestBody: {
          content: {
            'application/json': {
              schema: { oneOf: names.map((kind) => object({ kind: { const: kind }, [kind]: string }, ['kind', kind])) },
            },
          },
        },
      });
    expect(await rulesBetween(kinds('a', 'b'), kinds('a', 'b', 'c'))).toEqual(['info request-body-one-of-added']);
  });

  test('an overlap that was there before is not told again', async () => {
    const names = (others: Json) => ({ oneOf: [object({ a: string, ...others }), object({ b: string })] });
    const rules = await rulesBetween(withBody(names({})), withBody(names({ c: string })));
    expect(rules.filter((rule) => rule.includes('overlap'))).toEqual([]);
  });

  test('every pair of many alternatives is examined', async () => {
    const kinds = Array.from({ length: 40 }, (_, index) => object({ kind: { const: `k${index}` } }, ['kind']));
    const several = (last: Json) => withBody({ oneOf: [...kinds, object({ first: string }, ['first']), last] });
    const base = several(object({ second: string, first: false }, ['second']));
    expect(await rulesBetween(base, several(object({ second: string }, ['second'])))).toContain(
      'warning request-body-one-of-may-overlap',
    );
  });

  test('an overlap inside a schema that holds itself is reported', async () => {
    const integer = { type: 'integer' };
    const tree = (value: Json) =>
      withBody(
        { $ref: '#/components/schemas/Node' },
        {
          Node: object(
            {
              value: string,
              size: integer,
              child: {
                oneOf: [{ $ref: '#/components/schemas/Node' }, object({ value, size: integer }, ['value', 'size'])],
              },
            },
            ['value'],
          ),
        },
      );
    expect(await rulesBetween(tree(integer), tree(string))).toContain('breaking request-property-one-of-overlap-added');
  });

  test('where nothing shows whether alternatives overlap, it is a warning', async () => {
    const base = { oneOf: [{ type: 'string', pattern: '^q' }, { type: 'integer' }] };
    const revision = { oneOf: [...base.oneOf, { type: 'string', pattern: 'zz$' }] };
    expect(only('warning', await rulesBetween(withBody(base), withBody(revision)))).toEqual([
      'warning request-body-one-of-may-overlap',
    ]);
  });
});

describe('subtypes that a discriminator tells apart', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const pets = (cat: Json, others: Json = {}, mapping?: Json, body: unknown = ref('Pet')) =>
    withBody(body, {
      Pet: {
        ...object({ kind: string }, ['kind']),
        discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
      },
      Cat: { allOf: [ref('Pet'), cat] },
      ...others,
    });
  const mood = object({ mood: string });
  const dog = { Dog: { allOf: [ref('Pet'), object({ bark: string })] } };

  test.each<[string, Json | undefined, unknown]>([
    ['by their names', undefined, ref('Pet')],
    ['by a mapping', { cat: ref('Cat').$ref }, ref('Pet')],
    ['in a list', undefined, { type: 'array', items: ref('Pet') }],
  ])('a property becomes required, and another type, %s', async (_, mapping, body) => {
    const document = (cat: Json) => pets(cat, {}, mapping, body);
    const base = document(mood);
    expect({
      required: await rulesBetween(base, document(object({ mood: string }, ['mood']))),
      optional: await rulesBetween(document(object({ mood: string }, ['mood'])), base),
      typed: await rulesBetween(base, document(object({ mood: { type: 'integer' } }))),
    }).toEqual({
      required: ['breaking request-property-became-required', 'info response-property-became-required'],
      optional: ['info request-property-became-optional', 'breaking response-property-became-optional'],
      typed: ['breaking request-property-type-changed', 'breaking response-property-type-changed'],
    });
  });

  test('a component takes another name, and the value of a mapping stays or does not', async () => {
    const mapped = (name: string, value: string) =>
      pets(
        mood,
        { [name]: { allOf: [ref('Pet'), object({ bark: string })] } },
        {
          cat: ref('Cat').$ref,
          [value]: ref(name).$ref,
        },
      );
    expect(await rulesBetween(mapped('Dog', 'dog'), mapped('Hound', 'dog'))).toEqual([]);
    expect(only('breaking', await rulesBetween(mapped('Dog', 'dog'), mapped('Dog', 'hound')))).not.toEqual([]);
  });

  test('a subtype comes and goes', async () => {
    const [one, two] = [pets(mood), pets(mood, dog)];
    expect({
      there: only('breaking', await rulesBetween(one, two)),
      back: only('breaking', await rulesBetween(two, one)),
    }).toEqual({
      there: ['breaking response-body-one-of-added'],
      back: ['breaking request-body-one-of-removed'],
    });
  });
});

describe('schemas that hold each other', () => {
  const COUNT = 24;
  const linked = (last: string, prefix = 'S'): Json => {
    const ref = (index: number) => ({ $ref: `#/components/schemas/${prefix}${index % COUNT}` });
    const schemas = Array.from({ length: COUNT }, (_, index) => {
      const v = { type: index === COUNT - 1 ? last : 'string' };
      const links = Object.fromEntries(
        [0, 1, 2].map((link) => [`r${link}`, { anyOf: [ref(index + 1 + link), ref(index + 4)] }]),
      );
      return [`${prefix}${index}`, { ...object({ v, ...links }, ['v']) }] as const;
    });
    return withBody(ref(0), Object.fromEntries(schemas));
  };

  test('through unions are compared in time, and only what differs is told', async () => {
    const started = process.cpuUsage();
    expect(await rulesBetween(linked('string'), linked('integer'))).toEqual([
      'breaking request-property-type-changed',
      'breaking response-property-type-changed',
    ]);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(10);
  });

  test('under other names are compared in time too', async () => {
    const started = process.cpuUsage();
    expect(await rulesBetween(linked('string'), linked('integer', 'T'))).toEqual([
      'breaking request-property-type-changed',
      'breaking response-property-type-changed',
    ]);
    expect(await rulesBetween(linked('string'), linked('string', 'T'))).toEqual([]);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(10);
  });
});
