import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { compareContracts } from '@plumbline/diff/compare';
import { loadContract } from '@plumbline/contract/load';
import { contractOf, rulesBetween, withBody, withOperation, withValue, type Json } from './contracts.ts';
import { REWRITES } from './rewrites.ts';

const folder = new URL('../../../../../openapi/examples/', import.meta.url);
const EXAMPLES = readdirSync(folder).filter((file) => /\.(yaml|json)$/u.test(file));

describe.each(EXAMPLES)('%s', (file) => {
  const url = new URL(file, folder);
  const document = parse(readFileSync(url, 'utf8')) as Json;

  test('is the same as itself', async () => {
    const [one, other] = [await loadContract(url.pathname), await loadContract(url.pathname)];
    expect(compareContracts(one, other)).toEqual([]);
  });

  // Swagger 2.0 has its schemas elsewhere; the rewrites know OpenAPI 3 only.
  const rewrites = 'swagger' in document ? [] : Object.entries(REWRITES).filter(([name]) => keeps(name, document));
  for (const [name, rewrite] of rewrites) {
    test(`means the same with ${name}`, async () => {
      const [one, other] = [await contractOf(document), await contractOf(rewrite(document))];
      expect([compareContracts(one, other), compareContracts(other, one)]).toEqual([[], []]);
    });
  }
});

/** Subtypes are meant by references and known by the names of components: these rewrites would change what they mean. */
function keeps(name: string, document: Json): boolean {
  return !isExtended(document) || !['schema references inlined', 'components renamed'].includes(name);
}

/** Whether a schema with a discriminator lists no alternatives: others extend it. */
function isExtended(document: Json): boolean {
  const { schemas = {} } = (document.components ?? {}) as { schemas?: Record<string, Json> };
  return Object.values(schemas).some(
    (schema) => 'discriminator' in schema && !('oneOf' in schema || 'anyOf' in schema),
  );
}

const string = { type: 'string' };
const integer = { type: 'integer' };
const strings = { type: 'array', items: string };
const thing = { type: 'object', required: ['a'], properties: { a: string, b: integer } };
const nothing = { type: 'null' };

/** An object that is told apart by its kind. */
function tagged(k: string): Json {
  return { type: 'object', required: ['k'], properties: { k: { const: k } } };
}

/** Two ways to write a schema that accept the same. */
const SPELLINGS: readonly (readonly [string, unknown, unknown])[] = [
  ['const is an enum of one', { const: 'a' }, { type: 'string', enum: ['a'] }],
  ['a type beside an enum adds nothing', { enum: ['a', 'b'] }, { type: 'string', enum: ['b', 'a'] }],
  [
    'alternatives of one value each are an enum',
    { oneOf: [{ const: 'a', title: 'A' }, { const: 'b' }] },
    { enum: ['a', 'b'] },
  ],
  ['alternatives of one type each are a list of types', { anyOf: [string, integer] }, { type: ['integer', 'string'] }],
  ['null as an alternative is null as a type', { anyOf: [string, nothing] }, { type: ['string', 'null'] }],
  [
    'null in an enum and its type',
    { type: ['string', 'null'], enum: ['a', null] },
    { anyOf: [{ enum: ['a'] }, nothing] },
  ],
  ['a number is a whole number or another', { type: ['number', 'integer'] }, { type: 'number' }],
  [
    'among whole numbers above 0 is at least 1',
    { type: 'integer', exclusiveMinimum: 0 },
    { type: 'integer', minimum: 1 },
  ],
  [
    'the tighter of two bounds counts',
    { type: 'number', maximum: 9, exclusiveMaximum: 5 },
    { type: 'number', exclusiveMaximum: 5 },
  ],
  ['bounds of other types say nothing', { type: 'string', maximum: 5, minItems: 1 }, string],
  [
    'allOf is one schema',
    {
      allOf: [
        { type: 'object', properties: { a: string } },
        { required: ['a'], properties: { b: integer } },
      ],
    },
    thing,
  ],
  [
    'a property said twice must fit both',
    { allOf: [thing, { properties: { a: { maxLength: 5 } } }] },
    { ...thing, properties: { a: { type: 'string', maxLength: 5 }, b: integer } },
  ],
  ['base64 is byte', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
  ['an empty schema for others leaves the object open', { ...thing, additionalProperties: {} }, thing],
  [
    'unevaluatedProperties closes as additionalProperties does',
    { ...thing, unevaluatedProperties: false },
    { ...thing, additionalProperties: false },
  ],
  ['a pattern that every text has', { type: 'string', pattern: '.*' }, string],
  [
    'null in another of the alternatives',
    { oneOf: [{ type: ['string', 'null'], maxLength: 3 }, integer] },
    { oneOf: [{ type: 'string', maxLength: 3 }, { type: ['integer', 'null'] }] },
  ],
  [
    'one of those that contain at least one',
    { ...strings, contains: { const: 'a' } },
    { ...strings, contains: { const: 'a' }, minContains: 1 },
  ],
  ['how many contain what nobody asks for', strings, { ...strings, minContains: 2 }],
  ['a pattern property that accepts anything', thing, { ...thing, patternProperties: { '^x-': {} } }],
  ['nested alternatives of one', { oneOf: [{ anyOf: [{ allOf: [thing] }] }] }, thing],
  ['null wrapped once more', { oneOf: [thing, { anyOf: [nothing] }] }, { oneOf: [thing, nothing] }],
  [
    'alternatives within alternatives of the same kind',
    { anyOf: [thing, { anyOf: [strings, integer] }] },
    { anyOf: [thing, strings, integer] },
  ],
  [
    'a schema that nothing matches',
    { ...thing, properties: { ...thing.properties, c: false } },
    {
      ...{ ...thing, properties: { ...thing.properties, c: { not: {} } } },
    },
  ],
  [
    'what stands beside alternatives, taken into each of them',
    { allOf: [thing, { oneOf: ['a', 'b'].map((k) => tagged(k)) }] },
    { oneOf: ['a', 'b'].map((k) => ({ allOf: [thing, tagged(k)] })) },
  ],
  ['a multiple of 1 is a whole number', { type: 'number', multipleOf: 1 }, integer],
  [
    'multiples of 4 and 6 are multiples of 12',
    { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] },
    { type: 'integer', multipleOf: 12 },
  ],
  ['a format of other types says nothing', { type: 'integer', format: 'date' }, integer],
  ['a format that only hides what is typed', { type: 'string', format: 'password' }, string],
  [
    'the range of int32 written out',
    { type: 'integer', format: 'int32' },
    { type: 'integer', format: 'int32', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  ],
  ['null as a constant', { const: null }, nothing],
  ['as many properties as are required', thing, { ...thing, minProperties: 1 }],
  [
    'as many properties as are allowed',
    { ...thing, additionalProperties: false },
    { ...thing, additionalProperties: false, maxProperties: 2 },
  ],
  ['a single element is unique', { ...strings, maxItems: 1 }, { ...strings, maxItems: 1, uniqueItems: true }],
  [
    'no elements beyond the positions',
    { type: 'array', prefixItems: [string, integer], items: false },
    { type: 'array', prefixItems: [string, integer], maxItems: 2 },
  ],
  ['no elements at all', { type: 'array', items: false }, { type: 'array', maxItems: 0 }],
  [
    'the type of elements where there are none',
    { ...strings, maxItems: 0 },
    { type: 'array', items: integer, maxItems: 0 },
  ],
  [
    'positions beyond the longest list',
    { type: 'array', prefixItems: [string, integer], maxItems: 1 },
    { type: 'array', prefixItems: [string], maxItems: 1 },
  ],
  ['at least none contain it', { ...strings, contains: { const: 'a' }, minContains: 0 }, strings],
  ['a condition without a consequence', { ...thing, if: { required: ['b'] } }, thing],
  ['a consequence without a condition', { ...thing, then: { required: ['b'] } }, thing],
  ['a text is not a number', { type: 'string', not: integer }, string],
  ['what is required depends on nothing', { ...thing, dependentRequired: { b: ['a'] } }, thing],
  [
    'exactly one within exactly one, where the inner ones exclude each other',
    { oneOf: [strings, { oneOf: [thing, integer] }] },
    { oneOf: [strings, thing, integer] },
  ],
  [
    'exactly one within exactly one, where the outer one excludes the inner ones',
    { oneOf: [string, { oneOf: [thing, { type: 'object', required: ['c'], properties: { c: integer } }] }] },
    { oneOf: [string, thing, { type: 'object', required: ['c'], properties: { c: integer } }] },
  ],
  [
    'any within exactly one, where the inner ones exclude each other',
    { oneOf: [strings, { anyOf: [thing, integer] }] },
    { oneOf: [strings, thing, integer] },
  ],
  ['types of unions within unions', { oneOf: [integer, { oneOf: [integer, { type: 'number' }] }] }, { type: 'number' }],
  ['values of unions within unions', { oneOf: [{ const: 'a' }, { anyOf: [{ const: 'b' }] }] }, { enum: ['a', 'b'] }],
  [
    'alternatives of one value each, wrapped and remarked on',
    { oneOf: [{ allOf: [{ const: 'a' }] }, { const: 'b', 'x-note': 1, readOnly: false, minLength: 0 }] },
    { enum: ['a', 'b'] },
  ],
  ['both booleans listed', { type: 'boolean' }, { type: 'boolean', enum: [true, false] }],
  ['both booleans and null listed', { type: ['boolean', 'null'] }, { enum: [false, true, null] }],
  [
    'all whole numbers of a range listed',
    { type: 'integer', minimum: 1, maximum: 3 },
    { type: 'integer', enum: [1, 2, 3] },
  ],
  [
    'a bound that every listed value keeps to',
    { type: 'string', enum: ['a', 'bc'] },
    { type: 'string', enum: ['a', 'bc'], maxLength: 2, pattern: '^[a-c]+$' },
  ],
  ['listed numbers that happen to be whole', { type: 'number', enum: [200] }, { const: 200 }],
  [
    'alternatives of both kinds, in another order of parts',
    { allOf: [{ oneOf: [thing, strings] }, { anyOf: [integer, strings] }] },
    { anyOf: [integer, strings], allOf: [{ oneOf: [thing, strings] }] },
  ],
  [
    'an object taken apart by its kind',
    { type: 'object', required: ['k'], properties: { k: { enum: ['a', 'b'] }, n: string } },
    {
      oneOf: ['a', 'b'].map((k) => ({
        ...{ type: 'object', required: ['k'], properties: { k: { const: k }, n: string } },
      })),
    },
  ],
  [
    'any of what excludes each other is one of them',
    {
      anyOf: [
        { type: 'string', maxLength: 3 },
        { type: 'integer', minimum: 1 },
      ],
    },
    {
      oneOf: [
        { type: 'string', maxLength: 3 },
        { type: 'integer', minimum: 1 },
      ],
    },
  ],
  ['an alternative that another one covers', { anyOf: [{ type: 'string', format: 'uuid' }, string] }, string],
];

test.each(SPELLINGS)('%s', async (_, one, other) => {
  expect([
    await rulesBetween(withValue(one), withValue(other)),
    await rulesBetween(withValue(other), withValue(one)),
  ]).toEqual([[], []]);
});

/** What OpenAPI 3.0 says, and how 3.1 says it. */
const DIALECTS: readonly (readonly [string, unknown, unknown])[] = [
  ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'a nullable enum',
    { type: 'string', nullable: true, enum: ['a', null] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    'a nullable reference',
    { nullable: true, allOf: [{ $ref: '#/components/schemas/Thing' }] },
    { anyOf: [{ $ref: '#/components/schemas/Thing' }, nothing] },
  ],
  [
    'an exclusive bound',
    { type: 'number', minimum: 0, exclusiveMinimum: true },
    { type: 'number', exclusiveMinimum: 0 },
  ],
  [
    'a bound said not to be exclusive',
    { type: 'number', maximum: 9, exclusiveMaximum: false },
    { type: 'number', maximum: 9 },
  ],
  ['a file', { type: 'string', format: 'binary' }, { type: 'string', contentMediaType: 'application/octet-stream' }],
];

test.each(DIALECTS)('%s means the same in 3.0 and 3.1', async (_, old, recent) => {
  const body = (schema: unknown) => withBody({ type: 'object', properties: { value: schema } }, { Thing: thing });
  const [one, other] = [await contractOf(body(old), '3.0.3'), await contractOf(body(recent), '3.1.0')];
  expect([compareContracts(one, other), compareContracts(other, one)]).toEqual([[], []]);
});

/** Two schemes with the same addresses: the first grants to read, the other to write. */
function grants(one: string, other: string): Json {
  const flow = (scope: string) => ({
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://x.test/token', scopes: { [scope]: '' } } },
  });
  return { components: { securitySchemes: { [other]: flow('write'), [one]: flow('read') } } };
}

/** A path with one parameter, read by an operation of that id. */
function named(operationId: string, name: string, schema: unknown): Json {
  return { get: { operationId, parameters: [{ name, in: 'path', required: true, schema }], responses: {} } };
}

/** Two ways to write an operation. */
const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const OPERATIONS: readonly (readonly [string, Json, Json])[] = [
  [
    'style of a scalar does not show',
    withOperation({ parameters: [{ name: 'q', in: 'query', schema: string, explode: false }] }),
    withOperation({ parameters: [{ name: 'q', in: 'query', schema: string }] }),
  ],
  [
    'header names have no case',
    withOperation({ parameters: [{ name: 'X-A', in: 'header', schema: string }] }),
    withOperation({ parameters: [{ name: 'x-a', in: 'header', schema: string }] }),
  ],
  [
    'names of API keys in headers have no case',
    withOperation({ security: [{ a: [] }] }, { components: { securitySchemes: { a: key } } }),
    withOperation({ security: [{ a: [] }] }, { components: { securitySchemes: { a: { ...key, name: 'x-key' } } } }),
  ],
  [
    'a charset says nothing',
    withOperation({ requestBody: { content: { 'application/json; charset=utf-8': {} } } }),
    withOperation({ requestBody: { content: { 'application/json': {} } } }),
  ],
  [
    'a security scheme is what it is, not what it is called',
    withOperation({ security: [{ a: [] }] }, { components: { securitySchemes: { a: key } } }),
    withOperation({ security: [{ b: [] }] }, { components: { securitySchemes: { b: key } } }),
  ],
  [
    'of two schemes with the same addresses, each is what it grants',
    withOperation({ security: [{ a: ['read'] }, { b: ['write'] }] }, grants('a', 'b')),
    withOperation({ security: [{ y: ['write'] }, { x: ['read'] }] }, grants('x', 'y')),
  ],
  [
    'two paths that differ in the names of their parameters only',
    { paths: { '/a/{id}': named('byId', 'id', integer), '/a/{name}': named('byName', 'name', string) } },
    { paths: { '/a/{key}': named('byId', 'key', integer), '/a/{title}': named('byName', 'title', string) } },
  ],
  [
    'security of all is security of each',
    withOperation({}, { security: [{ a: [] }], components: { securitySchemes: { a: key } } }),
    withOperation({ security: [{ a: [] }] }, { components: { securitySchemes: { a: key } } }),
  ],
  [
    'a prefix moves from the server into the paths',
    { servers: [{ url: 'https://x.test/v1' }], paths: { '/a': { get: { operationId: 'a', responses: {} } } } },
    { paths: { '/v1/a': { get: { operationId: 'a', responses: {} } } } },
  ],
  [
    'an operationId that nobody wrote is none',
    { paths: { '/a/{id}': { get: { responses: {} } } } },
    { paths: { '/a/{key}': { get: { responses: {} } } } },
  ],
];

test.each(OPERATIONS)('%s', async (_, one, other) => {
  expect([await rulesBetween(one, other), await rulesBetween(other, one)]).toEqual([[], []]);
});

test('alternatives behind references are those alternatives, null and listed values too', async () => {
  const components = { Nothing: nothing, A: { const: 'a' }, B: { const: 'b' }, Thing: thing };
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const pairs = [
    [{ anyOf: [to('Thing'), to('Nothing')] }, { anyOf: [thing, nothing] }],
    [{ oneOf: [to('A'), to('B'), to('Nothing')] }, { enum: ['b', 'a', null] }],
    [{ oneOf: [to('Thing'), string, to('Nothing')] }, { oneOf: [thing, string, nothing] }],
  ];
  for (const [one, other] of pairs) {
    const [written, inlined] = [withBody(one, components), withBody(other, components)];
    expect([await rulesBetween(written, inlined), await rulesBetween(inlined, written)]).toEqual([[], []]);
  }
});

test('a scheme of tokens is where they are had, not what it is called', async () => {
  const tokens = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://x.test/token', scopes: { a: 'A' } } },
  };
  const called = (name: string) =>
    withOperation({ security: [{ [name]: ['a'] }] }, { components: { securitySchemes: { [name]: tokens } } });
  expect(await rulesBetween(called('one'), called('other'))).toEqual([]);
});

test('what is optional and added breaks nobody', async () => {
  const base = withOperation({
    responses: { 200: { description: 'Yes', content: { 'application/json': { schema: thing } } } },
  });
  const revision = withOperation(
    {
      description: 'New words.',
      tags: ['new'],
      parameters: [{ name: 'q', in: 'query', schema: string }],
      requestBody: { content: { 'application/json': { schema: thing } } },
      responses: {
        200: {
          description: 'Yes',
          headers: { ETag: { schema: string } },
          content: { 'application/json': { schema: { ...thing, properties: { ...thing.properties, c: string } } } },
        },
        404: { description: 'No' },
      },
      callbacks: { done: { '{$request.query.q}': { post: { responses: {} } } } },
    },
    { webhooks: { thing: { post: { responses: {} } } } },
  );
  const rules = await rulesBetween(base, revision);
  expect(rules.filter((rule) => !rule.startsWith('info'))).toEqual([]);
  expect(rules).toHaveLength(7);
});

const pet = {
  type: 'object',
  required: ['name'],
  properties: { id: integer, name: string, born: { type: 'string', format: 'date' } },
};

test('Swagger 2.0 and OpenAPI 3.0 of the same API mean the same', async () => {
  const ref = (section: string) => ({ $ref: `#/${section}/Pet` });
  const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const petId = { name: 'petId', in: 'path', required: true };
  const statuses = { type: 'array', items: { type: 'string', enum: ['free', 'sold'] } };
  const old = {
    swagger: '2.0',
    host: 'pets.test',
    basePath: '/v1',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { key },
    security: [{ key: [] }],
    definitions: { Pet: pet },
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          parameters: [
            { name: 'status', in: 'query', ...statuses, collectionFormat: 'multi' },
            { name: 'tags', in: 'query', type: 'array', items: string, collectionFormat: 'csv' },
            { name: 'limit', in: 'query', type: 'integer', format: 'int32', maximum: 100, default: 20 },
          ],
          responses: {
            200: {
              description: 'Pets',
              headers: { 'X-Next': string },
              schema: { type: 'array', items: ref('definitions') },
            },
          },
        },
        post: {
          operationId: 'createPet',
          parameters: [{ name: 'pet', in: 'body', required: true, schema: ref('definitions') }],
          responses: { 201: { description: 'Made', schema: ref('definitions') } },
        },
      },
      '/pets/{petId}/photo': {
        put: {
          operationId: 'replacePhoto',
          consumes: ['multipart/form-data'],
          parameters: [
            { ...petId, type: 'integer', format: 'int64' },
            { name: 'photo', in: 'formData', type: 'file', required: true },
            { name: 'title', in: 'formData', ...string },
          ],
          responses: { 204: { description: 'Kept' } },
        },
      },
    },
  };
  const json = (schema: unknown) => ({ 'application/json': { schema } });
  const photo = {
    type: 'object',
    required: ['photo'],
    properties: { photo: { type: 'string', format: 'binary' }, title: string },
  };
  const recent = {
    servers: [{ url: 'https://pets.test/v1' }],
    security: [{ key: [] }],
    components: { schemas: { Pet: pet }, securitySchemes: { key } },
    paths: {
      '/pets': {
        get: {
          operationId: 'listPets',
          parameters: [
            { name: 'status', in: 'query', schema: statuses, style: 'form', explode: true },
            { name: 'tags', in: 'query', schema: { type: 'array', items: string }, style: 'form', explode: false },
            {
              name: 'limit',
              in: 'query',
              schema: { type: 'integer', format: 'int32', maximum: 100, default: 20 },
            },
          ],
          responses: {
            200: {
              description: 'Pets',
              headers: { 'X-Next': { schema: string } },
              content: json({ type: 'array', items: ref('components/schemas') }),
            },
          },
        },
        post: {
          operationId: 'createPet',
          requestBody: { required: true, content: json(ref('components/schemas')) },
          responses: { 201: { description: 'Made', content: json(ref('components/schemas')) } },
        },
      },
      '/pets/{petId}/photo': {
        put: {
          operationId: 'replacePhoto',
          parameters: [{ ...petId, schema: { type: 'integer', format: 'int64' } }],
          requestBody: { required: true, content: { 'multipart/form-data': { schema: photo } } },
          responses: { 204: { description: 'Kept' } },
        },
      },
    },
  };
  const [one, other] = [await contractOf({ ...old, openapi: undefined }), await contractOf(recent, '3.0.3')];
  expect([compareContracts(one, other), compareContracts(other, one)]).toEqual([[], []]);
});

test('alternatives written in place keep the values that tell them apart', async () => {
  const tagged = (name: string) => ({ ...thing, properties: { ...thing.properties, kind: { const: name } } });
  const components = { Cat: { ...thing, title: 'Cat' }, Dog: { type: 'object', properties: { kind: string } } };
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const discriminator = { propertyName: 'kind' };
  const pairs = [
    [
      { oneOf: [to('Cat'), to('Dog')], discriminator },
      { oneOf: [components.Cat, components.Dog], discriminator },
      components,
    ],
    [
      { oneOf: [to('Cat'), to('Dog')], discriminator },
      { oneOf: [tagged('cat'), tagged('dog')], discriminator },
      { Cat: tagged('cat'), Dog: tagged('dog') },
    ],
  ] as const;
  for (const [one, other, schemas] of pairs) {
    const [written, inlined] = [withBody(one, schemas), withBody(other, schemas)];
    expect([await rulesBetween(written, inlined), await rulesBetween(inlined, written)]).toEqual([[], []]);
  }
});

test('an optional property of an alternative breaks nobody, however alike the others are', async () => {
  const shared = { a: string, b: integer, c: string };
  const closed = (properties: object) => ({ type: 'object', required: Object.keys(properties), properties });
  const event = (kinds: string[], own: object) => closed({ kind: { enum: kinds }, ...shared, ...own });
  const [one, other] = [event(['x', 'y'], {}), event(['z', 'w'], { d: string })];
  const grown = (schema: typeof one, name: string) => ({
    ...schema,
    properties: { ...schema.properties, [name]: string },
  });
  const [base, revision] = [
    withBody({ oneOf: [one, other] }),
    withBody({ oneOf: [grown(one, 'd'), grown(other, 'e')] }),
  ];
  expect((await rulesBetween(base, revision)).filter((rule) => !rule.startsWith('info'))).toEqual([]);
});
