import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, sendRaw, serve, type TestServer } from './support.ts';

const path = (name: string, parameters: string[], more = '') => `
    get:
      operationId: ${name}
      parameters: [${[...parameters.map((one) => `{ name: "${one}", in: path, required: true, schema: { type: string } }`), more].filter(Boolean).join(', ')}]
      responses: { '200': { description: ok, content: { application/json: { schema: {} } } } }`;

const CONTRACT = `
openapi: 3.1.0
info: { title: Paths, version: 1.0.0 }
servers: [{ url: 'https://{region}.test/{stage}', variables: { region: { default: eu }, stage: { default: v1, enum: [v1, v2] } } }, { url: /old }]
paths:
  /users/{id}:${path('user', ['id'])}
  /users/me:${path('me', [])}
  /users/{id}.json:${path('userFile', ['id'])}
  /users/{id}:cancel:${path('cancel', ['id'])}
  /users/{user-id}/x:${path('hyphen', ['user-id'])}
  /compare/{base}...{head}:${path('compare', ['base', 'head'])}
  /{owner}-{repo}:${path('slug', ['owner', 'repo'])}
  /pets({petId}):${path('odata', ['petId'])}
  /star/*:${path('star', [])}
  /caf%C3%A9/{ort}:${path('cafe', ['ort'])}
  /queue#Action=Send:${path('send', [], '{ name: Action, in: query, required: true, schema: { type: string, enum: [Send] } }')}
  /queue#Action=Drop:${path('drop', [], '{ name: Action, in: query, required: true, schema: { type: string, enum: [Drop] } }')}
  /list?kind=a:${path('listA', [], '{ name: kind, in: query, schema: { type: string } }')}
  /list:${path('list', [], '{ name: kind, in: query, schema: { type: string } }')}
  /twin/{a}:${path('twin', ['a'])}
  /twin/{b}:
    delete:
      operationId: dropTwin
      parameters: [{ name: b, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: {} } } } }
`;

let server: TestServer;
beforeAll(async () => {
  const answer = (id: string) => [
    id,
    ({ path, basePath }: { path: unknown; basePath: string }) => ({ status: 200, body: { id, path, basePath } }),
  ];
  const ids = [...CONTRACT.matchAll(/operationId: (\w+)/g)].map(([, id]) => id ?? '');
  server = await serve(CONTRACT, Object.fromEntries(ids.map(answer)) as never);
});
afterAll(() => server.close());

test.each([
  ['/v1/users/7', 'user', { id: '7' }],
  ['/v1/users/me', 'me', {}],
  ['/v1/users/7.json', 'userFile', { id: '7' }],
  ['/v1/users/7:cancel', 'cancel', { id: '7' }],
  ['/v1/users/7/x', 'hyphen', { 'user-id': '7' }],
  ['/v1/users/a%2Fb', 'user', { id: 'a/b' }],
  ['/v1/users/gr%C3%BC%C3%9F%20dich', 'user', { id: 'grüß dich' }],
  ['/v1/users/50%25', 'user', { id: '50%' }],
  ['/v1/users/__proto__', 'user', { id: '__proto__' }],
  ['/v1/compare/main...topic/x'.replace('/x', ''), 'compare', { base: 'main', head: 'topic' }],
  ['/v1/compare/v1.0...v1.1', 'compare', { base: 'v1.0', head: 'v1.1' }],
  ['/v1/acme-shop', 'slug', { owner: 'acme', repo: 'shop' }],
  ['/v1/pets(9)', 'odata', { petId: '9' }],
  ['/v1/star/*', 'star', {}],
  ['/v1/caf%C3%A9/k%C3%B6ln', 'cafe', { ort: 'köln' }],
  ['/v1/queue?Action=Send', 'send', {}],
  ['/v1/queue?Action=Drop', 'drop', {}],
  ['/v1/list?kind=a', 'listA', {}],
  ['/v1/list?kind=b', 'list', {}],
  ['/v1/list', 'list', {}],
  ['/v1/twin/1', 'twin', { a: '1' }],
])('%s is answered by %s', async (url, id, values) => {
  expect(await ask(server, url)).toEqual({ status: 200, body: { id, path: values, basePath: '/v1' }, headers: {} });
});

test('an operation is served under every base path, enum values of server variables included', async () => {
  const answers = await Promise.all(['/v1', '/v2', '/old'].map((base) => ask(server, `${base}/users/me`)));
  expect(answers.map(({ body }) => (body as { basePath: string }).basePath)).toEqual(['/v1', '/v2', '/old']);
});

test('templates that differ only in names are one path with the methods of both', async () => {
  expect(await ask(server, '/v1/twin/1', { method: 'DELETE' })).toMatchObject({
    status: 200,
    body: { id: 'dropTwin' },
  });
  expect((await ask(server, '/v1/twin/1', { method: 'PUT', headers: ['allow'] })).headers).toEqual({
    allow: 'DELETE, GET, HEAD, OPTIONS',
  });
});

test('HEAD is answered as GET, without the body', async () => {
  const get = await ask(server, '/v1/users/me', { headers: ['content-length', 'etag'] });
  expect(await ask(server, '/v1/users/me', { method: 'HEAD', headers: ['content-length', 'etag'] })).toEqual({
    ...get,
    body: '',
  });
});

test('where templates differ in a fragment or query, a request that satisfies none is told what to send', async () => {
  expect(await ask(server, '/v1/queue?Action=Burn')).toMatchObject({
    status: 404,
    body: { error: { message: 'No operation here answers this request. Send one of: Action=Send, Action=Drop.' } },
  });
});

test('where templates differ in names, a value that fits neither is named', async () => {
  const operation = (name: string) =>
    `{ get: { parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }, { name: alt, in: query, schema: { enum: [json] } }], responses: { '200': { description: ok } } } }`;
  const twins = await serve(`
openapi: 3.1.0
info: { title: Twins, version: 1.0.0 }
paths:
  /v2/{name}: ${operation('name')}
  /v2/{metric}: ${operation('metric')}
`);
  try {
    expect((await ask(twins, '/v2/a?alt=json')).status).toBe(200);
    expect(await ask(twins, '/v2/a?alt=xml')).toMatchObject({
      status: 400,
      body: { error: { details: [{ field: 'query.alt' }] } },
    });
  } finally {
    await twins.close();
  }
});

test("at the root, too, the contract's own operations come before the start page", async () => {
  const ok = `{ '200': { description: ok } }`;
  const actions = await serve(`
openapi: 3.1.0
info: { title: Actions, version: 1.0.0 }
paths:
  /?Action=List: { get: { operationId: list, responses: ${ok} } }
  /#Action=Drop: { get: { operationId: drop, parameters: [{ name: Action, in: query, required: true, schema: { const: Drop } }], responses: ${ok} } }
  /#fetch: { put: { operationId: fetch, responses: ${ok} } }
`);
  try {
    expect((await ask(actions, '/?Action=List')).status).toBe(200);
    expect((await ask(actions, '/?Action=Drop')).status).toBe(200);
    expect((await ask(actions, '/', { method: 'PUT' })).status).toBe(200);
    expect(actions.invocations.map(({ operation }) => operation.id)).toEqual(['list', 'drop', 'fetch']);
    for (const path of ['/', '/?Action=Burn']) {
      expect(await ask(actions, path)).toMatchObject({
        status: 404,
        body: { error: { message: 'No operation here answers this request. Send one of: Action=List, Action=Drop.' } },
      });
    }
  } finally {
    await actions.close();
  }
});

test('methods and whole queries of OpenAPI 3.2 are served', async () => {
  const ok = `{ '200': { description: ok } }`;
  const form =
    '{ type: object, required: [a], properties: { a: { type: integer }, b: { type: array, items: { type: string } } } }';
  const later = await serve(`
openapi: 3.2.0
info: { title: Later, version: 1.0.0 }
paths:
  /search:
    query: { operationId: search, requestBody: { required: true, content: { application/json: { schema: { type: object, required: [q] } } } }, responses: ${ok} }
    additionalOperations: { COPY: { operationId: copy, parameters: [{ name: to, in: query, required: true, schema: { type: string } }], responses: ${ok} } }
  /form: { get: { operationId: form, parameters: [{ name: all, in: querystring, required: true, content: { application/x-www-form-urlencoded: { schema: ${form} } } }], responses: ${ok} } }
  /json: { get: { operationId: json, parameters: [{ name: all, in: querystring, content: { application/json: { schema: ${form} } } }], responses: ${ok} } }
`);
  const asked = async (path: string, init: Parameters<typeof ask>[2] = {}) => (await ask(later, path, init)).status;
  const body = { method: 'QUERY', send: { 'content-type': 'application/json' } };
  try {
    expect(await asked('/search', { ...body, body: '{"q":1}' })).toBe(200);
    expect(await asked('/search', { ...body, body: '{}' })).toBe(400);
    expect(await asked('/search?to=b', { method: 'COPY' })).toBe(200);
    expect(await asked('/search', { method: 'COPY' })).toBe(400);
    expect((await ask(later, '/search', { headers: ['allow'] })).headers).toEqual({ allow: 'COPY, OPTIONS, QUERY' });
    expect(await asked('/form?a=1&b=x&b=y')).toBe(200);
    expect(await asked(`/json?${encodeURIComponent('{"a":1,"b":["x=1&y"]}')}`)).toBe(200);
    expect(later.invocations.slice(2).map(({ query }) => query)).toEqual([
      { all: { a: 1, b: ['x', 'y'] } },
      { all: { a: 1, b: ['x=1&y'] } },
    ]);
    for (const wrong of ['/form?a=x', '/form', '/form?c=1', '/json?a', '/json?%7B%7D'])
      expect(await asked(wrong)).toBe(400);
  } finally {
    await later.close();
  }
});

test.each([
  ['OPTIONS *', /^HTTP\/1.1 204 [^]*Allow: GET, DELETE/],
  ['GET http://any.test/v1/users/me', /^HTTP\/1.1 200 /],
  ['GET users', /^HTTP\/1.1 400 /],
])('the request target of %s is read as HTTP means it', async (line, answer) => {
  expect(await sendRaw(server, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).toMatch(answer);
});
