import { answerOf, api, json, OK, takes, type RowCase, type Step } from './kit.ts';

const TEXT = { type: 'string' };
const INTEGER = { type: 'integer' };
const query = (schema: object, more: object = {}): object => ({ name: 'q', in: 'query', schema, ...more });

/** A parameter is read: the handler of `path` is given `value` for the text `sent`. */
function read(row: string, parameter: object, sent: string, given: unknown, where = 'query', path = '/a'): RowCase {
  return {
    rows: [row],
    contract: api({ [path]: { get: takes({ operationId: 'a', parameters: [parameter] }) } }),
    steps: [[`GET ${sent}`, { status: 200, given: { [where]: given } }]],
  };
}

const OBJECT = { type: 'object', properties: { x: INTEGER, y: TEXT } };
const LIST = { type: 'array', items: INTEGER };
const path = (style: string, schema: object, explode = false): object => ({
  name: 'p',
  in: 'path',
  required: true,
  style,
  explode,
  schema,
});

const STYLES: readonly RowCase[] = [
  read('enforced style:form', query(LIST, { style: 'form', explode: false }), '/a?q=1,2', { q: [1, 2] }),
  read('enforced style:form', query(LIST, { style: 'form' }), '/a?q=1&q=2', { q: [1, 2] }),
  read('enforced style:form', query(OBJECT, { style: 'form', explode: false }), '/a?q=x,1,y,b', {
    q: { x: 1, y: 'b' },
  }),
  read('enforced style:form', query(OBJECT, { style: 'form' }), '/a?x=1&y=b', { q: { x: 1, y: 'b' } }),
  read('enforced style:spaceDelimited', query(LIST, { style: 'spaceDelimited', explode: false }), '/a?q=1%202', {
    q: [1, 2],
  }),
  read('enforced style:pipeDelimited', query(LIST, { style: 'pipeDelimited', explode: false }), '/a?q=1%7C2', {
    q: [1, 2],
  }),
  read('enforced style:deepObject', query(OBJECT, { style: 'deepObject' }), '/a?q[x]=1&q[y]=b', {
    q: { x: 1, y: 'b' },
  }),
  read('enforced style:simple', path('simple', LIST), '/a/1,2', { p: [1, 2] }, 'path', '/a/{p}'),
  read('enforced style:simple', path('simple', OBJECT, true), '/a/x=1,y=b', { p: { x: 1, y: 'b' } }, 'path', '/a/{p}'),
  read('enforced style:label', path('label', LIST, true), '/a/.1.2', { p: [1, 2] }, 'path', '/a/{p}'),
  read('enforced style:label', path('label', OBJECT, true), '/a/.x=1.y=b', { p: { x: 1, y: 'b' } }, 'path', '/a/{p}'),
  read('enforced style:matrix', path('matrix', LIST, true), '/a/;p=1;p=2', { p: [1, 2] }, 'path', '/a/{p}'),
  read('enforced style:matrix', path('matrix', OBJECT, true), '/a/;x=1;y=b', { p: { x: 1, y: 'b' } }, 'path', '/a/{p}'),
  {
    rows: ['enforced style:cookie'],
    contract: {
      ...api({
        '/a': {
          get: takes({ operationId: 'a', parameters: [{ name: 'c', in: 'cookie', style: 'cookie', schema: INTEGER }] }),
        },
      }),
      openapi: '3.2.0',
    },
    steps: [
      ['GET /a', { status: 200, given: { cookies: { c: 1 } } }, { headers: { cookie: 'c=1' } }],
      ['GET /a', 400, { headers: { cookie: 'c=x' } }],
    ],
  },
];

const PARAMETERS: readonly RowCase[] = [
  {
    rows: [
      'enforced parameter:name',
      'enforced parameter:in',
      'enforced parameter:schema',
      'enforced parameter:required',
      'enforced operation:parameters',
    ],
    contract: api({ '/a': { get: takes({ operationId: 'a', parameters: [query(INTEGER, { required: true })] }) } }),
    steps: [
      ['GET /a?q=1', { status: 200, given: { query: { q: 1 } } }],
      ['GET /a', 400],
      ['GET /a?q=x', 400],
      ['GET /a?q=1&r=1', 400],
    ],
  },
  {
    rows: ['enforced parameter:content'],
    contract: api({
      '/a': {
        get: takes({
          operationId: 'a',
          parameters: [{ name: 'q', in: 'query', content: json({ type: 'array', items: INTEGER }) }],
        }),
      },
    }),
    steps: [
      ['GET /a?q=%5B1%5D', { status: 200, given: { query: { q: [1] } } }],
      ['GET /a?q=%5B%22x%22%5D', 400],
    ],
  },
  read('enforced parameter:explode', query(LIST, { explode: false }), '/a?q=1,2', { q: [1, 2] }),
  read('enforced parameter:allowReserved', query(TEXT, { allowReserved: true }), '/a?q=a/b:c', { q: 'a/b:c' }),
  read('enforced parameter:allowEmptyValue', query({ type: 'boolean' }, { allowEmptyValue: true }), '/a?q', {
    q: true,
  }),
  {
    rows: ['enforced parameter:$ref', 'enforced components:parameters', 'enforced document:components'],
    contract: api(
      { '/a': { get: takes({ operationId: 'a', parameters: [{ $ref: '#/components/parameters/P' }] }) } },
      { components: { parameters: { P: query(INTEGER) } } },
    ),
    steps: [
      ['GET /a?q=1', 200],
      ['GET /a?q=x', 400],
    ],
  },
  {
    rows: ['enforced extension:x-whole-query'],
    contract: {
      ...api({
        '/a': {
          get: takes({ operationId: 'a', parameters: [{ name: 'q', in: 'querystring', content: json(OBJECT) }] }),
        },
      }),
      openapi: '3.2.0',
    },
    steps: [
      ['GET /a?%7B%22x%22%3A1%7D', { status: 200, given: { query: { q: { x: 1 } } } }],
      ['GET /a?%7B%22x%22%3A%22b%22%7D', 400],
    ],
  },
  ...(['prefer', 'cache-control', 'idempotency-key'] as const).map((name): RowCase => ({
    rows: [`ignored header:${name}`],
    contract: api({
      '/a': {
        post: takes({ operationId: 'a', parameters: [{ name, in: 'header', schema: { ...TEXT, minLength: 2 } }] }),
      },
    }),
    steps: [
      ['POST /a', 200, { headers: { [name]: 'respond-async' } }],
      // Sent again, it is done again: nothing follows from it.
      [
        'POST /a',
        { status: 200, given: { headers: { [name]: 'respond-async' } } },
        { headers: { [name]: 'respond-async' } },
      ],
      ['POST /a', 400, { headers: { [name]: 'x' } }],
    ],
  })),
];

const form = (fields: Record<string, string | Blob>): FormData => {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
};
const FILE = { type: 'string', format: 'binary', minLength: 2, maxLength: 3 };
const multipart = (properties: object, encoding?: object): object => ({
  content: { 'multipart/form-data': { schema: { type: 'object', properties }, ...(encoding ? { encoding } : {}) } },
});
const formBody = (properties: object, encoding: object): object => ({
  content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties }, encoding } },
});
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

const BODIES: readonly RowCase[] = [
  {
    rows: [
      'enforced requestBody:required',
      'enforced requestBody:content',
      'enforced media-type:application/json',
      'enforced mediaType:schema',
      'enforced operation:requestBody',
    ],
    contract: api({
      '/a': { post: takes({ operationId: 'a', requestBody: { required: true, content: json(INTEGER) } }) },
    }),
    steps: [
      ['POST /a', 200, { json: 1 }],
      ['POST /a', 400, { json: 'x' }],
      ['POST /a', 400],
      ['POST /a', 415, { body: '1', headers: { 'content-type': 'text/plain' } }],
    ],
  },
  {
    rows: ['enforced requestBody:$ref', 'enforced components:requestBodies', 'enforced components:schemas'],
    contract: api(
      { '/a': { post: takes({ operationId: 'a', requestBody: { $ref: '#/components/requestBodies/B' } }) } },
      {
        components: {
          requestBodies: { B: { content: json({ $ref: '#/components/schemas/N' }) } },
          schemas: { N: INTEGER },
        },
      },
    ),
    steps: [
      ['POST /a', 200, { json: 1 }],
      ['POST /a', 400, { json: 'x' }],
    ],
  },
  {
    rows: [
      'enforced media-type:application/x-www-form-urlencoded',
      'enforced mediaType:encoding',
      'enforced encoding:style',
      'enforced encoding:explode',
    ],
    contract: api({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: formBody({ l: LIST }, { l: { style: 'pipeDelimited', explode: false } }),
        }),
      },
    }),
    steps: [
      ['POST /a', { status: 200, given: { body: { l: [1, 2] } } }, { body: 'l=1%7C2', headers: FORM_TYPE }],
      ['POST /a', 400, { body: 'l=x', headers: FORM_TYPE }],
    ],
  },
  {
    rows: ['ignored encoding:allowReserved'],
    contract: api({
      '/a': { post: takes({ operationId: 'a', requestBody: formBody({ l: TEXT }, { l: { allowReserved: true } }) }) },
    }),
    steps: [
      ['POST /a', { status: 200, given: { body: { l: 'a/b' } } }, { body: 'l=a/b', headers: FORM_TYPE }],
      ['POST /a', { status: 200, given: { body: { l: 'a/b' } } }, { body: 'l=a%2Fb', headers: FORM_TYPE }],
    ],
  },
  {
    rows: ['enforced media-type:multipart/form-data', 'enforced encoding:contentType', 'enforced format:binary'],
    contract: api({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: multipart(
            { f: { type: 'string', format: 'binary' }, n: INTEGER },
            { f: { contentType: 'image/png' } },
          ),
        }),
      },
    }),
    steps: [
      ['POST /a', 200, { body: form({ f: new Blob(['ab'], { type: 'image/png' }), n: '1' }) }],
      ['POST /a', 415, { body: form({ f: new Blob(['ab'], { type: 'image/gif' }) }) }],
      ['POST /a', 400, { body: form({ n: 'x' }) }],
      ['POST /a', 400, { body: form({ f: 'a text' }) }],
    ],
  },
  {
    rows: ['enforced binary:maxLength', 'enforced binary:minLength'],
    contract: api({ '/a': { post: takes({ operationId: 'a', requestBody: multipart({ f: FILE }) }) } }),
    steps: [
      ['POST /a', 200, { body: form({ f: new Blob(['ab']) }) }],
      ['POST /a', 400, { body: form({ f: new Blob(['abcd']) }) }],
      ['POST /a', 400, { body: form({ f: new Blob(['a']) }) }],
    ],
  },
  {
    rows: ['ignored encoding:headers'],
    contract: api({
      '/a': {
        post: takes({
          operationId: 'a',
          requestBody: multipart(
            { f: { type: 'string', format: 'binary' } },
            { f: { headers: { 'X-Must': { required: true, schema: TEXT } } } },
          ),
        }),
      },
    }),
    steps: [['POST /a', 200, { body: form({ f: new Blob(['ab']) }) }]],
  },
  {
    rows: ['emulated media-type:text/csv'],
    contract: api({
      '/a': { post: takes({ operationId: 'a', requestBody: { content: { 'text/csv': { schema: TEXT } } } }) },
    }),
    steps: [
      ['POST /a', { status: 200, given: { body: 'a,b' } }, { body: 'a,b', headers: { 'content-type': 'text/csv' } }],
    ],
  },
];

const RESPONSES: readonly RowCase[] = [
  {
    rows: ['enforced response:content', 'enforced operation:responses', 'enforced media-type:application/json'],
    contract: api({ '/a': { get: { operationId: 'a', responses: answerOf(INTEGER) } } }),
    answers: { a: () => ({ status: 200, body: 'x' }) },
    steps: [['GET /a', 500]],
  },
  {
    rows: ['enforced response:headers', 'enforced header:required', 'enforced header:schema'],
    contract: api({
      '/good': {
        get: {
          operationId: 'good',
          responses: { 200: { description: 'd', headers: { 'X-N': { required: true, schema: INTEGER } } } },
        },
      },
      '/wrong': {
        get: {
          operationId: 'wrong',
          responses: { 200: { description: 'd', headers: { 'X-N': { required: true, schema: INTEGER } } } },
        },
      },
      '/none': {
        get: {
          operationId: 'none',
          responses: { 200: { description: 'd', headers: { 'X-N': { required: true, schema: INTEGER } } } },
        },
      },
    }),
    answers: {
      good: () => ({ status: 200, headers: { 'X-N': '1' } }),
      wrong: () => ({ status: 200, headers: { 'X-N': 'x' } }),
    },
    steps: [
      ['GET /good', { status: 200, headers: { 'x-n': '1' } }],
      ['GET /wrong', 500],
      ['GET /none', 500],
    ],
  },
  {
    rows: ['enforced header:content'],
    contract: api({
      '/good': {
        get: {
          operationId: 'good',
          responses: { 200: { description: 'd', headers: { 'X-N': { content: json(INTEGER) } } } },
        },
      },
      '/wrong': {
        get: {
          operationId: 'wrong',
          responses: { 200: { description: 'd', headers: { 'X-N': { content: json(INTEGER) } } } },
        },
      },
    }),
    answers: {
      good: () => ({ status: 200, headers: { 'X-N': '1' } }),
      wrong: () => ({ status: 200, headers: { 'X-N': 'x' } }),
    },
    steps: [
      ['GET /good', 200],
      ['GET /wrong', 500],
    ],
  },
  {
    rows: ['enforced header:style', 'enforced header:explode'],
    contract: api({
      '/flat': {
        get: {
          operationId: 'flat',
          responses: {
            200: { description: 'd', headers: { 'X-O': { style: 'simple', explode: false, schema: OBJECT } } },
          },
        },
      },
      '/exploded': {
        get: {
          operationId: 'exploded',
          responses: {
            200: { description: 'd', headers: { 'X-O': { style: 'simple', explode: true, schema: OBJECT } } },
          },
        },
      },
      '/wrong': {
        get: {
          operationId: 'wrong',
          responses: {
            200: { description: 'd', headers: { 'X-O': { style: 'simple', explode: true, schema: OBJECT } } },
          },
        },
      },
    }),
    answers: {
      flat: () => ({ status: 200, headers: { 'X-O': 'x,1,y,b' } }),
      exploded: () => ({ status: 200, headers: { 'X-O': 'x=1,y=b' } }),
      wrong: () => ({ status: 200, headers: { 'X-O': 'x=one,y=b' } }),
    },
    steps: [
      ['GET /flat', 200],
      ['GET /exploded', 200],
      ['GET /wrong', 500],
    ],
  },
  {
    rows: [
      'enforced header:$ref',
      'enforced components:headers',
      'enforced response:$ref',
      'enforced components:responses',
    ],
    contract: api(
      { '/a': { get: { operationId: 'a', responses: { 200: { $ref: '#/components/responses/R' } } } } },
      {
        components: {
          headers: { H: { required: true, schema: INTEGER } },
          responses: { R: { description: 'd', headers: { 'X-N': { $ref: '#/components/headers/H' } } } },
        },
      },
    ),
    steps: [['GET /a', 500]],
  },
  {
    rows: [
      'enforced response:links',
      'enforced link:operationId',
      'enforced link:parameters',
      'ignored link:requestBody',
      'ignored link:server',
    ],
    contract: api({
      '/a': {
        get: {
          operationId: 'a',
          responses: {
            200: {
              description: 'd',
              content: json({ type: 'object' }),
              links: {
                next: {
                  operationId: 'b',
                  parameters: { id: '$response.body#/id' },
                  requestBody: '$response.body',
                  server: { url: 'http://elsewhere.test' },
                },
              },
            },
          },
        },
      },
      '/b/{id}': {
        get: takes({ operationId: 'b', parameters: [{ name: 'id', in: 'path', required: true, schema: INTEGER }] }),
      },
    }),
    answers: { a: () => ({ status: 200, body: { id: 7 } }) },
    steps: [['GET /a', { status: 200, headers: { link: '</b/7>; rel="next"' } }]],
  },
  {
    rows: ['enforced link:operationRef', 'enforced link:$ref', 'enforced components:links'],
    contract: api(
      {
        '/a': {
          get: {
            operationId: 'a',
            responses: { 200: { description: 'd', links: { next: { $ref: '#/components/links/L' } } } },
          },
        },
        '/b': { get: takes({ operationId: 'b' }) },
      },
      { components: { links: { L: { operationRef: '#/paths/~1b/get' } } } },
    ),
    steps: [['GET /a', { status: 200, headers: { link: '</b>; rel="next"' } }]],
  },
];

const unsent: readonly Step[] = [['POST /a', { status: 200 }, { json: { url: 'http://127.0.0.1:9/' } }]];
const CALLBACK = {
  '{$request.body#/url}': { post: { 'x-inner': 1, requestBody: { content: json(INTEGER) }, responses: OK } },
};

const AROUND: readonly RowCase[] = [
  {
    rows: [
      'ignored operation:callbacks',
      'ignored callback:expression',
      'ignored callback:$ref',
      'ignored components:callbacks',
    ],
    contract: api(
      {
        '/a': {
          post: takes({
            operationId: 'a',
            requestBody: { content: json({ type: 'object' }) },
            callbacks: { one: CALLBACK, two: { $ref: '#/components/callbacks/C' } },
          }),
        },
      },
      { components: { callbacks: { C: CALLBACK } } },
    ),
    steps: unsent,
  },
  {
    rows: ['ignored document:webhooks'],
    contract: api(
      { '/a': { post: takes({ operationId: 'a', requestBody: { content: json({ type: 'object' }) } }) } },
      { webhooks: { made: CALLBACK['{$request.body#/url}'] } },
    ),
    steps: unsent,
  },
  {
    rows: [
      'enforced document:servers',
      'enforced server:url',
      'enforced server:variables',
      'enforced serverVariable:default',
      'enforced serverVariable:enum',
    ],
    contract: api(
      { '/a': { get: takes({ operationId: 'a' }) } },
      { servers: [{ url: 'https://h.test/{v}', variables: { v: { default: 'v1', enum: ['v1', 'v2'] } } }] },
    ),
    steps: [
      ['GET /v1/a', 200],
      ['GET /v2/a', 200],
      ['GET /a', 404],
    ],
  },
  {
    rows: ['enforced operation:servers', 'enforced pathItem:servers', 'enforced pathItem:parameters'],
    contract: api({
      '/a': {
        servers: [{ url: '/path' }],
        parameters: [query(INTEGER)],
        get: takes({ operationId: 'a', servers: [{ url: '/own' }] }),
        post: takes({ operationId: 'b' }),
      },
    }),
    steps: [
      ['GET /own/a?q=1', 200],
      ['GET /path/a', 405],
      ['POST /path/a?q=1', 200],
      ['POST /path/a?q=x', 400],
    ],
  },
  ...['get', 'put', 'post', 'delete', 'options', 'patch'].map((method): RowCase => ({
    rows: [`enforced pathItem:${method}`, 'enforced operation:operationId', 'enforced document:paths'],
    contract: api({ '/a': { [method]: takes({ operationId: 'theOne' }) } }),
    steps: [[`${method.toUpperCase()} /a`, { status: 200, given: { operation: { id: 'theOne' } as never } }]],
  })),
  {
    rows: ['enforced pathItem:trace'],
    contract: api({ '/a': { trace: takes({ operationId: 'a' }) } }),
    steps: [
      ['TRACE /a', 200],
      ['GET /a', 405],
    ],
  },
  {
    rows: ['enforced pathItem:head'],
    contract: api({ '/a': { head: takes({ operationId: 'a' }) } }),
    steps: [
      ['HEAD /a', 200],
      ['GET /a', 405],
    ],
  },
  {
    rows: ['enforced pathItem:query', 'enforced pathItem:additionalOperations', 'ignored additional-operation'],
    contract: {
      ...api({
        '/a': {
          query: takes({ operationId: 'a' }),
          additionalOperations: { COPY: takes({ operationId: 'b' }), BREW: takes({ operationId: 'c' }) },
        },
      }),
      openapi: '3.2.0',
    },
    steps: [
      ['QUERY /a', 200],
      ['COPY /a', 200],
    ],
  },
  {
    rows: ['enforced components:pathItems'],
    contract: api(
      { '/a': { $ref: '#/components/pathItems/P' } },
      { components: { pathItems: { P: { get: takes({ operationId: 'a' }) } } } },
    ),
    steps: [['GET /a', 200]],
  },
  {
    rows: ['enforced operation:deprecated', 'enforced extension:x-deprecated-at', 'enforced extension:x-sunset'],
    contract: api({
      '/a': {
        get: takes({ operationId: 'a', deprecated: true, 'x-deprecated-at': '2026-01-01', 'x-sunset': '2027-01-01' }),
      },
    }),
    steps: [
      ['GET /a', { status: 200, headers: { deprecation: '@1767225600', sunset: 'Fri, 01 Jan 2027 00:00:00 GMT' } }],
    ],
  },
  {
    rows: ['enforced extension:x-rate-limit'],
    contract: api({
      '/a': { get: takes({ operationId: 'a', 'x-rate-limit': { requests: 1, window: 60, by: 'address' } }) },
    }),
    steps: [
      ['GET /a', 200],
      ['GET /a', 429],
    ],
  },
  {
    rows: ['enforced document:openapi'],
    contract: {
      swagger: '2.0',
      info: { title: 'Old', version: '1' },
      paths: { '/a': { get: takes({ operationId: 'a' }) } },
    },
    steps: [
      ['GET /a', 200],
      ['GET /_system/openapi.json', { status: 200, body: { openapi: '3.1.0' } }],
    ],
  },
  {
    rows: ['ignored document:jsonSchemaDialect'],
    contract: api(
      { '/a': { post: takes({ operationId: 'a', requestBody: { content: json({ prefixItems: [INTEGER] }) } }) } },
      { jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#' },
    ),
    steps: [['POST /a', 400, { json: ['x'] }]],
  },
  {
    rows: ['ignored operation:odd', 'ignored extension:x-odd'],
    contract: api({ '/a': { get: takes({ operationId: 'a', odd: true, 'x-odd': true }) } }),
    steps: [['GET /a', 200]],
  },
  {
    rows: ['ignored server:name', 'ignored server:description', 'ignored serverVariable:description'],
    contract: api(
      { '/a': { get: takes({ operationId: 'a' }) } },
      {
        servers: [{ url: '/{v}', name: 'n', description: 'd', variables: { v: { default: 'v1', description: 'x' } } }],
      },
    ),
    steps: [['GET /_system/openapi.json', { status: 200, body: { servers: [{ url: '/v1' }] } }]],
  },
];

/** What documents only, and where it is shown. */
const DOCUMENTATION = {
  ...api(
    {
      '/a': {
        summary: 'ps',
        description: 'pd',
        get: {
          operationId: 'a',
          tags: ['t'],
          summary: 's',
          description: 'd',
          externalDocs: { url: 'http://a.test' },
          parameters: [
            {
              name: 'q',
              in: 'query',
              description: 'pd',
              deprecated: true,
              example: 'e',
              schema: {
                type: 'string',
                title: 'st',
                description: 'sd',
                externalDocs: { url: 'http://a.test' },
                $comment: 'c',
                deprecated: true,
                $anchor: 'here',
              },
            },
            { name: 'r', in: 'query', examples: { e: { summary: 'es', description: 'ed', value: 'v' } }, schema: TEXT },
          ],
          requestBody: { description: 'bd', content: json(TEXT) },
          responses: {
            200: {
              description: 'rd',
              summary: 'rs',
              headers: {
                'X-A': { description: 'hd', example: 'e', deprecated: true, schema: TEXT },
                'X-B': { examples: { e: { value: 'v' } }, schema: TEXT },
              },
              links: { l: { operationId: 'a', description: 'ld' } },
            },
          },
        },
      },
    },
    {
      tags: [
        {
          name: 't',
          description: 'td',
          externalDocs: { url: 'http://a.test' },
          summary: 'ts',
          parent: 'tp',
          kind: 'nav',
        },
      ],
      externalDocs: { url: 'http://a.test' },
      components: {
        securitySchemes: {
          o: {
            type: 'oauth2',
            description: 'sd',
            deprecated: true,
            flows: { clientCredentials: { tokenUrl: 'http://a.test/', scopes: {} } },
          },
          i: { type: 'openIdConnect', openIdConnectUrl: 'http://a.test/' },
          b: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
  ),
  openapi: '3.2.0',
  info: {
    title: 'T',
    version: '1',
    description: 'id',
    summary: 'is',
    termsOfService: 'http://a.test',
    contact: { name: 'c' },
    license: { name: 'l' },
  },
};
const a = ['paths', '/a', 'get'] as const;

/** Rows of documentation, each with a place in /openapi.json and what stands there. */
const PLACES: readonly (readonly [row: string, place: readonly (string | number)[], value: unknown])[] = [
  ['document:info', ['info', 'title'], 'T'],
  ['document:tags', ['tags', 0, 'name'], 't'],
  ['document:externalDocs', ['externalDocs', 'url'], 'http://a.test'],
  ['info:title', ['info', 'title'], 'T'],
  ['info:version', ['info', 'version'], '1'],
  ['info:description', ['info', 'description'], 'id'],
  ['info:summary', ['info', 'summary'], 'is'],
  ['info:termsOfService', ['info', 'termsOfService'], 'http://a.test'],
  ['info:contact', ['info', 'contact', 'name'], 'c'],
  ['info:license', ['info', 'license', 'name'], 'l'],
  ['tag:name', ['tags', 0, 'name'], 't'],
  ['tag:description', ['tags', 0, 'description'], 'td'],
  ['tag:externalDocs', ['tags', 0, 'externalDocs', 'url'], 'http://a.test'],
  ['extension:x-summary', ['tags', 0, 'x-summary'], 'ts'],
  ['extension:x-parent', ['tags', 0, 'x-parent'], 'tp'],
  ['extension:x-kind', ['tags', 0, 'x-kind'], 'nav'],
  ['pathItem:summary', ['paths', '/a', 'summary'], 'ps'],
  ['pathItem:description', ['paths', '/a', 'description'], 'pd'],
  ['operation:tags', [...a, 'tags', 0], 't'],
  ['operation:summary', [...a, 'summary'], 's'],
  ['operation:description', [...a, 'description'], 'd'],
  ['operation:externalDocs', [...a, 'externalDocs', 'url'], 'http://a.test'],
  ['parameter:description', [...a, 'parameters', 0, 'description'], 'pd'],
  ['parameter:deprecated', [...a, 'parameters', 0, 'deprecated'], true],
  ['parameter:example', [...a, 'parameters', 0, 'example'], 'e'],
  ['parameter:examples', [...a, 'parameters', 1, 'examples', 'e', 'value'], 'v'],
  ['example:summary', [...a, 'parameters', 1, 'examples', 'e', 'summary'], 'es'],
  ['example:description', [...a, 'parameters', 1, 'examples', 'e', 'description'], 'ed'],
  ['keyword:title', [...a, 'parameters', 0, 'schema', 'title'], 'st'],
  ['keyword:description', [...a, 'parameters', 0, 'schema', 'description'], 'sd'],
  ['keyword:externalDocs', [...a, 'parameters', 0, 'schema', 'externalDocs', 'url'], 'http://a.test'],
  ['keyword:$comment', [...a, 'parameters', 0, 'schema', '$comment'], 'c'],
  ['keyword:deprecated', [...a, 'parameters', 0, 'schema', 'deprecated'], true],
  ['requestBody:description', [...a, 'requestBody', 'description'], 'bd'],
  ['response:description', [...a, 'responses', '200', 'description'], 'rd'],
  ['response:summary', [...a, 'responses', '200', 'summary'], 'rs'],
  ['header:description', [...a, 'responses', '200', 'headers', 'X-A', 'description'], 'hd'],
  ['header:example', [...a, 'responses', '200', 'headers', 'X-A', 'example'], 'e'],
  ['header:examples', [...a, 'responses', '200', 'headers', 'X-B', 'examples', 'e', 'value'], 'v'],
  ['header:deprecated', [...a, 'responses', '200', 'headers', 'X-A', 'deprecated'], true],
  ['link:description', [...a, 'responses', '200', 'links', 'l', 'description'], 'ld'],
  ['securityScheme:description', ['components', 'securitySchemes', 'o', 'description'], 'sd'],
  ['securityScheme:deprecated', ['components', 'securitySchemes', 'o', 'deprecated'], true],
  [
    'securityScheme:flows',
    ['components', 'securitySchemes', 'o', 'flows', 'clientCredentials', 'tokenUrl'],
    'http://a.test/',
  ],
  ['securityScheme:openIdConnectUrl', ['components', 'securitySchemes', 'i', 'openIdConnectUrl'], 'http://a.test/'],
  ['securityScheme:bearerFormat', ['components', 'securitySchemes', 'b', 'bearerFormat'], 'JWT'],
];

const SHOWN: RowCase = {
  rows: PLACES.map(([row]) => `enforced ${row}`),
  contract: DOCUMENTATION,
  steps: [
    ['GET /_system/openapi.json', { status: 200, at: PLACES.map(([, place, value]) => [place, value] as const) }],
  ],
};

export const MESSAGES: readonly RowCase[] = [...STYLES, ...PARAMETERS, ...BODIES, ...RESPONSES, ...AROUND, SHOWN];
