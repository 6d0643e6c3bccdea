import { answerOf, api, json, OK, type RowCase } from './kit.ts';

/** A schema is checked: one value passes, in a request and in a response, and another does in neither. */
function checked(
  rows: string | readonly string[],
  schema: unknown,
  good: unknown,
  bad: unknown,
  more: object = {},
): RowCase {
  const named = [rows]
    .flat()
    .map((row) => (row.includes(' ') ? row : `enforced ${row.includes(':') ? row : `keyword:${row}`}`));
  return {
    rows: named,
    contract: api(
      {
        '/in': { post: { operationId: 'in', requestBody: { required: true, content: json(schema) }, responses: OK } },
        '/good': { get: { operationId: 'good', responses: answerOf(schema) } },
        '/bad': { get: { operationId: 'bad', responses: answerOf(schema) } },
      },
      more,
    ),
    answers: { good: () => ({ status: 200, body: good }), bad: () => ({ status: 200, body: bad }) },
    steps: [
      ['POST /in', 200, { json: good }],
      ['POST /in', 400, { json: bad }],
      ['GET /good', { status: 200, body: good }],
      ['GET /bad', { status: 500, body: { error: { code: 'CONTRACT_VIOLATION' } } }],
    ],
  };
}

/** Any value passes. */
function unchecked(row: string, schema: unknown, ...values: unknown[]): RowCase {
  return {
    rows: [row],
    contract: api({ '/in': { post: { operationId: 'in', requestBody: { content: json(schema) }, responses: OK } } }),
    steps: values.map((value) => ['POST /in', 200, { json: value }] as const),
  };
}

const INTEGER = { type: 'integer' };
const TEXT = { type: 'string' };
const components = (schemas: object): object => ({ components: { schemas } });
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const PETS = components({
  Pet: {
    type: 'object',
    required: ['kind'],
    properties: { kind: TEXT },
    discriminator: {
      propertyName: 'kind',
      mapping: { dog: '#/components/schemas/Dog', cat: '#/components/schemas/Cat' },
    },
    oneOf: [ref('Dog'), ref('Cat')],
  },
  Dog: { type: 'object', properties: { kind: TEXT, barks: { type: 'boolean' } } },
  Cat: { type: 'object', properties: { kind: TEXT, lives: INTEGER } },
});

export const SCHEMAS: readonly RowCase[] = [
  checked('$ref', ref('N'), 1, 'x', components({ N: INTEGER })),
  checked('type', INTEGER, 1, 'x'),
  checked('enum', { enum: ['a', 2] }, 2, 'b'),
  checked('const', { const: 'a' }, 'a', 'b'),
  checked('multipleOf', { type: 'number', multipleOf: 0.01 }, 0.07, 0.075),
  checked('maximum', { maximum: 5 }, 5, 6),
  checked('minimum', { minimum: 5 }, 5, 4),
  checked('exclusiveMaximum', { exclusiveMaximum: 5 }, 4, 5),
  checked('exclusiveMinimum', { exclusiveMinimum: 5 }, 6, 5),
  checked('maxLength', { maxLength: 2 }, '😀😀', 'abc'),
  checked('minLength', { minLength: 2 }, 'ab', '😀'),
  checked('pattern', { pattern: '^a+$' }, 'aa', 'b'),
  checked('maxItems', { type: 'array', maxItems: 1 }, [1], [1, 2]),
  checked('minItems', { type: 'array', minItems: 1 }, [1], []),
  checked('uniqueItems', { type: 'array', uniqueItems: true }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1 }]),
  checked('maxProperties', { type: 'object', maxProperties: 1 }, { a: 1 }, { a: 1, b: 2 }),
  checked('minProperties', { type: 'object', minProperties: 1 }, { a: 1 }, {}),
  checked('required', { type: 'object', required: ['a'] }, { a: 1 }, {}),
  checked('contains', { type: 'array', contains: { const: 1 } }, [2, 1], [2]),
  checked('maxContains', { type: 'array', contains: { const: 1 }, maxContains: 1 }, [1], [1, 1]),
  checked('minContains', { type: 'array', contains: { const: 1 }, minContains: 2 }, [1, 1], [1]),
  checked('properties', { type: 'object', properties: { a: INTEGER } }, { a: 1 }, { a: 'x' }),
  checked('patternProperties', { type: 'object', patternProperties: { '^n': INTEGER } }, { n1: 1 }, { n1: 'x' }),
  checked('additionalProperties', { type: 'object', additionalProperties: INTEGER }, { z: 1 }, { z: 'x' }),
  checked(
    'unevaluatedProperties',
    { allOf: [{ type: 'object', properties: { a: INTEGER } }], unevaluatedProperties: false },
    { a: 1 },
    { a: 1, b: 2 },
  ),
  checked('unevaluatedItems', { type: 'array', prefixItems: [INTEGER], unevaluatedItems: false }, [1], [1, 2]),
  checked('propertyNames', { type: 'object', propertyNames: { pattern: '^a' } }, { ab: 1 }, { b: 1 }),
  checked('items', { type: 'array', items: INTEGER }, [1], ['x']),
  checked('prefixItems', { type: 'array', prefixItems: [INTEGER, TEXT] }, [1, 'x'], ['x', 1]),
  checked(
    'dependentSchemas',
    { type: 'object', dependentSchemas: { a: { required: ['b'] } } },
    { a: 1, b: 1 },
    { a: 1 },
  ),
  checked('dependentRequired', { type: 'object', dependentRequired: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }),
  checked('allOf', { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 2, 3),
  checked('anyOf', { anyOf: [INTEGER, { const: 'a' }] }, 'a', 'b'),
  checked('oneOf', { oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, 4, 6),
  checked('not', { not: { const: 1 } }, 2, 1),
  checked(['if', 'then', 'else'], { if: INTEGER, then: { minimum: 5 }, else: { const: 'a' } }, 'a', 4),
  checked('$defs', ref('N/$defs/Small'), 1, 6, components({ N: { $defs: { Small: { maximum: 5 } } } })),
  checked(
    'definitions',
    ref('N/definitions/Small'),
    1,
    6,
    components({ N: { definitions: { Small: { maximum: 5 } } } }),
  ),
  checked(
    ['discriminator', 'discriminator:propertyName', 'discriminator:mapping'],
    ref('Pet'),
    { kind: 'dog', barks: true },
    { kind: 'cat', lives: 'many' },
    PETS,
  ),
  checked(
    ['$dynamicAnchor', 'keyword:$dynamicRef'],
    ref('Numbers'),
    { items: [1] },
    { items: ['x'] },
    components({
      List: {
        $dynamicAnchor: 'any',
        type: 'object',
        properties: { items: { type: 'array', items: { $dynamicRef: '#item' } } },
        $defs: { item: { $dynamicAnchor: 'item' } },
      },
      Numbers: { $defs: { item: { $dynamicAnchor: 'item', type: 'integer' } }, $ref: '#/components/schemas/List' },
    }),
  ),
  checked('$anchor', { $ref: '#small' }, 5, 6, components({ N: { $anchor: 'small', maximum: 5 } })),
  checked('enforced bounded-pattern', { pattern: '^(a|b)\\1$' }, 'aa', 'ab'),
  unchecked('ignored keyword:$dynamicRef', { properties: { a: { $dynamicRef: '#nowhere' } } }, { a: 1 }, { a: 'x' }),
  unchecked('ignored keyword:contentMediaType', { type: 'string', contentMediaType: 'application/json' }, 'no json'),
  unchecked('ignored keyword:contentEncoding', { type: 'string', contentEncoding: 'base64' }, 'no base64!'),
  unchecked('ignored keyword:contentSchema', { contentMediaType: 'application/json', contentSchema: INTEGER }, '"x"'),
  unchecked('ignored keyword:wrong', { wrong: 1 }, 1, 'x'),
  unchecked('ignored extension:x-unique', { 'x-unique': 'yes' }, 1),
  unchecked('ignored format:odd', { type: 'string', format: 'odd' }, 'anything'),
  unchecked('ignored format:float', { type: 'number', format: 'float' }, 0.1),
  unchecked('ignored format:double', { type: 'number', format: 'double' }, 0.1),
  unchecked('ignored format:iri', { type: 'string', format: 'iri' }, 'no iri at all'),
  {
    rows: ['enforced keyword:default'],
    contract: api({
      '/in': {
        post: {
          operationId: 'in',
          requestBody: { content: json({ type: 'object', properties: { a: { type: 'integer', default: 5 } } }) },
          responses: OK,
        },
      },
    }),
    steps: [['POST /in', { status: 200, given: { body: { a: 5 } } }, { json: {} }]],
  },
  {
    rows: ['enforced keyword:readOnly', 'enforced keyword:writeOnly'],
    contract: api(
      {
        '/in': {
          post: {
            operationId: 'in',
            requestBody: { content: json(ref('Item')) },
            responses: answerOf(ref('Item')),
          },
        },
      },
      components({
        Item: {
          type: 'object',
          properties: { id: { ...INTEGER, readOnly: true }, secret: { ...TEXT, writeOnly: true } },
          required: ['id', 'secret'],
        },
      }),
    ),
    answers: { in: () => ({ status: 200, body: { id: 7, secret: 's' } }) },
    steps: [
      [
        'POST /in',
        { status: 200, given: { body: { secret: 's' } }, text: '{"id":7}' },
        { json: { id: 1, secret: 's' } },
      ],
      ['POST /in', 400, { json: {} }],
    ],
  },
];

/** A valid and an invalid text of each format that is checked. */
const FORMATS: Readonly<Record<string, readonly [good: unknown, bad: unknown]>> = {
  date: ['2026-02-28', '2026-02-30'],
  time: ['10:00:00Z', '25:00:00Z'],
  'date-time': ['2026-02-28T10:00:00Z', '2026-02-30T10:00:00Z'],
  'iso-time': ['10:00:00', '25:00:00'],
  'iso-date-time': ['2026-02-28T10:00:00', '2026-02-30T10:00:00'],
  duration: ['P1D', 'a day'],
  uri: ['http://a.test/', 'no uri'],
  'uri-reference': ['/a', '\\a'],
  'uri-template': ['/a/{b}', '/a/{b'],
  url: ['http://a.test/', 'no url'],
  email: ['a@b.test', 'a'],
  hostname: ['a.test', '-a-'],
  ipv4: ['127.0.0.1', '300.0.0.1'],
  ipv6: ['::1', '1'],
  regex: ['^a$', '('],
  uuid: ['0190f1de-0000-7000-8000-000000000000', 'x'],
  'json-pointer': ['/a', 'a'],
  'json-pointer-uri-fragment': ['#/a', '/a'],
  'relative-json-pointer': ['1/a', '/a'],
  byte: ['aGk=', '!'],
  int32: [2_147_483_647, 2_147_483_648],
  int64: [9_007_199_254_740_991, 1e30],
};

export const FORMAT_CASES: readonly RowCase[] = Object.entries(FORMATS).map(([format, [good, bad]]) =>
  checked(`enforced format:${format}`, { type: typeof good, format }, good, bad),
);
