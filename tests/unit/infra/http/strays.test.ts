import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, sendRaw, serve, type TestServer } from './support.ts';

const ok = `{ '200': { description: ok } }`;
const CONTRACT = `
openapi: 3.1.0
info: { title: Strays, version: 1.0.0 }
paths:
  /notes:
    get: { operationId: list, responses: ${ok} }
    post:
      operationId: add
      requestBody: { required: true, content: { application/json: { schema: {} }, text/plain: { schema: { type: string } }, application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } } } } }
      responses: ${ok}
  /notes/{text}: { get: { operationId: read, parameters: [{ name: text, in: path, required: true, schema: { type: string } }], responses: ${ok} } }
  /pairs/{a}-{b}: { get: { operationId: pair, parameters: [{ name: a, in: path, required: true, schema: { type: string } }, { name: b, in: path, required: true, schema: { type: string } }], responses: ${ok} } }
  /files: { post: { operationId: upload, requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { f: { type: string, format: binary } } } } } }, responses: ${ok} } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});

const HOST = 'Host: a\r\nConnection: close\r\n';
const POST = `POST /notes HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;

describe('what is no request that can be served is told so, in the shape of every error', () => {
  test.each([
    ['a target that is no URL', `GET http://[/x HTTP/1.1\r\n${HOST}\r\n`, 400, 'MALFORMED_REQUEST'],
    ['a target without host', `GET http:// HTTP/1.1\r\n${HOST}\r\n`, 400, 'MALFORMED_REQUEST'],
    ['a star for anything but OPTIONS', `GET * HTTP/1.1\r\n${HOST}\r\n`, 400, 'MALFORMED_REQUEST'],
    ['no Host', 'GET /notes HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['two Hosts', `GET /notes HTTP/1.1\r\nHost: b\r\n${HOST}\r\n`, 400, 'MALFORMED_REQUEST'],
    ['a method that nobody knows', `BREW /notes HTTP/1.1\r\n${HOST}\r\n`, 501, 'NOT_IMPLEMENTED'],
    ['CONNECT', `CONNECT a.test:443 HTTP/1.1\r\n${HOST}\r\n`, 501, 'NOT_IMPLEMENTED'],
    ['TRACE', `TRACE /notes HTTP/1.1\r\n${HOST}\r\n`, 405, 'METHOD_NOT_ALLOWED'],
    ['another protocol', '\x16\x03\x01\x02\r\n\r\n', 400, 'MALFORMED_REQUEST'],
    ['a folded header', `GET /notes HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
    ['a URL beyond all limits', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`, 414, 'URI_TOO_LONG'],
    ['headers beyond all limits', `GET /notes HTTP/1.1\r\n${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'], // prettier-ignore
    ['another expectation', `${POST}Content-Length: 2\r\nExpect: cake\r\n\r\n{}`, 417, 'EXPECTATION_FAILED'],
    ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400, 'MALFORMED_REQUEST'],
    ['a length and chunks', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`, 400, 'MALFORMED_REQUEST'],
    ['broken chunks', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'MALFORMED_REQUEST'],
  ])('%s', async (_what, text, status, code) => {
    const answer = await sendRaw(server, text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
    expect(head).toMatch(/^x-request-id: \S+$/im);
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code } });
    expect(server.invocations).toEqual([]);
  });
});

test.each([
  ['a whole URL', `GET http://any.test/notes?x HTTP/1.1\r\n${HOST}\r\n`, /^HTTP\/1.1 400 [^]*query.x/],
  ['a whole URL of ours', `GET http://any.test/_system/livez HTTP/1.1\r\n${HOST}\r\n`, /^HTTP\/1.1 200 /],
  ['HTTP/1.0, which knows no Host', 'GET /notes HTTP/1.0\r\n\r\n', /^HTTP\/1.1 200 /],
])('%s is understood', async (_what, text, answer) => {
  expect(await sendRaw(server, text)).toMatch(answer);
});

test('requests sent ahead are answered in order', async () => {
  const next = 'GET /notes HTTP/1.1\r\nHost: a\r\n\r\n';
  const answer = await sendRaw(server, `${next}${next.replace('/notes', '/none')}GET /notes HTTP/1.1\r\n${HOST}\r\n`);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
});

test('a body is asked for only of who is let in', async () => {
  const expecting = 'Content-Length: 2\r\nExpect: 100-continue\r\n\r\n';
  expect(await sendRaw(server, `${POST}${expecting}{}`)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
  const refused = await sendRaw(server, `POST /notes HTTP/1.1\r\n${HOST}Content-Type: image/png\r\n${expecting}`);
  expect(refused).toMatch(/^HTTP\/1.1 415 /);
});

test('a path parameter may be as long as the contract lets it', async () => {
  expect((await ask(server, `/notes/${'a'.repeat(10_000)}`)).status).toBe(200);
  const started = performance.now();
  expect((await ask(server, `/pairs/${'-'.repeat(12_000)}/`)).status).toBe(404);
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('a body that cannot be read is refused', () => {
  const part = (head: string) => `--x\r\n${head}\r\n\r\nabc\r\n--x--\r\n`;
  const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };
  test.each([
    ['without boundary', part('Content-Disposition: form-data; name="a"'), { 'content-type': 'multipart/form-data' }],
    ['that ends too early', part('Content-Disposition: form-data; name="a"').slice(0, -9), MULTIPART],
    ['with a part without name', part('a'), MULTIPART],
    ['that is none', 'a', MULTIPART],
  ])('an upload %s', async (_what, body, send) => {
    expect(await ask(server, '/files', { method: 'POST', body, send })).toMatchObject({
      status: 400,
      body: { error: { code: 'MALFORMED_REQUEST', message: expect.stringMatching(/^The multipart body cannot/) } },
    });
    expect(server.invocations).toEqual([]);
  });

  test.each([
    ['a compressed upload', '/files', gzipSync('a'), { ...MULTIPART, 'content-encoding': 'gzip' }, 415],
    ['text in another charset', '/notes', Buffer.from('gr\xfc\xdfe', 'latin1'), { 'content-type': 'text/plain; charset=latin1' }, 415], // prettier-ignore
    ['text with NUL', '/notes', Buffer.from('a\0b'), { 'content-type': 'text/plain' }, 400],
    ['a form that says one thing twice', '/notes', Buffer.from('a=1&a=2'), { 'content-type': 'application/x-www-form-urlencoded' }, 400], // prettier-ignore
  ])('%s', async (_what, path, body, send: Record<string, string>, status) => {
    expect((await ask(server, path, { method: 'POST', body: new Uint8Array(body), send })).status).toBe(status);
    expect(server.invocations).toEqual([]);
  });
});

test.each(['', '*'])('Accept "%s" takes anything', async (accept) => {
  expect((await ask(server, '/notes', { send: { accept } })).status).toBe(200);
});
