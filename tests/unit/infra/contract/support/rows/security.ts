import { api, json, OK, takes, type RowCase, type Step } from './kit.ts';

const BASIC = `Basic ${Buffer.from('a:b').toString('base64')}`;

/** A scheme lets in the credential that is known, and no other. */
function scheme(
  rows: readonly string[],
  declared: object,
  steps: readonly Step[],
  scopes: readonly string[] = [],
): RowCase {
  return {
    rows: [
      'enforced operation:security',
      'enforced components:securitySchemes',
      'enforced securityScheme:type',
      ...rows,
    ],
    contract: api(
      { '/a': { get: takes({ operationId: 'a', security: [{ s: scopes }] }) } },
      { components: { securitySchemes: { s: declared } } },
    ),
    steps: [['GET /a', 401], ...steps],
  };
}

const bearer = (token: string): object => ({ headers: { authorization: `Bearer ${token}` } });
const BEARER: readonly Step[] = [
  ['GET /a', 200, bearer('t')],
  ['GET /a', 401, bearer('wrong')],
];
const FLOWS = { clientCredentials: { tokenUrl: 'http://a.test/', scopes: { read: 'r', write: 'w' } } };

export const SECURITY: readonly RowCase[] = [
  scheme(
    ['enforced security:http-bearer', 'enforced securityScheme:scheme'],
    { type: 'http', scheme: 'bearer' },
    BEARER,
  ),
  scheme(['enforced security:http-basic'], { type: 'http', scheme: 'basic' }, [
    ['GET /a', 200, { headers: { authorization: BASIC } }],
    ['GET /a', 401, { headers: { authorization: 'Basic x' } }],
  ]),
  scheme(['emulated security:http-digest'], { type: 'http', scheme: 'digest' }, [
    ['GET /a', 200, { headers: { authorization: 'Digest t' } }],
    ['GET /a', 401, { headers: { authorization: 'Digest username="a"' } }],
  ]),
  ...(['header', 'query', 'cookie'] as const).map((place) =>
    scheme(
      ['enforced security:apikey', 'enforced securityScheme:in', 'enforced securityScheme:name'],
      { type: 'apiKey', in: place, name: 'k' },
      [
        [
          place === 'query' ? 'GET /a?k=t' : 'GET /a',
          200,
          place === 'header' ? { headers: { k: 't' } } : place === 'cookie' ? { headers: { cookie: 'k=t' } } : {},
        ],
        [
          place === 'query' ? 'GET /a?k=x' : 'GET /a',
          401,
          place === 'header' ? { headers: { k: 'x' } } : place === 'cookie' ? { headers: { cookie: 'k=x' } } : {},
        ],
      ],
    ),
  ),
  scheme(['enforced security:oauth2'], { type: 'oauth2', flows: FLOWS }, BEARER, ['read']),
  scheme(['enforced security:oauth2'], { type: 'oauth2', flows: FLOWS }, [['GET /a', 403, bearer('t')]], ['write']),
  scheme(['enforced security:openidconnect'], { type: 'openIdConnect', openIdConnectUrl: 'http://a.test/' }, BEARER),
  scheme(['ignored security:mutualtls'], { type: 'mutualTLS' }, [['GET /a', 401, bearer('t')]]),
  {
    rows: ['enforced document:security'],
    contract: api(
      { '/a': { get: takes({ operationId: 'a' }) }, '/open': { get: takes({ operationId: 'b', security: [] }) } },
      { security: [{ s: [] }], components: { securitySchemes: { s: { type: 'http', scheme: 'bearer' } } } },
    ),
    steps: [
      ['GET /a', 401],
      ['GET /a', 200, bearer('t')],
      ['GET /open', 200],
    ],
  },
];

const shown = (media: object, more: object = {}): object =>
  api(
    {
      '/a': {
        get: { operationId: 'a', responses: { 200: { description: 'd', content: { 'application/json': media } } } },
      },
    },
    more,
  );
const example = (row: string, contract: object | string, body: unknown, type = 'development' as const): RowCase => ({
  rows: [row],
  contract,
  derived: type,
  steps: [['GET /a', { status: 200, body, headers: { 'x-plumbline-answer': 'example' } }]],
});
const anyOf = (value: unknown): object => ({ type: typeof value, enum: ['other', value] });
const XML = {
  type: 'object',
  xml: { name: 'cat' },
  properties: { id: { type: 'integer', xml: { attribute: true } }, name: { type: 'string' } },
};
const inType = (type: string, media: object): object =>
  api({ '/a': { get: { operationId: 'a', responses: { 200: { description: 'd', content: { [type]: media } } } } } });

export const EXAMPLES: readonly RowCase[] = [
  example('emulated mediaType:example', shown({ schema: anyOf('e'), example: 'e' }), 'e'),
  example('emulated mediaType:examples', shown({ schema: anyOf('e'), examples: { one: { value: 'e' } } }), 'e'),
  example('emulated example:value', shown({ schema: anyOf('e'), examples: { one: { value: 'e' } } }), 'e'),
  example('emulated keyword:example', shown({ schema: { ...anyOf('e'), example: 'e' } }), 'e'),
  example('emulated keyword:examples', shown({ schema: { ...anyOf('e'), examples: ['e'] } }), 'e'),
  example(
    'enforced example:$ref',
    shown(
      { schema: anyOf('e'), examples: { one: { $ref: '#/components/examples/E' } } },
      { components: { examples: { E: { value: 'e' } } } },
    ),
    'e',
  ),
  example(
    'enforced components:examples',
    shown(
      { schema: anyOf('e'), examples: { one: { $ref: '#/components/examples/E' } } },
      { components: { examples: { E: { value: 'e' } } } },
    ),
    'e',
  ),
  example('ignored contradicting-example', shown({ schema: { const: 'c' }, example: 'e' }), 'c'),
  example(
    'ignored example:externalValue',
    shown({ schema: { const: 'c' }, examples: { one: { externalValue: 'http://127.0.0.1:9/' } } }),
    'c',
  ),
  {
    rows: ['ignored example:serializedValue'],
    contract: {
      ...shown({ schema: anyOf('e'), examples: { one: { dataValue: 'e', serializedValue: '  "e"  ' } } }),
      openapi: '3.2.0',
    },
    derived: 'development',
    steps: [['GET /a', { status: 200, text: '"e"' }]],
  },
  {
    rows: ['emulated media-type:application/xml', 'emulated keyword:xml'],
    contract: inType('application/xml', { schema: XML, example: { id: 1, name: 'n' } }),
    derived: 'development',
    steps: [
      ['GET /a', { status: 200, text: '<?xml version="1.0" encoding="UTF-8"?>\n<cat id="1"><name>n</name></cat>' }],
    ],
  },
  {
    rows: ['emulated media-type:text/plain'],
    contract: inType('text/plain', { schema: { type: 'string' }, example: 'plain' }),
    derived: 'development',
    steps: [['GET /a', { status: 200, text: 'plain' }]],
  },
  {
    rows: ['emulated media-type:text/plain', 'emulated operation:example'],
    contract: inType('text/plain', { schema: { type: 'string' }, example: 'plain' }),
    derived: 'production',
    steps: [['GET /a', 501]],
  },
  {
    rows: ['enforced extension:x-ms-discriminator-value'],
    contract: api(
      {
        '/a': {
          post: takes({ operationId: 'a', requestBody: { content: json({ $ref: '#/components/schemas/Pet' }) } }),
        },
      },
      {
        components: {
          schemas: {
            Pet: {
              type: 'object',
              required: ['kind'],
              properties: { kind: { type: 'string' } },
              discriminator: { propertyName: 'kind' },
            },
            Dog: {
              'x-ms-discriminator-value': 'hound',
              allOf: [
                { $ref: '#/components/schemas/Pet' },
                { type: 'object', properties: { barks: { type: 'boolean' } } },
              ],
            },
          },
        },
      },
    ),
    steps: [
      ['POST /a', 200, { json: { kind: 'hound', barks: true } }],
      ['POST /a', 400, { json: { kind: 'hound', barks: 'x' } }],
    ],
  },
  {
    rows: ['enforced operation:operationId'],
    contract: api({ '/a': { get: { operationId: 'a', responses: OK } } }),
    steps: [['GET /a', 200]],
  },
];
