import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, sendRaw, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Sizes, version: 1.0.0 }
paths:
  /large: { get: { operationId: large, responses: { '200': { description: ok, content: { application/json: { schema: { type: string } } } } } } }
  /stream: { get: { operationId: stream, responses: { '200': { description: ok, content: { text/plain: { schema: { type: string } } } } } } }
  /endless: { get: { operationId: endless, responses: { '200': { description: ok, content: { text/plain: { schema: { type: string } } } } } } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT, {
    large: () => ({ status: 200, body: 'ä'.repeat(20_000) }),
    stream: () => ({ status: 200, body: Readable.from(['one', 'two', 'three']) }),
    endless: () => ({ status: 200, body: new Readable({ read() { this.push('x'.repeat(65_536)); } }) }),
  }); // prettier-ignore
});
afterAll(() => server.close());
beforeEach(() => {
  server.log.length = 0;
});

const logged = async (): Promise<Record<string, unknown>> => {
  for (let tries = 0; server.log.length === 0 && tries < 500; tries += 1)
    await new Promise((done) => setTimeout(done, 10));
  return server.log[0] ?? {};
};

test('a plain answer is as long as its body, a streamed one too', async () => {
  await ask(server, '/large', { send: { 'accept-encoding': 'identity' } });
  expect(await logged()).toMatchObject({ status: 200, bytes: 40_002 });
  server.log.length = 0;
  await ask(server, '/stream', { send: { 'accept-encoding': 'identity' } });
  expect(await logged()).toMatchObject({ status: 200, bytes: 11 });
});

test('a compressed answer is as long as what was sent', async () => {
  const request = 'GET /large HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n';
  const received = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', reject).once('close', () => {
      resolve(Buffer.concat(chunks));
    });
  });
  const chunked = received.subarray(received.indexOf('\r\n\r\n') + 4);
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = chunked.indexOf('\r\n', at);
    const size = Number.parseInt(chunked.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    parts.push(chunked.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  const body = Buffer.concat(parts);
  expect(gunzipSync(body).length).toBe(40_002);
  expect(await logged()).toMatchObject({ bytes: body.length });
});

test('HEAD and 304 have no body', async () => {
  const { headers } = await ask(server, '/large', { method: 'HEAD', headers: ['etag'] });
  expect(await logged()).toMatchObject({ method: 'HEAD', bytes: 0 });
  server.log.length = 0;
  await ask(server, '/large', { send: { 'if-none-match': headers['etag'] ?? '*' } });
  expect(await logged()).toMatchObject({ status: 304, bytes: 0 });
});

test('an aborted answer counts what had been sent', async () => {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () =>
    socket.write('GET /endless HTTP/1.1\r\nHost: a\r\n\r\n'),
  );
  let received = 0;
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > 500_000) {
        socket.destroy();
        resolve();
      }
    });
  });
  const { bytes } = await logged();
  expect(bytes).toBeGreaterThan(400_000);
});

test('an error is logged with its size', async () => {
  const raw = await sendRaw(server, 'GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const length = Buffer.byteLength(raw.slice(raw.indexOf('\r\n\r\n') + 4));
  expect(await logged()).toMatchObject({ status: 404, bytes: length });
});
