import { api, json, OK, takes, type RowCase, type Step } from './kit.ts';

const TEXT = { type: 'string' };
const INTEGER = { type: 'integer' };

/** A fault of a schema, of a request body: what passes after it was repaired, and what does not. */
function schema(
  row: string,
  faulty: unknown,
  good: unknown,
  bad?: unknown,
  version = '3.1.0',
  more: object = {},
): RowCase {
  return {
    rows: [row],
    contract: {
      ...api(
        {
          '/in': { post: { operationId: 'in', requestBody: { required: true, content: json(faulty) }, responses: OK } },
        },
        more,
      ),
      openapi: version,
    },
    steps: [
      ['POST /in', 200, { json: good }],
      ...(bad === undefined ? [] : [['POST /in', 400, { json: bad }] as const]),
    ],
  };
}

function operation(row: string, parts: object, ...steps: readonly Step[]): RowCase {
  return { rows: [row], contract: api({ '/a': { get: takes({ operationId: 'a', ...parts }) } }), steps };
}

function parameter(row: string, declared: object, ...steps: readonly Step[]): RowCase {
  return operation(row, { parameters: [declared] }, ...steps);
}

function whole(row: string, contract: object | string, ...steps: readonly Step[]): RowCase {
  return { rows: [row], contract, steps };
}

const components = (schemas: object): object => ({ components: { schemas } });
const bearer = (token: string): object => ({ headers: { authorization: `Bearer ${token}` } });
const get = { '/a': { get: takes({ operationId: 'a' }) } };
const KINDS = { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] };
const PETS = {
  Cat: { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' }, barks: { type: 'boolean' } } },
};

const HEALED_SCHEMAS: readonly RowCase[] = [
  schema('healed boolean-exclusive-bound', { minimum: 5, exclusiveMinimum: true }, 6, 5),
  schema(
    'healed broken-discriminator-mapping',
    { ...KINDS, discriminator: { propertyName: 'kind', mapping: { lost: '#/components/schemas/Lost' } } },
    { kind: 'dog' },
    { kind: 'lost' },
    '3.1.0',
    components(PETS),
  ),
  schema(
    'healed bare-discriminator',
    { ...KINDS, discriminator: 'kind' },
    { kind: 'dog' },
    { kind: 'dog', barks: 1 },
    '3.1.0',
    components(PETS),
  ),
  schema(
    'healed discriminator-without-property',
    { ...KINDS, discriminator: {} },
    { kind: 'dog' },
    { kind: 'x' },
    '3.1.0',
    components(PETS),
  ),
  schema(
    'healed closed-part',
    { allOf: [{ type: 'object', properties: { a: TEXT }, additionalProperties: false }, { properties: { b: TEXT } }] },
    { a: 'x', b: 'y' },
    { c: 1 },
  ),
  schema('healed duplicate-enum-value', { enum: ['a', 'a'] }, 'a', 'b'),
  schema('healed duplicate-required', { type: 'object', required: ['a', 'a'] }, { a: 1 }, {}),
  schema('healed empty-combination', { type: 'integer', anyOf: [] }, 1, 'x'),
  schema('healed empty-enum', { type: 'integer', enum: [] }, 1, 'x'),
  schema('healed empty-range', { minimum: 5, maximum: 1 }, 3),
  schema('healed enum-not-a-list', { enum: 'a' }, 'a', 'b'),
  schema('healed enum-of-another-type', { type: 'integer', enum: ['1', '2'] }, 1, '1'),
  schema('healed enum-of-no-type', { type: 'integer', enum: ['a'] }, 'a', 1),
  schema('healed invalid-bound', { maxLength: '2' }, 'ab', 'abc'),
  schema('healed invalid-pattern', { pattern: '/^a$/' }, 'a', 'b'),
  schema('healed items-as-list', { type: 'array', items: [INTEGER, TEXT] }, [1, 'a'], ['a', 1]),
  schema('healed items-of-object', { type: 'object', items: INTEGER }, { a: 1 }, [1]),
  schema('healed null-beside-choice', { type: 'null', oneOf: [INTEGER] }, null, 'x'),
  schema('healed nullable-in-3.1', { type: 'integer', nullable: true }, null, 'x'),
  schema('healed nullable-without-type', { nullable: true, enum: ['a'] }, null, 'b', '3.0.3'),
  schema('healed object-for-list', { allOf: INTEGER }, 1, 'x'),
  schema(
    'healed overlapping-branches',
    {
      oneOf: [
        { type: 'object', properties: { a: TEXT } },
        { type: 'object', properties: { a: TEXT } },
      ],
    },
    { a: 'x' },
    { a: 1 },
  ),
  schema('healed required-not-a-list', { type: 'object', required: 'a' }, { a: 1 }, {}),
  schema(
    'healed required-on-property',
    { type: 'object', properties: { a: { type: 'string', required: true } } },
    { a: 'x' },
    {},
  ),
  schema('healed schema-identifier', { $id: 'http://a.test/s', type: 'integer' }, 1, 'x'),
  schema('healed unknown-type', { type: 'int' }, 1, 'x'),
  schema('healed contradicting-default', { type: 'object', properties: { a: { type: 'integer', default: 'x' } } }, {}),
  schema(
    'healed broken-reference',
    INTEGER,
    1,
    'x',
    '3.1.0',
    components({ Unused: { $ref: '#/components/schemas/Lost' } }),
  ),
  {
    rows: ['healed default-of-another-type'],
    contract: api({
      '/in': {
        post: takes({
          operationId: 'in',
          requestBody: { content: json({ type: 'object', properties: { a: { type: 'integer', default: '5' } } }) },
        }),
      },
    }),
    steps: [['POST /in', { status: 200, given: { body: { a: 5 } } }, { json: {} }]],
  },
];

const HEALED_MESSAGES: readonly RowCase[] = [
  {
    rows: ['healed bare-example'],
    contract: api({
      '/a': {
        get: {
          operationId: 'a',
          responses: {
            200: { description: 'd', content: { 'application/json': { schema: TEXT, examples: { one: 'e' } } } },
          },
        },
      },
    }),
    derived: 'development',
    steps: [['GET /a', { status: 200, body: 'e' }]],
  },
  {
    rows: ['healed list-for-examples'],
    contract: api({
      '/a': {
        get: {
          operationId: 'a',
          responses: { 200: { description: 'd', content: { 'application/json': { schema: TEXT, examples: ['e'] } } } },
        },
      },
    }),
    derived: 'development',
    steps: [['GET /a', { status: 200, body: 'e' }]],
  },
  whole(
    'healed body-without-content',
    api({ '/a': { post: takes({ operationId: 'a', requestBody: { required: true } }) } }),
    ['POST /a', 200],
  ),
  whole(
    'healed invalid-media-type',
    api({ '/a': { post: takes({ operationId: 'a', requestBody: { content: { json: { schema: INTEGER } } } }) } }),
    ['POST /a', 200, { json: 1 }],
    ['POST /a', 400, { json: 'x' }],
  ),
  whole(
    'healed several-media-types',
    api({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: { content: { 'application/json, text/plain': { schema: TEXT } } },
        }),
      },
    }),
    ['POST /a', 200, { json: 'x' }],
    ['POST /a', 200, { body: 'x', headers: { 'content-type': 'text/plain' } }],
  ),
  {
    rows: ['healed invalid-status'],
    contract: api({
      '/a': { get: { operationId: 'a', responses: { '2xx': { description: 'd', content: json(INTEGER) } } } },
    }),
    answers: { a: () => ({ status: 200, body: 'x' }) },
    steps: [['GET /a', 500]],
  },
  whole('healed missing-description', api({ '/a': { get: { operationId: 'a', responses: { 200: {} } } } }), [
    'GET /a',
    200,
  ]),
  whole('healed missing-responses', api({ '/a': { get: { operationId: 'a', responses: {} } } }), ['GET /a', 200]),
  operation('healed tags-not-a-list', { tags: 't' }, [
    'GET /_system/openapi.json',
    { at: [[['paths', '/a', 'get', 'tags'], ['t']]] },
  ]),
  {
    rows: ['healed unsendable-header-value'],
    contract: api({
      '/a': {
        get: {
          operationId: 'a',
          responses: { 200: { description: 'd', headers: { 'X-N': { schema: { enum: ['Ł'] } } } } },
        },
      },
    }),
    answers: { a: () => ({ status: 200, headers: { 'X-N': 'Ł' } }) },
    steps: [['GET /a', { status: 200, headers: { 'x-n': '%C5%81' } }]],
  },
  parameter(
    'healed schema-beside-content',
    { name: 'q', in: 'query', schema: INTEGER, content: json(TEXT) },
    ['GET /a?q=1', 200],
    ['GET /a?q=x', 400],
  ),
  parameter(
    'healed style-of-another-location',
    { name: 'q', in: 'query', style: 'matrix', schema: INTEGER },
    ['GET /a?q=1', 200],
    ['GET /a?q=x', 400],
  ),
  parameter(
    'healed type-beside-schema',
    { name: 'q', in: 'query', type: 'integer' },
    ['GET /a?q=1', 200],
    ['GET /a?q=x', 400],
  ),
  parameter('healed value-without-schema', { name: 'q', in: 'query' }, ['GET /a?q=x', 200]),
  parameter(
    'healed required-object-without-trace',
    { name: 'q', in: 'query', required: true, schema: { type: 'object', properties: { x: INTEGER } } },
    ['GET /a', 200],
    ['GET /a?x=1', { given: { query: { q: { x: 1 } } } }],
  ),
  operation(
    'healed duplicate-parameter',
    {
      parameters: [
        { name: 'q', in: 'query', schema: INTEGER },
        { name: 'q', in: 'query', schema: TEXT },
      ],
    },
    ['GET /a?q=1', 200],
    ['GET /a?q=x', 400],
  ),
  parameter('healed path-parameter-not-in-template', { name: 'p', in: 'path', required: true, schema: INTEGER }, [
    'GET /a',
    200,
  ]),
];

const OPTIONAL_PATH = api({
  '/a/{p}': { get: takes({ operationId: 'a', parameters: [{ name: 'p', in: 'path', schema: INTEGER }] }) },
});

const HEALED_AROUND: readonly RowCase[] = [
  whole(
    'healed duplicate-key',
    'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    get: { responses: { "200": { description: d } } }\n    get: { responses: { "200": { description: d } } }\n',
    ['GET /a', 200],
  ),
  whole(
    'healed duplicate-operation-id',
    api({ '/a': { get: takes({ operationId: 'a' }) }, '/b': { get: takes({ operationId: 'a' }) } }),
    ['GET /b', { status: 200, given: { operation: { id: 'a2' } as never } }],
  ),
  whole('healed missing-operation-id', api({ '/a': { get: takes() } }), [
    'GET /a',
    { status: 200, given: { operation: { id: 'getA' } as never } },
  ]),
  whole('healed method-in-capitals', api({ '/a': { GET: takes({ operationId: 'a' }) } }), ['GET /a', 200]),
  whole('healed missing-info', { openapi: '3.1.0', paths: get }, [
    'GET /_system/openapi.json',
    { at: [[['info', 'title'], 'api.json']] },
  ]),
  whole('healed title-not-text', { openapi: '3.1.0', info: { title: 5, version: '1' }, paths: get }, [
    'GET /_system/openapi.json',
    { at: [[['info', 'title'], '5']] },
  ]),
  whole('healed version-not-text', { openapi: '3.1.0', info: { title: 'T', version: 2 }, paths: get }, [
    'GET /_system/openapi.json',
    { at: [[['info', 'version'], '2']] },
  ]),
  whole('healed missing-paths', { openapi: '3.1.0', info: { title: 'T', version: '1' } }, ['GET /a', 404]),
  whole('healed null-member', { ...api(get), components: null }, ['GET /a', 200]),
  whole('healed optional-path-parameter', OPTIONAL_PATH, ['GET /a/1', 200], ['GET /a/x', 400], ['GET /a/', 404]),
  whole('healed undeclared-path-parameter', api({ '/a/{p}': { get: takes({ operationId: 'a' }) } }), [
    'GET /a/x',
    { status: 200, given: { path: { p: 'x' } } },
  ]),
  whole('healed path-without-slash', api({ a: { get: takes({ operationId: 'a' }) } }), ['GET /a', 200]),
  whole(
    'healed query-in-path',
    api({ '/a{?q}': { get: takes({ operationId: 'a', parameters: [{ name: 'q', in: 'query', schema: INTEGER }] }) } }),
    ['GET /a?q=1', 200],
    ['GET /a?q=x', 400],
  ),
  whole(
    'healed path-parameter-in-query',
    api({
      '/a?q={v}': {
        get: takes({ operationId: 'a', parameters: [{ name: 'v', in: 'path', required: true, schema: INTEGER }] }),
      },
    }),
    ['GET /a?q=1', { status: 200, given: { query: { q: 1 } } }],
  ),
  whole(
    'healed same-path-twice',
    api({ '/a/{x}': { get: takes({ operationId: 'a' }) }, '/a/{y}': { post: takes({ operationId: 'b' }) } }),
    ['GET /a/1', 200],
    ['POST /a/1', 200],
  ),
  whole('healed bare-server', api(get, { servers: ['/v1'] }), ['GET /v1/a', 200]),
  whole('healed server-without-url', api(get, { servers: [{}] }), ['GET /a', 200]),
  whole(
    'healed variable-without-default',
    api(get, { servers: [{ url: '/{v}', variables: { v: { enum: ['v1'] } } }] }),
    ['GET /v1/a', 200],
  ),
  whole('healed bare-tag', api(get, { tags: ['t'] }), [
    'GET /_system/openapi.json',
    { at: [[['tags', 0, 'name'], 't']] },
  ]),
  operation('healed bare-security-requirement', { security: ['s'] }, ['GET /a', 401], ['GET /a', 200, bearer('t')]),
  operation('healed security-not-a-list', { security: { s: [] } }, ['GET /a', 401], ['GET /a', 200, bearer('t')]),
  operation(
    'healed undeclared-security-scheme',
    { security: [{ s: [] }] },
    ['GET /a', 401],
    ['GET /a', 200, bearer('t')],
  ),
  {
    rows: ['healed unsendable-scope'],
    contract: api(
      { '/a': { get: takes({ operationId: 'a', security: [{ s: ['łódź'] }] }) } },
      { components: { securitySchemes: { s: { type: 'http', scheme: 'bearer' } } } },
    ),
    steps: [
      [
        'GET /a',
        {
          status: 403,
          headers: { 'www-authenticate': 'Bearer realm="s", scope="%C5%82%C3%B3d%C5%BA", error="insufficient_scope"' },
        },
        bearer('t'),
      ],
    ],
  },
];

const three2 = (paths: object, more: object = {}): object => ({ ...api(paths, more), openapi: '3.2.0' });
const swagger = (operation: object): object => ({
  swagger: '2.0',
  info: { title: 'T', version: '1' },
  paths: { '/a': { get: { operationId: 'a', responses: OK, ...operation } } },
});

const IGNORED_CASES: readonly RowCase[] = [
  {
    rows: ['ignored callback-in-callback'],
    contract: api(
      {
        '/a': {
          post: takes({
            operationId: 'a',
            callbacks: {
              one: {
                '{$url}': {
                  post: { responses: OK, callbacks: { two: { '{$url}': { $ref: '#/components/pathItems/P' } } } },
                },
              },
            },
          }),
        },
      },
      { components: { pathItems: { P: { post: { responses: OK } } } } },
    ),
    steps: [['POST /a', 200]],
  },
  whole(
    'ignored collection-format-tsv',
    swagger({ parameters: [{ name: 'q', in: 'query', type: 'array', items: TEXT, collectionFormat: 'tsv' }] }),
    ['GET /a?q=x%09y', { status: 200, given: { query: { q: ['x\ty'] } } }],
  ),
  whole('ignored operation-schemes', swagger({ schemes: ['https'] }), ['GET /a', 200]),
  {
    rows: ['ignored discriminator-default-mapping'],
    contract: three2(
      {
        '/in': {
          post: takes({
            operationId: 'in',
            requestBody: {
              content: json({ ...KINDS, discriminator: { propertyName: 'kind', defaultMapping: 'Bird' } }),
            },
          }),
        },
      },
      components(PETS),
    ),
    steps: [
      ['POST /in', 200, { json: { kind: 'dog' } }],
      ['POST /in', 400, { json: { kind: 'bird' } }],
    ],
  },
  {
    rows: ['enforced discriminator-default-mapping', 'enforced extension:x-default-mapping'],
    contract: three2(
      {
        '/in': {
          post: takes({
            operationId: 'in',
            requestBody: {
              content: json({
                ...KINDS,
                discriminator: { propertyName: 'kind', defaultMapping: 'Other' },
                oneOf: [...KINDS.oneOf, { $ref: '#/components/schemas/Other' }],
              }),
            },
          }),
        },
      },
      components({ ...PETS, Other: { type: 'object', properties: { size: INTEGER } } }),
    ),
    steps: [
      ['POST /in', 200, { json: { kind: 'bird', size: 1 } }],
      ['POST /in', 400, { json: { kind: 'bird', size: 'x' } }],
    ],
  },
  whole(
    'ignored invalid-media-type',
    api({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: { content: { 'no type': { schema: INTEGER }, 'application/json': { schema: INTEGER } } },
        }),
      },
    }),
    ['POST /a', 200, { json: 1 }],
    ['POST /a', 415, { body: 'x', headers: { 'content-type': 'no/type' } }],
  ),
  whole(
    'ignored invalid-status',
    api({ '/a': { get: { operationId: 'a', responses: { 200: { description: 'd' }, 999: { description: 'd' } } } } }),
    ['GET /a', 200],
  ),
  whole(
    'ignored item-schema',
    three2({
      '/a': {
        post: takes({ operationId: 'a', requestBody: { content: { 'application/jsonl': { itemSchema: INTEGER } } } }),
      },
    }),
    ['POST /a', 200, { body: '"x"\n', headers: { 'content-type': 'application/jsonl' } }],
  ),
  whole(
    'ignored positional-encoding',
    three2({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: {
            content: {
              'multipart/mixed': { schema: { type: 'array' }, prefixEncoding: [{ contentType: 'image/png' }] },
            },
          },
        }),
      },
    }),
    ['POST /a', 200, { body: 'x', headers: { 'content-type': 'multipart/mixed; boundary=b' } }],
  ),
  {
    rows: ['ignored oauth2-device-flow'],
    contract: three2(
      { '/a': { get: takes({ operationId: 'a', security: [{ s: [] }] }) } },
      {
        components: {
          securitySchemes: {
            s: {
              type: 'oauth2',
              flows: {
                deviceAuthorization: {
                  deviceAuthorizationUrl: 'http://a.test/d',
                  tokenUrl: 'http://a.test/',
                  scopes: {},
                },
              },
            },
          },
        },
      },
    ),
    steps: [
      ['GET /a', 200, bearer('t')],
      ['GET /a', 401],
    ],
  },
  schema(
    'ignored reference-siblings',
    { $ref: '#/components/schemas/N', maximum: 5 },
    6,
    'x',
    '3.0.3',
    components({ N: INTEGER }),
  ),
  parameter('ignored reserved-header', { name: 'Accept', in: 'header', required: true, schema: { enum: ['x'] } }, [
    'GET /a',
    200,
  ]),
  parameter('ignored unknown-parameter', { name: 'q', in: 'nowhere', required: true, schema: INTEGER }, [
    'GET /a',
    200,
  ]),
  parameter('ignored unsendable-header', { name: 'Łódź', in: 'header', required: true, schema: INTEGER }, [
    'GET /a',
    200,
  ]),
  schema('ignored unusable-pattern', { pattern: '(' }, 'anything'),
];

export const LOADING: readonly RowCase[] = [...HEALED_SCHEMAS, ...HEALED_MESSAGES, ...HEALED_AROUND, ...IGNORED_CASES];
