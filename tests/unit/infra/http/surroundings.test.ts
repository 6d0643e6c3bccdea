import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { drain } from '../../../../src/infra/http/server.ts';
import { ask, refusal, sendRaw, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Surroundings, version: 2.0.0, x-texts: ['2026-11-20', '2026-11-20T11:00:00Z', 'no', 'on', '12:30:45', '1_000'] }
servers: [{ url: /api }, { url: / }]
paths:
  /livez: { get: { operationId: ownLiveness, responses: { '200': { description: ok, content: { application/json: { schema: {} } } } } } }
  /slow: { get: { operationId: slow, responses: { '200': { description: ok, content: { application/json: { schema: {} } } } } } }
  /large: { get: { operationId: large, responses: { '200': { description: ok, content: { application/json: { schema: {} } } } } } }
`;

let isReady = true;
let server: TestServer;
beforeAll(async () => {
  const readiness = () =>
    Promise.resolve(
      isReady ? ({ isReady } as const) : ({ isReady: false, reason: 'The database does not answer.' } as const),
    );
  const answers = {
    ownLiveness: () => ({ status: 200, body: 'mine' }),
    large: () => ({ status: 200, body: 'a'.repeat(5000) }),
  };
  server = await serve(CONTRACT, answers, { readiness, corsOrigins: ['https://app.test'] });
});
afterAll(() => server.close());

test("the contract's own path wins over a short one, and the reserved one is always there", async () => {
  expect((await ask(server, '/livez')).body).toBe('mine');
  expect((await ask(server, '/_system/livez')).body).toEqual({ status: 'live' });
});

test('readiness follows the database, there and back', async () => {
  expect(await ask(server, '/readyz')).toEqual({ status: 200, body: { status: 'ready' }, headers: {} });
  isReady = false;
  const body = { status: 'unavailable', reason: 'The database does not answer.' };
  expect(await ask(server, '/_system/readyz')).toEqual({ status: 503, body, headers: {} });
  isReady = true;
  expect((await ask(server, '/readyz')).status).toBe(200);
});

test('liveness fails while a database connection makes no progress', async () => {
  let isStalled = false;
  const other = await serve(CONTRACT, {}, { isStalled: () => isStalled });
  const live = { status: 200, body: { status: 'live' }, headers: {} };
  expect(await ask(other, '/_system/livez')).toEqual(live);
  isStalled = true;
  const body = { status: 'stalled', reason: 'A database connection makes no progress.' };
  expect(await ask(other, '/_system/livez')).toEqual({ status: 503, body, headers: {} });
  isStalled = false;
  expect(await ask(other, '/_system/livez')).toEqual(live);
  await other.close();
});

test('the contract is served as JSON and as YAML, the same to readers of YAML 1.1', async () => {
  const json = (await ask(server, '/openapi.json')).body;
  expect(json).toMatchObject({ info: { title: 'Surroundings', version: '2.0.0' } });
  const yaml = String((await ask(server, '/openapi.yaml')).body);
  expect([parse(yaml), parse(yaml, { version: '1.1' })]).toEqual([json, json]);
});

test('the documentation comes from this server alone, under a policy that allows nothing else', async () => {
  const page = await ask(server, '/docs', { headers: ['content-security-policy'] });
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /);
  const urls = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
  expect(urls.filter((url) => !url.startsWith('/_system/docs/'))).toEqual([]);
  const statuses = await Promise.all(urls.map(async (url) => (await ask(server, url)).status));
  expect(statuses).toEqual([200, 200, 200, 200]);
});

test('a page is only read', async () => {
  expect(await ask(server, '/_system/livez', { method: 'POST', headers: ['allow'] })).toEqual({
    status: 405,
    body: refusal('METHOD_NOT_ALLOWED', 'This page is only read.'),
    headers: { allow: 'GET, HEAD' },
  });
});

test('the bare URL says where everything is', async () => {
  expect((await ask(server, '/')).body).toEqual({
    title: 'Surroundings',
    version: '2.0.0',
    basePaths: ['/api', '/'],
    documentation: '/_system/docs',
    contract: '/_system/openapi.json',
    health: ['/_system/livez', '/_system/readyz'],
  });
});

test('a sane request id is kept, another is replaced', async () => {
  const idFor = async (id: string) =>
    (await ask(server, '/livez', { send: { 'x-request-id': id }, headers: ['x-request-id'] })).headers['x-request-id'];
  expect(await idFor('abc-1')).toBe('abc-1');
  expect(await idFor('a b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('browsers may call from a configured origin, and from no other', async () => {
  const names = ['access-control-allow-origin'];
  const from = (origin: string) => ask(server, '/livez', { send: { origin }, headers: names });
  expect((await from('https://app.test')).headers).toEqual({ 'access-control-allow-origin': 'https://app.test' });
  expect((await from('https://evil.test')).headers).toEqual({ 'access-control-allow-origin': null });
  const preflight =
    'OPTIONS /slow HTTP/1.1\r\nHost: a\r\nOrigin: https://app.test\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n';
  const answer = await sendRaw(server, preflight);
  expect(answer).toMatch(/^HTTP\/1.1 204 /);
  expect(answer).toContain('Access-Control-Allow-Methods: GET,HEAD,PUT,POST,PATCH,DELETE,OPTIONS');
});

test('large answers are compressed for who takes it', async () => {
  const request = 'GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n';
  expect(await sendRaw(server, `${request}Accept-Encoding: gzip\r\n\r\n`)).toContain('Content-Encoding: gzip');
  expect(await sendRaw(server, `${request}\r\n`)).not.toContain('Content-Encoding');
});

test('one line a request is logged, with what it was and how long it took', async () => {
  await ask(server, '/api/livez?x=1');
  await ask(server, '/api/livez');
  expect(server.log.at(-1)).toEqual({
    timestamp: expect.any(String) as unknown,
    level: 'info',
    message: 'request',
    requestId: 'test',
    method: 'GET',
    path: '/api/livez',
    route: '/livez',
    operationId: 'ownLiveness',
    status: 200,
    durationMs: expect.any(Number) as unknown,
    bytes: 6,
  });
});

test('a stop waits for the request in flight, and lets nobody else in', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const stopping = await serve(CONTRACT, { slow: async () => (await held, { status: 200, body: 'done' }) });
  const inFlight = ask(stopping, '/slow');
  while (stopping.invocations.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const drained = drain(stopping.http, 5000);
  await expect(ask(stopping, '/livez')).rejects.toThrow('fetch failed');
  release();
  expect(await inFlight).toEqual({ status: 200, body: 'done', headers: {} });
  expect(await drained).toBe(true);
});

test('a stop does not wait forever', async () => {
  const stuck = await serve(CONTRACT, { slow: () => new Promise<never>(() => {}) });
  const inFlight = ask(stuck, '/slow').catch(() => 'cut');
  while (stuck.invocations.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await drain(stuck.http, 50)).toBe(false);
  expect(await inFlight).toBe('cut');
});

test('a client that sends slowly holds up nobody', async () => {
  const { hostname, port } = new URL(server.origin);
  const slow = connect(Number(port), hostname);
  slow.write('GET /livez HTTP/1.1\r\nHost:');
  expect((await ask(server, '/livez')).status).toBe(200);
  slow.destroy();
});

test('headers beyond the limit are refused before anything is read of them', async () => {
  expect(await sendRaw(server, `GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431 /,
  );
});
