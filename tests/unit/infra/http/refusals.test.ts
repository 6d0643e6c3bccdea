import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { ask, refusal, sendRaw, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Shelf, version: 1.0.0 }
servers: [{ url: /v1 }]
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1 } }
        - { name: tag, in: query, schema: { type: array, items: { type: string } } }
        - { name: X-Shelf, in: header, schema: { type: integer } }
      responses: { '200': { description: ok, content: { application/json: { schema: {} }, text/csv: { schema: { type: string } } } } }
    post:
      operationId: addBook
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Book' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Book' } }
      responses: { '201': { description: made } }
  /books/{bookId}:
    delete:
      operationId: removeBook
      parameters: [{ name: bookId, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: gone } }
components:
  schemas:
    Book:
      type: object
      additionalProperties: false
      required: [title]
      properties:
        id: { type: integer, readOnly: true }
        title: { type: string, minLength: 1 }
        pages: { type: integer }
        chapters: { type: array, items: { type: object, properties: { pages: { type: integer } } } }
        more: {}
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT, {
    listBooks: () => ({ status: 200, body: [] }),
    addBook: () => ({ status: 201 }),
    removeBook: () => ({ status: 204 }),
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});

const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: NonNullable<RequestInit['body']>, send: Record<string, string> = JSON_TYPE) =>
  ask(server, '/v1/books', { method: 'POST', body, send });
const invalid = (...details: { field: string; message: string }[]) =>
  refusal(
    'VALIDATION_ERROR',
    `Request validation failed: ${details.length} invalid ${details.length === 1 ? 'value' : 'values'}.`,
    details,
  );
const malformed = (what: string) => refusal('MALFORMED_REQUEST', `The request body is not valid JSON: ${what}.`);
const unaccepted = (field: string, message: string) =>
  refusal('MALFORMED_REQUEST', 'The request body holds values that are not accepted.', [{ field, message }]);

describe('a request that the contract does not allow is refused, and nothing happens', () => {
  const cases: [name: string, ask: () => ReturnType<typeof ask>, status: number, body: unknown][] = [
    [
      'an unknown path',
      () => ask(server, '/v1/pens'),
      404,
      refusal('NOT_FOUND', 'Nothing in the contract answers /v1/pens.'),
    ],
    [
      'a forgotten base path, with the right one named',
      () => ask(server, '/books'),
      404,
      refusal(
        'NOT_FOUND',
        "Nothing in the contract answers /books. /v1/books is served: the contract's base path is /v1.",
      ),
    ],
    [
      'a trailing slash',
      () => ask(server, '/v1/books/'),
      404,
      refusal('NOT_FOUND', 'Nothing in the contract answers /v1/books/.'),
    ],
    [
      'another case',
      () => ask(server, '/v1/Books'),
      404,
      refusal('NOT_FOUND', 'Nothing in the contract answers /v1/Books.'),
    ],
    [
      'an undeclared method',
      () => ask(server, '/v1/books', { method: 'PATCH' }),
      405,
      refusal('METHOD_NOT_ALLOWED', 'PATCH is not declared for /v1/books. Declared: GET, HEAD, OPTIONS, POST.'),
    ],
    [
      'broken percent-encoding',
      () => ask(server, '/v1/books/%zz'),
      400,
      refusal('MALFORMED_REQUEST', 'The path is not valid percent-encoded UTF-8.'),
    ],
    [
      'NUL in the path',
      () => ask(server, '/v1/books/%00'),
      400,
      refusal('MALFORMED_REQUEST', 'The path must not contain the NUL character.'),
    ],
    [
      'a path parameter of the wrong type',
      () => ask(server, '/v1/books/one', { method: 'DELETE' }),
      400,
      invalid({ field: 'path.bookId', message: 'must be an integer' }),
    ],
    [
      'infinity for a number',
      () => ask(server, '/v1/books/Infinity', { method: 'DELETE' }),
      400,
      invalid({ field: 'path.bookId', message: 'must be an integer' }),
    ],
    [
      'every wrong parameter at once',
      () => ask(server, '/v1/books?limit=0&colour=red', { send: { 'x-shelf': 'top' } }),
      400,
      invalid(
        { field: 'query.colour', message: 'is not a parameter of this operation' },
        { field: 'query.limit', message: 'must be at least 1' },
        { field: 'header.x-shelf', message: 'must be an integer' },
      ),
    ],
    [
      'a value given twice',
      () => ask(server, '/v1/books?limit=1&limit=2'),
      400,
      invalid({ field: 'query.limit', message: 'is given 2 times, but takes one value' }),
    ],
    [
      'an empty value',
      () => ask(server, '/v1/books?limit='),
      400,
      invalid({ field: 'query.limit', message: 'must not be empty' }),
    ],
    [
      'a query that is not UTF-8',
      () => ask(server, '/v1/books?tag=%ff'),
      400,
      refusal('MALFORMED_REQUEST', 'The request cannot be read.', [
        { field: 'query.tag', message: 'is not valid percent-encoded UTF-8' },
      ]),
    ],
    [
      'NUL in the query',
      () => ask(server, '/v1/books?tag=%00'),
      400,
      refusal('MALFORMED_REQUEST', 'The request cannot be read.', [
        { field: 'query.tag', message: 'must not contain the NUL character' },
      ]),
    ],
    [
      'an answer in a type that is not declared',
      () => ask(server, '/v1/books', { send: { accept: 'image/png' } }),
      406,
      refusal('NOT_ACCEPTABLE', 'This operation answers in application/json, text/csv only.'),
    ],
    [
      'no body',
      () => ask(server, '/v1/books', { method: 'POST' }),
      400,
      invalid({ field: 'body', message: 'is required' }),
    ],
    [
      'every wrong field at once',
      () => post('{"title":"","pages":1.5,"colour":1,"chapters":[{},{"pages":"x"}]}'),
      400,
      invalid(
        { field: 'body.colour', message: 'is not a declared property' },
        { field: 'body.title', message: 'must have at least 1 character' },
        { field: 'body.pages', message: 'must be an integer' },
        { field: 'body.chapters.1.pages', message: 'must be an integer' },
      ),
    ],
    ['JSON that ends too early', () => post('{"title":'), 400, malformed('it ends before it is complete')],
    [
      'JSON with a stray comma',
      () => post('{"title": "a",\n}'),
      400,
      malformed('line 2, column 1 has } where a property name in double quotes is expected'),
    ],
    [
      'JSON with a stray word',
      () => post('[1, two]'),
      400,
      malformed('line 1, column 5 has two where a value is expected'),
    ],
    [
      'JSON with more after it',
      () => post('[1] {}'),
      400,
      malformed('line 1, column 5 has { where nothing more is expected'),
    ],
    ['blank JSON', () => post(' '), 400, malformed('it is empty')],
    [
      'JSON that is not UTF-8',
      () => post(Buffer.from([0x22, 0xff, 0x22])),
      400,
      refusal('MALFORMED_REQUEST', 'The request body is not valid UTF-8.'),
    ],
    [
      'a __proto__ key',
      () => post('{"title":"a","more":{"__proto__":{}}}'),
      400,
      unaccepted('body.more.__proto__', 'is a name that is not accepted'),
    ],
    [
      'a constructor with a prototype',
      () => post('{"title":"a","more":{"constructor":{"prototype":{}}}}'),
      400,
      unaccepted('body.more.constructor', 'is a name that is not accepted'),
    ],
    [
      'NUL in the body',
      () => post(String.raw`{"title":"\u0000"}`),
      400,
      unaccepted('body.title', 'must not contain the NUL character'),
    ],
    [
      'half a surrogate pair',
      () => post(String.raw`{"title":"\ud800"}`),
      400,
      unaccepted('body.title', 'must be well-formed Unicode'),
    ],
    [
      'deep nesting',
      () => post(`{"title":"a","more":${'['.repeat(64)}${']'.repeat(64)}}`),
      400,
      unaccepted(`body.more${'.0'.repeat(63)}`, 'is nested deeper than 64 levels'),
    ],
    [
      'a media type that is not declared',
      () => post('<a/>', { 'content-type': 'application/xml' }),
      415,
      refusal(
        'UNSUPPORTED_MEDIA_TYPE',
        'The media type application/xml is not declared; send application/json or application/x-www-form-urlencoded.',
      ),
    ],
    [
      'another charset',
      () => post('{}', { 'content-type': 'application/json; charset=latin1' }),
      415,
      refusal('UNSUPPORTED_MEDIA_TYPE', 'The charset "latin1" is not supported; send UTF-8.'),
    ],
    [
      'an unknown content coding',
      () => post('{}', { ...JSON_TYPE, 'content-encoding': 'snappy' }),
      415,
      refusal(
        'UNSUPPORTED_MEDIA_TYPE',
        'The Content-Encoding is not supported. Send the body as it is, or with gzip, deflate or br.',
      ),
    ],
    [
      'a large body',
      () => post(`"${'a'.repeat(10_001)}"`),
      413,
      refusal('PAYLOAD_TOO_LARGE', 'The request body is larger than 10000 bytes.'),
    ],
    [
      'a body that is large once inflated',
      () => post(new Uint8Array(gzipSync('a'.repeat(1_000_000))), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
      413,
      refusal('PAYLOAD_TOO_LARGE', 'The request body is larger than this server accepts.'),
    ],
  ];
  test.each(cases)('%s', async (_name, request, status, body) => {
    expect(await request()).toEqual({ status, body, headers: {} });
    expect(server.invocations).toEqual([]);
  });
});

test('405 says what is allowed, OPTIONS too, and 415 what would be taken', async () => {
  expect((await ask(server, '/v1/books', { method: 'PUT', headers: ['allow'] })).headers).toEqual({
    allow: 'GET, HEAD, OPTIONS, POST',
  });
  expect(await ask(server, '/v1/books/1', { method: 'OPTIONS', headers: ['allow'] })).toEqual({
    status: 204,
    body: '',
    headers: { allow: 'DELETE, OPTIONS' },
  });
  expect((await ask(server, '/v1/books', { method: 'POST', body: 'a', headers: ['accept'] })).headers).toEqual({
    accept: 'application/json, application/x-www-form-urlencoded',
  });
});

test('a body announced without a type is refused', async () => {
  const answer = await sendRaw(
    server,
    'POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
  );
  expect(answer).toContain('HTTP/1.1 415 Unsupported Media Type');
  expect(server.invocations).toEqual([]);
});

test('a refused request with much of its body unread closes its connection, so that the rest is not taken for a request', async () => {
  const answer = await sendRaw(
    server,
    'PATCH /v1/books HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\nGET /v1/books HTTP/1.1\r\n',
  );
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405']);
  expect(server.invocations).toEqual([]);
});

test('a small body that is refused unread is read off, and the connection goes on to the next request', async () => {
  const body = 'DELETE /v1/books/1 HTTP/1.1\r\nHost: a\r\n\r\n';
  const next = 'GET /v1/books HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const answer = await sendRaw(
    server,
    `PATCH /v1/books HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}${next}`,
  );
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 200']);
});

describe('a body that is much too large', () => {
  const large = Buffer.alloc(10_000_000, 'a');
  const inPieces = () => ReadableStream.from(Array.from({ length: 10 }, () => large.subarray(0, 1_000_000)));

  test.each([
    ['said to be so', () => large],
    ['that does not say so', inPieces],
  ])('%s is refused where the client can read it, however long that goes on sending', async (_name, body) => {
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await fetch(`${server.origin}/v1/books`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body(),
        duplex: 'half',
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } });
    }
  });

  test('and does not end is cut off', async () => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/books HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n',
    );
    const pump = (): void => {
      while (!socket.destroyed && socket.write(large));
    };
    socket.on('drain', pump);
    socket.resume();
    pump();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.bytesWritten).toBeGreaterThan(30_000_000);
  });
});

test('a refusal keeps the security headers', async () => {
  const { headers } = await ask(server, '/v1/nothing', {
    headers: ['content-security-policy', 'x-content-type-options'],
  });
  expect(headers).toEqual({
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
});
