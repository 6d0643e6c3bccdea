import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildApp, type App } from '../../src/app.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { developmentCredentials } from '../../src/infra/auth/known-credentials.ts';
import { digest } from '../../src/infra/auth/opaque-token.ts';
import { listen } from '../../src/infra/http/server.ts';
import { createLogger } from '../../src/infra/telemetry/logger.ts';

const SCHEMES = ['bearer', 'basic', 'headerKey', 'queryKey', 'cookieKey', 'oauth', 'openId', 'certificate'];
const operation = (scheme: string) => `
  /${scheme}:
    get: { operationId: ${scheme}, security: [{ ${scheme}: [] }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }`;
const CONTRACT = `
openapi: 3.1.0
info: { title: Every scheme, version: 1.0.0 }
paths:${SCHEMES.map(operation).join('')}
  /write:
    get: { operationId: write, security: [{ oauth: [write] }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: basic }
    headerKey: { type: apiKey, in: header, name: X-Key }
    queryKey: { type: apiKey, in: query, name: api_key }
    cookieKey: { type: apiKey, in: cookie, name: sid }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: Read, write: Write } } } }
    openId: { type: openIdConnect, openIdConnectUrl: https://id.example.org/.well-known/openid-configuration }
    certificate: { type: mutualTLS }
`;
const logger = createLogger({ level: 'error', format: 'json' });

let folder: string;
let file: string;
let app: App | undefined;
let origin: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-access-'));
  file = join(folder, 'api.yaml');
  await writeFile(file, CONTRACT);
});
afterEach(async () => {
  await app?.close();
  app = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

function configure(argv: readonly string[], environment: Record<string, string> = {}): Config {
  const config = readConfig(argv, environment);
  if (config === 'help') throw new Error('Help was asked for');
  return config;
}

async function start(environment: Record<string, string> = {}, ...argv: string[]): Promise<App> {
  app = await buildApp(configure([file, '--memory', ...argv], environment), logger);
  origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  return app;
}

interface Sent {
  in: 'header' | 'query' | 'cookie';
  name: string;
  value: string;
}

async function statusOf(path: string, sent?: Sent): Promise<number> {
  const query = sent?.in === 'query' ? `?${sent.name}=${sent.value}` : '';
  const headers: Record<string, string> =
    sent?.in === 'header'
      ? { [sent.name]: sent.value }
      : sent?.in === 'cookie'
        ? { cookie: `${sent.name}=${sent.value}` }
        : {};
  return (await fetch(`${origin}/${path}${query}`, { headers })).status;
}

const bearer = (token: string): Sent => ({ in: 'header', name: 'authorization', value: `Bearer ${token}` });

test.each([
  ['nothing configured', {}],
  ['a secret', { DEVELOPMENT_SECRET: 'a secret that is long enough' }],
])('development with %s lets in by each scheme what it shows, and nothing else', async (_what, environment) => {
  const { development } = await start(environment);
  expect(development.map(({ scheme }) => scheme)).toEqual(SCHEMES.filter((scheme) => scheme !== 'certificate'));
  const found: Record<string, number[]> = {};
  for (const standIn of development) {
    const wrong = {
      ...standIn,
      value: standIn.name === 'Authorization' ? `${standIn.value.split(' ')[0] ?? ''} eDp5` : 'x',
    };
    found[standIn.scheme] = [
      await statusOf(standIn.scheme, standIn),
      await statusOf(standIn.scheme, wrong),
      await statusOf(standIn.scheme),
    ];
  }
  expect(found).toEqual(Object.fromEntries(development.map(({ scheme }) => [scheme, [200, 401, 401]])));
  expect(await statusOf('certificate')).toBe(401);
});

test('who is refused in development is told that start-up printed a credential, where it did', async () => {
  await start();
  const told = async (path: string) => {
    const response = await fetch(`${origin}/${path}`, { headers: { authorization: 'Bearer wrong' } });
    const { error } = (await response.json()) as { error: { message: string } };
    return [response.status, response.headers.get('www-authenticate'), error.message];
  };
  const message = 'This operation needs a credential, and the request has none that it takes.';
  expect(await told('bearer')).toEqual([
    401,
    'Bearer realm="bearer", error="invalid_token"',
    `${message} In development, start-up printed one that works.`,
  ]);
  expect(await told('certificate')).toEqual([401, 'MutualTLS realm="certificate"', message]);
});

test('what was printed works after the next start on the same folder, and never in production', async () => {
  const data = join(folder, 'data');
  const CREDENTIALS_FILE = join(folder, 'none.json');
  await writeFile(CREDENTIALS_FILE, '{}');
  const shownBy = async (...argv: string[]) => {
    app = await buildApp(configure([file, '--data', data, ...argv], { CREDENTIALS_FILE }), logger);
    origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
    return app.development;
  };
  const first = await shownBy();
  await app?.close();
  expect(await shownBy()).toEqual(first);
  expect((await stat(join(data, 'development-secret'))).mode & 0o777).toBe(0o600);
  await app?.close();
  expect(await shownBy('--production')).toEqual([]);
  const statuses = await Promise.all(first.map((standIn) => statusOf(standIn.scheme, standIn)));
  expect(statuses).toEqual(first.map(() => 401));
});

describe('production', () => {
  test('does not start where no credential could be right', async () => {
    await expect(start({}, '--production')).rejects.toThrow(
      /^9 operations need a credential \(bearer, .*CREDENTIALS_FILE/,
    );
  });

  test('knows no stand-in, whatever secret it is given', async () => {
    const DEVELOPMENT_SECRET = 'a secret that is long enough';
    const CREDENTIALS_FILE = join(folder, 'nobody.json');
    await writeFile(CREDENTIALS_FILE, '{}');
    const { contract, development } = await start({ DEVELOPMENT_SECRET, CREDENTIALS_FILE }, '--production');
    expect(development).toEqual([]);
    const { shown } = developmentCredentials(contract, DEVELOPMENT_SECRET);
    const statuses = await Promise.all(shown.map((standIn) => statusOf(standIn.scheme, standIn)));
    expect(statuses).toEqual(shown.map(() => 401));
  });

  test('lets in what was configured, as far as its scopes go', async () => {
    const CREDENTIALS_FILE = join(folder, 'credentials.json');
    const credential = { subject: 'shop', sha256: digest('let-me-in'), scopes: ['read'] };
    await writeFile(CREDENTIALS_FILE, JSON.stringify({ oauth: [credential], queryKey: [credential] }));
    await start({ CREDENTIALS_FILE }, '--production');
    expect({
      token: await statusOf('oauth', bearer('let-me-in')),
      key: await statusOf('queryKey', { in: 'query', name: 'api_key', value: 'let-me-in' }),
      'with too few scopes': await statusOf('write', bearer('let-me-in')),
      'at another scheme': await statusOf('bearer', bearer('let-me-in')),
      'the digest itself': await statusOf('oauth', bearer(credential.sha256)),
    }).toEqual({
      token: 501,
      key: 501,
      'with too few scopes': 403,
      'at another scheme': 401,
      'the digest itself': 401,
    });
  });

  test('lets in tokens of a configured issuer, meant for the configured audience', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const issuer = createServer((request, response) => {
      const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
      const isKeys = request.url === '/keys';
      const keys = async () => ({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' }] });
      void (isKeys ? keys() : Promise.resolve({ issuer: url, jwks_uri: `${url}/keys` })).then((body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    const token = (claims: object, audience = 'shop') =>
      new SignJWT({ scope: 'read', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject('ada')
        .setExpirationTime('1 minute')
        .sign(privateKey);
    await start({ OIDC_ISSUERS: `${url}=shop` }, '--production');
    expect({
      openId: await statusOf('openId', bearer(await token({}))),
      bearer: await statusOf('bearer', bearer(await token({}))),
      'with the scope': await statusOf('write', bearer(await token({ scope: 'read write' }))),
      'without the scope': await statusOf('write', bearer(await token({}))),
      'for another audience': await statusOf('openId', bearer(await token({}, 'desk'))),
    }).toEqual({
      openId: 501,
      bearer: 501,
      'with the scope': 501,
      'without the scope': 403,
      'for another audience': 401,
    });
    issuer.close();
  });
});

test.each([
  ['is not there', undefined, 'which cannot be read'],
  ['is no JSON', 'nonsense', 'is not JSON'],
  ['names a scheme that there is not', '{ "other": [] }', 'names the security scheme other'],
])('a file of credentials that %s stops the start', async (_what, text, message) => {
  const CREDENTIALS_FILE = join(folder, 'wrong.json');
  await rm(CREDENTIALS_FILE, { force: true });
  if (text !== undefined) await writeFile(CREDENTIALS_FILE, text);
  await expect(start({ CREDENTIALS_FILE })).rejects.toThrow(message);
});

test('a limit that is not understood stops the start', async () => {
  const wrong = join(folder, 'limit.yaml');
  await writeFile(wrong, CONTRACT.replace('operationId: write,', 'operationId: write, x-rate-limit: often,'));
  await expect(buildApp(configure([wrong, '--memory']), logger)).rejects.toThrow(
    'x-rate-limit of write is not understood',
  );
});

test('the desk does not start on PostgreSQL without a master key, and says how to make one', async () => {
  const config = configure([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
  await expect(buildApp(config, logger)).rejects.toThrow(
    /MASTER_KEY is not set.*\nMake one with: {2}openssl rand -base64 32/,
  );
});

test('limits are as many times what is declared as the configuration says', async () => {
  const limited = join(folder, 'limited.yaml');
  await writeFile(
    limited,
    CONTRACT.replace('operationId: write,', 'operationId: write, x-rate-limit: { requests: 2, window: 60 },'),
  );
  app = await buildApp(configure([limited, '--memory'], { RATE_LIMIT_FACTOR: '1000' }), logger);
  const answer = await fetch(`http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}/write`);
  expect([answer.status, answer.headers.get('ratelimit-policy')]).toEqual([401, '"write";q=2000;w=60']);
});
