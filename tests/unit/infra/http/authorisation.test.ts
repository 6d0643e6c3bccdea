import { afterEach, describe, expect, test } from '@jest/globals';
import type { Authenticator } from '../../../../src/infra/auth/authenticate.ts';
import { InsufficientScopeError } from '../../../../src/infra/auth/checked-authenticators.ts';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';
import type { Principal } from '../../../../src/infra/auth/principal.ts';
import { ask, refusal, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Gate, version: 1.0.0 }
paths:
  /either:
    get: { operationId: either, security: [{ token: [write] }, { key: [] }], responses: { '200': { description: ok } } }
  /both:
    get: { operationId: both, security: [{ token: [read], key: [] }], responses: { '200': { description: ok } } }
  /narrow-or-both:
    get: { operationId: narrowOrBoth, security: [{ token: [write], key: [] }, { token: [read] }], responses: { '200': { description: ok } } }
  /optional:
    get: { operationId: optional, security: [{ token: [read] }, {}], responses: { '200': { description: ok } } }
  /cart:
    get: { operationId: readCart, security: [{ session: [] }], responses: { '200': { description: ok } } }
    post: { operationId: changeCart, security: [{ session: [] }, { token: [read] }], responses: { '200': { description: ok } } }
  /by-caller:
    get: { operationId: byCaller, x-rate-limit: { requests: 2, window: 60 }, security: [{ token: [read] }], responses: { '200': { description: ok } } }
  /by-key:
    get: { operationId: byKey, x-rate-limit: { requests: 1, window: 60, by: key }, security: [{ key: [] }], responses: { '200': { description: ok } } }
  /by-address:
    get:
      operationId: byAddress
      x-rate-limit: [{ requests: 1, window: 60, by: address }, { requests: 5, window: 3600, by: principal }]
      responses: { '200': { description: ok } }
  /general:
    get: { operationId: general, responses: { '200': { description: ok }, '429': { description: too many } } }
components:
  securitySchemes:
    token: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: Read, write: Write } } } }
    key: { type: apiKey, in: header, name: X-Key }
    session: { type: apiKey, in: cookie, name: sid }
`;

const TOKEN = { authorization: 'Bearer t' };
const KEY = { 'x-key': 't' };

let server: TestServer;
afterEach(() => server.close());

/** Authenticators by scheme, in place of those that check configured credentials. */
const authenticators = (given: Record<string, Authenticator>) => ({ authenticators: new Map(Object.entries(given)) });
const known = (principal: Omit<Principal, 'scheme'>, scheme: string): Authenticator => {
  return () => Promise.resolve({ ...principal, scheme });
};
const nobody: Authenticator = () => Promise.resolve(undefined);
const away: Authenticator = () => Promise.reject(new DatabaseUnavailableError('away'));

describe('of alternatives', () => {
  test('one that lacks a scope is a 403, whatever is wrong with the others', async () => {
    server = await serve(CONTRACT);
    expect(await ask(server, '/either', { send: TOKEN, headers: ['www-authenticate'] })).toEqual({
      status: 403,
      body: refusal('FORBIDDEN', 'The credential lacks a scope that this operation needs.'),
      headers: { 'www-authenticate': 'Bearer realm="token", scope="write", error="insufficient_scope"' },
    });
    expect(server.invocations).toEqual([]);
  });

  test('one that is satisfied is enough', async () => {
    server = await serve(CONTRACT);
    expect((await ask(server, '/either', { send: { ...TOKEN, ...KEY } })).status).toBe(200);
    expect(server.invocations.map(({ principal }) => principal?.scheme)).toEqual(['key']);
  });

  test('one with other scopes does not count for another', async () => {
    server = await serve(CONTRACT);
    expect((await ask(server, '/narrow-or-both', { send: { ...TOKEN, ...KEY } })).status).toBe(200);
    expect(server.invocations.map(({ principal }) => principal)).toEqual([
      { scheme: 'token', subject: 'tester', scopes: ['read'] },
    ]);
  });

  test('a token that is not taken is called invalid', async () => {
    server = await serve(CONTRACT);
    const send = { authorization: 'Bearer expired' };
    expect(await ask(server, '/both', { send, headers: ['www-authenticate'] })).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate':
          'Bearer realm="token", scope="read", error="invalid_token", ApiKey realm="key", in="header", name="X-Key"',
      },
    });
  });
});

describe('a credential that cannot be checked', () => {
  test.each([
    ['/either', 503],
    ['/both', 503],
    ['/optional', 503],
  ])('on %s is our fault and not the caller’s', async (path, status) => {
    server = await serve(CONTRACT, {}, authenticators({ token: away, key: nobody, session: nobody }));
    expect(await ask(server, path, { send: { ...TOKEN, ...KEY } })).toMatchObject({
      status,
      body: refusal('UNAVAILABLE', 'The database cannot be reached just now. Try again shortly.'),
    });
    expect(server.invocations).toEqual([]);
  });

  test('keeps nobody out who gets in by another alternative', async () => {
    const key = known({ subject: 'shop', scopes: [] }, 'key');
    server = await serve(CONTRACT, {}, authenticators({ token: away, key, session: nobody }));
    expect((await ask(server, '/either', { send: { ...TOKEN, ...KEY } })).status).toBe(200);
  });
});

describe('joined schemes', () => {
  const ada = { subject: 'ada', account: 'ada', session: 's1', scopes: ['read'] };
  const principals = async (key: Authenticator) => {
    server = await serve(CONTRACT, {}, authenticators({ token: known(ada, 'token'), key, session: nobody }));
    await ask(server, '/both', { send: { ...TOKEN, ...KEY } });
    return server.invocations.map(({ principal }) => principal);
  };

  test('make one caller who may what both may', async () => {
    expect(await principals(known({ subject: 'app', key: 'k1', scopes: ['use'] }, 'key'))).toEqual([
      { ...ada, key: 'k1', scheme: 'token', scopes: ['read', 'use'] },
    ]);
  });

  test('lend nothing of another account', async () => {
    const bob = { subject: 'bob', account: 'bob', key: 'k1', scopes: ['administrator'] };
    expect(await principals(known(bob, 'key'))).toEqual([{ ...ada, scheme: 'token' }]);
  });

  test('are a 401 while one is missing, also where another lacks a scope', async () => {
    const lacking: Authenticator = (_sent, scopes) => Promise.reject(new InsufficientScopeError(scopes));
    server = await serve(CONTRACT, {}, authenticators({ token: lacking, key: nobody, session: nobody }));
    expect((await ask(server, '/both', { send: { ...TOKEN, ...KEY } })).status).toBe(401);
  });
});

describe('a cookie is authority', () => {
  test.each([
    ['from a program', 'POST', {}, 200],
    ['from a page of this origin', 'POST', { 'sec-fetch-site': 'same-origin' }, 200],
    ['from the address bar', 'POST', { 'sec-fetch-site': 'none' }, 200],
    ['from a page of another origin', 'POST', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a page of a sibling domain', 'POST', { 'sec-fetch-site': 'same-site' }, 403],
    ['from a trusted origin', 'POST', { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' }, 200],
    ['from an older browser elsewhere', 'POST', { origin: 'https://evil.example' }, 403],
    ['from a hidden origin', 'POST', { origin: 'null' }, 403],
    ['for reading only, from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }, 200],
  ])('%s', async (_from, method, send, status) => {
    server = await serve(CONTRACT, {}, { corsOrigins: ['https://app.example'] });
    expect((await ask(server, '/cart', { method, send: { cookie: 'sid=t', ...send } })).status).toBe(status);
    expect(server.invocations.length).toBe(status === 200 ? 1 : 0);
  });

  test('of an older browser on a page of this origin', async () => {
    server = await serve(CONTRACT);
    const send = { cookie: 'sid=t', origin: server.origin };
    expect((await ask(server, '/cart', { method: 'POST', send })).status).toBe(200);
  });

  test('beside a token that a program added, it is not what lets the request in', async () => {
    server = await serve(CONTRACT);
    const send = { ...TOKEN, cookie: 'sid=t', 'sec-fetch-site': 'cross-site' };
    expect((await ask(server, '/cart', { method: 'POST', send })).status).toBe(200);
    expect(server.invocations.map(({ principal }) => principal?.scheme)).toEqual(['token']);
  });

  test('and a token is none that a browser adds by itself', async () => {
    server = await serve(CONTRACT);
    const send = { ...TOKEN, 'sec-fetch-site': 'cross-site' };
    expect((await ask(server, '/cart', { method: 'POST', send })).status).toBe(200);
  });

  test.each([
    [['https://app.example'], 'https://app.example', 'true'],
    [['*'], '*', null],
  ])('that pages of %j may send: allowed for %s, credentials %s', async (corsOrigins, allowed, credentials) => {
    server = await serve(CONTRACT, {}, { corsOrigins });
    const headers = ['access-control-allow-origin', 'access-control-allow-credentials'];
    expect((await ask(server, '/cart', { send: { origin: 'https://app.example' }, headers })).headers).toEqual({
      'access-control-allow-origin': allowed,
      'access-control-allow-credentials': credentials,
    });
  });
});

describe('a limit', () => {
  const headers = ['ratelimit', 'ratelimit-policy', 'retry-after'];

  test('by caller says in every answer how the caller stands, and refuses the one too many', async () => {
    server = await serve(CONTRACT);
    const answers = [];
    for (let request = 0; request < 3; request += 1) {
      answers.push(await ask(server, '/by-caller', { send: TOKEN, headers }));
    }
    expect(answers).toEqual([
      expect.objectContaining({
        status: 200,
        headers: { ratelimit: '"byCaller";r=1;t=60', 'ratelimit-policy': '"byCaller";q=2;w=60', 'retry-after': null },
      }),
      expect.objectContaining({ status: 200 }),
      {
        status: 429,
        body: refusal('RATE_LIMITED', 'Too many requests. Try again in 60 seconds.'),
        headers: { ratelimit: '"byCaller";r=0;t=60', 'ratelimit-policy': '"byCaller";q=2;w=60', 'retry-after': '60' },
      },
    ]);
    expect(server.invocations.length).toBe(2);
  });

  test('by caller counts those who are refused by their address, apart from those who are known', async () => {
    server = await serve(CONTRACT);
    const statuses = [];
    for (const send of [{}, { authorization: 'Bearer guess' }, { authorization: 'Bearer again' }, TOKEN]) {
      statuses.push((await ask(server, '/by-caller', { send })).status);
    }
    expect(statuses).toEqual([401, 401, 429, 200]);
  });

  test('by key counts each key', async () => {
    const key: Authenticator = ({ headers: { 'x-key': sent } }) =>
      Promise.resolve({ scheme: 'key', subject: 'ada', key: String(sent), scopes: [] });
    server = await serve(CONTRACT, {}, authenticators({ token: nobody, key, session: nobody }));
    const statuses = [];
    for (const sent of ['one', 'two', 'one'])
      statuses.push((await ask(server, '/by-key', { send: { 'x-key': sent } })).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('by address comes before everything else, and stands beside another', async () => {
    server = await serve(CONTRACT);
    expect((await ask(server, '/by-address', { headers })).headers).toEqual({
      ratelimit: '"byAddress-1";r=0;t=60, "byAddress-2";r=4;t=3600',
      'ratelimit-policy': '"byAddress-1";q=1;w=60, "byAddress-2";q=5;w=3600',
      'retry-after': null,
    });
    expect(
      await ask(server, '/by-address', { send: { accept: 'nothing/known' }, headers: ['ratelimit'] }),
    ).toMatchObject({
      status: 429,
      headers: { ratelimit: '"byAddress-1";r=0;t=60' },
    });
  });

  test('by address believes X-Forwarded-For only of a trusted proxy', async () => {
    const statuses = async (trustedProxies: number) => {
      server = await serve(CONTRACT, {}, { trustedProxies });
      const of = async (address: string) =>
        (await ask(server, '/by-address', { send: { 'x-forwarded-for': address } })).status;
      const found = [await of('192.0.2.1'), await of('192.0.2.2')];
      await server.close();
      return found;
    };
    expect([await statuses(0), await statuses(1)]).toEqual([
      [200, 429],
      [200, 200],
    ]);
    server = await serve(CONTRACT);
  });

  test('is the general one where a 429 is declared and nothing else', async () => {
    server = await serve(CONTRACT);
    expect((await ask(server, '/general', { headers: ['ratelimit-policy'] })).headers).toEqual({
      'ratelimit-policy': '"general";q=600;w=60',
    });
  });
});
