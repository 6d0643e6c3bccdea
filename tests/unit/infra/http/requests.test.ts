import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Requests, version: 1.0.0 }
paths:
  /search/{ids}:
    get:
      operationId: search
      parameters:
        - { name: ids, in: path, required: true, schema: { type: array, items: { type: integer } } }
        - { name: n, in: query, schema: { type: integer, default: 5 } }
        - { name: ok, in: query, schema: { type: boolean } }
        - { name: when, in: query, schema: { type: string, format: date-time } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: csv, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: pipes, in: query, style: pipeDelimited, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { age: { type: integer }, name: { type: string } } } }
        - { name: box, in: query, schema: { type: object, properties: { w: { type: integer }, h: { type: integer } } } }
        - { name: json, in: query, content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }
        - { name: X-Ids, in: header, schema: { type: array, items: { type: integer } } }
        - { name: seen, in: cookie, schema: { type: boolean } }
      responses: { '200': { description: ok } }
  /pages:
    get:
      operationId: page
      parameters:
        - { name: 'page[size]', in: query, schema: { type: integer, maximum: 9 } }
        - { name: 'ids[]', in: query, schema: { type: array, items: { type: integer } } }
      responses: { '200': { description: ok } }
  /tuple:
    post:
      operationId: tuple
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Tuple' } } } }
      responses: { '200': { description: ok } }
  /people:
    post:
      operationId: addPerson
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Person' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Person' } }
          multipart/form-data: { schema: { allOf: [{ $ref: '#/components/schemas/Person' }, { type: object, properties: { photo: { type: string, format: binary }, papers: { type: array, items: { type: string, format: binary } } } }] } }
          text/plain: { schema: { type: string, minLength: 2 } }
          image/*: { schema: { type: string, format: binary } }
      responses: { '200': { description: ok } }
  /secret:
    get: { operationId: secret, security: [{ basic: [] }, { key: [], token: [read] }], responses: { '200': { description: ok } } }
  /cookie:
    get: { operationId: byCookie, security: [{ session: [] }], responses: { '200': { description: ok } } }
  /maybe:
    get: { operationId: maybe, security: [{ basic: [] }, {}], responses: { '200': { description: ok } } }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    key: { type: apiKey, in: query, name: api_key }
    token: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: Read } } } }
    session: { type: apiKey, in: cookie, name: sid }
  schemas:
    # Reached from a component: the validator prepares such schemas by a way of their own.
    Tuple: { allOf: [{ $ref: '#/components/schemas/Pair' }] }
    Pair: { type: array, prefixItems: [{ type: integer }, { type: string }] }
    Person:
      type: object
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string }
        age: { type: integer }
        tags: { type: array, items: { type: string } }
        address: { type: object, properties: { city: { type: string }, seen: { type: string, readOnly: true } } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});
const last = () => server.invocations[0];

test('parameters of every style arrive decoded and typed, with the defaults of the contract', async () => {
  const query =
    'ok=true&when=2026-01-02T03:04:05%2B01:00&tags=a%2Cb&tags=c+d&csv=1,2&pipes=a|b&filter[age]=3&filter[name]=7&w=1&h=2&json=%7B%22a%22%3A1%7D';
  const answer = await ask(server, `/search/1,2?${query}`, {
    send: { 'x-ids': '1, 2', 'x-other': 'y', cookie: 'seen=true; z=1' },
  });
  expect(answer.status).toBe(200);
  expect(last()).toMatchObject({
    path: { ids: [1, 2] },
    query: {
      n: 5,
      ok: true,
      when: '2026-01-02T03:04:05+01:00',
      tags: ['a,b', 'c d'],
      csv: [1, 2],
      pipes: ['a', 'b'],
      filter: { age: 3, name: '7' },
      box: { w: 1, h: 2 },
      json: { a: 1 },
    },
    headers: { 'x-ids': [1, 2] },
    cookies: { seen: true },
  });
  expect(Object.keys(last()?.headers ?? {})).toEqual(['x-ids']);
});

test('readOnly properties are taken out, so that a client may send back what it got', async () => {
  const body = JSON.stringify({ id: 7, name: 'Ann', address: { city: 'Bonn', seen: 'now' } });
  const answer = await ask(server, '/people', { method: 'POST', body, send: { 'content-type': 'application/json' } });
  expect([answer.status, last()?.body]).toEqual([200, { name: 'Ann', address: { city: 'Bonn' } }]);
});

test('a form is typed as its schema says', async () => {
  const body = 'name=007&age=7&tags=a&address%5Bcity%5D=Bonn';
  const send = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await ask(server, '/people', { method: 'POST', body, send });
  expect([answer.status, last()?.body]).toEqual([200, { name: '007', age: 7, tags: ['a'], address: { city: 'Bonn' } }]);
});

test('an upload arrives with its files and typed fields', async () => {
  const form = new FormData();
  form.append('name', 'Ann');
  form.append('age', '7');
  form.append('address', '{"city":"Bonn"}');
  form.append('photo', new Blob(['pixels'], { type: 'image/png' }), 'ann.png');
  form.append('papers', new Blob(['one']), 'a.txt');
  form.append('papers', new Blob(['two']), 'b.txt');
  const answer = await ask(server, '/people', { method: 'POST', body: form });
  expect([answer.status, last()?.body]).toEqual([
    200,
    {
      name: 'Ann',
      age: 7,
      address: { city: 'Bonn' },
      photo: { filename: 'ann.png', mediaType: 'image/png', content: Buffer.from('pixels') },
      papers: [
        { filename: 'a.txt', mediaType: 'application/octet-stream', content: Buffer.from('one') },
        { filename: 'b.txt', mediaType: 'application/octet-stream', content: Buffer.from('two') },
      ],
    },
  ]);
});

test.each([
  ['text in place of a file', () => form({ photo: 'text' }), 400, [{ field: 'body.photo', message: 'must be a file' }]],
  ['a wrong field', () => form({ age: 'old' }), 400, [{ field: 'body.age', message: 'must be an integer' }]],
  ['a file beyond the limit', () => form({ photo: new Blob(['a'.repeat(10_001)]) }), 413, []],
])('an upload with %s is refused', async (_what, body, status, details) => {
  const answer = await ask(server, '/people', { method: 'POST', body: body() });
  expect(answer).toMatchObject({ status, body: { error: { details } } });
  expect(server.invocations).toEqual([]);
});

function form(fields: Record<string, string | Blob>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

test('text and bytes arrive as they are', async () => {
  await ask(server, '/people', {
    method: 'POST',
    body: 'grüße',
    send: { 'content-type': 'text/plain; charset=utf-8' },
  });
  await ask(server, '/people', { method: 'POST', body: Buffer.from([1, 2]), send: { 'content-type': 'image/png' } });
  expect(server.invocations.map(({ body, mediaType }) => ({ body, mediaType }))).toEqual([
    { body: 'grüße', mediaType: 'text/plain' },
    { body: Buffer.from([1, 2]), mediaType: 'image/*' },
  ]);
});

test.each([
  ['none', '/secret', {}, 401],
  ['half of an alternative', '/secret?api_key=t', {}, 401],
  ['a whole alternative', '/secret?api_key=t', { authorization: 'Bearer t' }, 200],
  ['the other alternative', '/secret', { authorization: 'Basic YTpi' }, 200],
  ['a wrong key', '/secret?api_key=k', { authorization: 'Bearer t' }, 401],
  ['a wrong password', '/secret', { authorization: 'Basic YTph' }, 401],
  ['a credential of another scheme', '/secret', { authorization: 'Digest basic' }, 401],
  ['none where none is needed', '/maybe', {}, 200],
  ['a cookie', '/cookie', { cookie: 'sid=t' }, 200],
  ['a wrong cookie', '/cookie', { cookie: 'sid=1' }, 401],
  ['a wrong credential where none is needed', '/maybe', { authorization: 'Basic YTph' }, 200],
  ['no cookie', '/cookie', { cookie: 'other=1' }, 401],
])('credentials: %s', async (_what, path, send, status) => {
  expect(await ask(server, path, { send: send })).toMatchObject({ status });
  expect(server.invocations.length).toBe(status === 200 ? 1 : 0);
});

test('401 says how to authenticate', async () => {
  expect((await ask(server, '/secret', { headers: ['www-authenticate'] })).headers).toEqual({
    'www-authenticate':
      'Basic realm="basic", charset="UTF-8", ApiKey realm="key", in="query", name="api_key", Bearer realm="token", scope="read"',
  });
});

test('secrets in the query do not reach the log', async () => {
  await ask(server, '/secret?api_key=t', { send: { authorization: 'Bearer t' } });
  expect(server.log.at(-1)).toMatchObject({
    message: 'request',
    path: '/secret?api_key=[redacted]',
    principal: 'key:tester',
  });
});

test('brackets in the name of a query parameter belong to the name', async () => {
  expect((await ask(server, '/pages?page[size]=3&ids[]=1&ids[]=2')).status).toBe(200);
  expect(server.invocations[0]).toMatchObject({ query: { 'page[size]': 3, 'ids[]': [1, 2] } });
  expect(await ask(server, '/pages?page%5Bsize%5D=10')).toMatchObject({
    status: 400,
    body: { error: { details: [{ field: 'query.page[size]', message: 'must be at most 9' }] } },
  });
});

test('a condition arrives though the contract does not declare it: the server itself hands out what it compares', async () => {
  await ask(server, '/pages', { send: { 'if-match': '"1"', 'if-none-match': '*' } });
  expect(server.invocations[0]?.headers).toEqual({ 'if-match': '"1"', 'if-none-match': '*' });
});

test('rejects a whole number that a handler could not take exactly', async () => {
  const answer = await ask(server, '/search/9223372036854775807');
  expect(answer).toMatchObject({ status: 400, body: { error: { details: [{ field: 'path.ids.0' }] } } });
});

test('a tuple of open length is taken', async () => {
  const headers = { 'content-type': 'application/json' };
  expect((await ask(server, '/tuple', { method: 'POST', send: headers, body: '[1, "a", true]' })).status).toBe(200);
  expect((await ask(server, '/tuple', { method: 'POST', send: headers, body: '["a"]' })).status).toBe(400);
});
