import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeRequest } from '../../scripts/prove/request.ts';
import { sampleValues } from '../../scripts/prove/sample-values.ts';
import { contradictions } from '../../scripts/prove/verdict.ts';
import { buildApp, type App } from '../../src/app.ts';
import { OWN_CONTRACT, readConfig } from '../../src/config.ts';
import type { KeyRing } from '../../src/infra/auth/key-ring.ts';
import type { ContractOperation } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { listen } from '../../src/infra/http/server.ts';
import { createLogger } from '../../src/infra/telemetry/logger.ts';
import { badKeys, badTokens, type Loot } from './forged.ts';
import { openMailbox, type Mailbox } from '../unit/support/mailbox.ts';

/*
 * The matrix of operations and bad credentials, made from the contract: an operation is in it by being in the contract.
 */
const contract = await loadContract(OWN_CONTRACT);
const secured = contract.operations.filter(({ security }) => security.length > 0);
const NO_CREDENTIALS = { headers: {}, query: {}, cookies: {} };
const PASSWORD = 'seven quiet otters';

let folder: string;
let mailbox: Mailbox;
let app: App;
let origin: string;
let loot: Loot;
/** Somebody who is logged in and no administrator. */
let user: string;
/** API keys by the one scope that each has. */
let keys: Record<string, string>;
let cases = 0;

interface Sent {
  status: number;
  headers: Headers;
  text: string;
  json?: unknown;
}

/** Every request comes from another network: what is under test are credentials, not limits. */
async function send(
  method: string,
  target: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Sent> {
  cases += 1;
  const from = `2001:db8:${cases.toString(16)}::1`;
  const response = await fetch(origin + target, {
    method,
    headers: { ...headers, 'x-forwarded-for': from },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...(text !== '' && { json: JSON.parse(text) as unknown }),
  };
}

async function post<Data>(path: string, body: object, authorization?: string): Promise<Data> {
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
  const answer = await send('POST', `/v1${path}`, headers, JSON.stringify(body));
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return (answer.json as { data: Data } | undefined)?.data as Data;
}

async function logIn(email: string): Promise<{ accessToken: string; refreshToken: string }> {
  return await post('/auth/login', { email, password: PASSWORD });
}

async function createKey(authorization: string, scope: string): Promise<{ id: string; key: string }> {
  return await post('/api-keys', { name: scope, scopes: [scope] }, authorization);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-matrix-'));
  mailbox = await openMailbox();
  const config = readConfig(['--data', folder], { TRUSTED_PROXIES: '1', SMTP_URL: mailbox.url });
  if (config === 'help') throw new Error('Help was asked for');
  const stream = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  app = await buildApp(config, createLogger({ level: 'error', format: 'json', stream }));
  origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  for (const name of ['ada', 'eve'])
    await post('/auth/register', { email: `${name}@example.org`, password: PASSWORD, name });
  const { text } = JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8')) as { text: string };
  const [ada, left, eve] = [
    await logIn('ada@example.org'),
    await logIn('ada@example.org'),
    await logIn('eve@example.org'),
  ];
  const token = await mailbox.tokenTo('eve@example.org', 'plv');
  await post('/auth/email/confirm', { token }, `Bearer ${eve.accessToken}`);
  await post('/auth/logout', {}, `Bearer ${left.accessToken}`);
  const authorization = `Bearer ${ada.accessToken}`;
  const [read, write, revoked] = [
    await createKey(authorization, 'desk:read'),
    await createKey(authorization, 'desk:write'),
    await createKey(authorization, 'desk:read'),
  ];
  await send('DELETE', `/v1/api-keys/${revoked.id}`, { authorization });
  loot = {
    ring: JSON.parse(text) as KeyRing,
    ...ada,
    revokedToken: left.accessToken,
    apiKey: read.key,
    revokedKey: revoked.key,
  };
  user = eve.accessToken;
  keys = { 'desk:read': read.key, 'desk:write': write.key };
  cases = 0;
});
afterAll(async () => {
  process.stdout.write(`${secured.length} operations x bad credentials: ${cases} requests, each refused\n`);
  await app.close();
  mailbox.close();
  await rm(folder, { recursive: true });
});

/** A valid request but for the credential. */
function attempt(operation: ContractOperation, headers: Record<string, string>): Promise<Sent> {
  const values = sampleValues(contract, operation, { seed: 1 });
  const request = encodeRequest(contract, operation, values, { ...NO_CREDENTIALS, headers });
  return send(request.method, request.target, request.headers, request.body?.text);
}

/** How the service refused, in a form that is the same for every case. */
function verdict(operation: ContractOperation, sent: Sent) {
  const { code } = (sent.json as { error?: { code?: string } }).error ?? {};
  return {
    status: sent.status,
    code,
    challenged: sent.headers.get('www-authenticate') !== null,
    contradictions: contradictions(contract, operation, { ...sent, milliseconds: 0 }),
  };
}

const unauthenticated = { status: 401, code: 'UNAUTHENTICATED', challenged: true, contradictions: [] };
const forbidden = { status: 403, code: 'FORBIDDEN', challenged: true, contradictions: [] };

/** The scopes that an operation asks of a scheme; none where it does not take that scheme. */
function scopesOf({ security }: ContractOperation, scheme: string): readonly string[] {
  return security.flatMap((requirement) => requirement[scheme] ?? []);
}

async function auditedEvents(): Promise<number> {
  const { json } = await send('GET', '/v1/audit-events?limit=1', { authorization: `Bearer ${loot.accessToken}` });
  return (json as { meta: { total: number } }).meta.total;
}

describe.each(secured.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('refuses every bad credential, as documented, leaks nothing and changes nothing', async () => {
    const before = await auditedEvents();
    const tokens = Object.entries(await badTokens(loot));
    const bad: [string, Record<string, string>][] = [
      ['none', {}],
      ['an empty token', { authorization: 'Bearer' }],
      ['another scheme', { authorization: `Basic ${Buffer.from(`ada@example.org:${PASSWORD}`).toString('base64')}` }],
      ['a good token in the wrong place', { 'x-api-key': loot.accessToken }],
      ...tokens.map(([what, token]): [string, Record<string, string>] => [what, { authorization: `Bearer ${token}` }]),
      ...Object.entries(badKeys(loot)).map(([what, key]): [string, Record<string, string>] => [
        `key: ${what}`,
        { 'x-api-key': key },
      ]),
    ];
    const found: Record<string, unknown> = {};
    for (const [what, headers] of bad) {
      const sent = await attempt(operation, headers);
      found[what] = verdict(operation, sent);
      for (const secret of Object.values(headers)) if (secret.length > 20) expect(sent.text).not.toContain(secret);
    }
    expect(found).toEqual(Object.fromEntries(bad.map(([what]) => [what, unauthenticated])));
    expect(await auditedEvents()).toBe(before);
  });

  const administratorsOnly = scopesOf(operation, 'bearer').includes('administrator');
  const keyScopes = scopesOf(operation, 'apiKey');
  if (administratorsOnly) {
    test('is forbidden to whoever is no administrator', async () => {
      expect(verdict(operation, await attempt(operation, { authorization: `Bearer ${user}` }))).toEqual(forbidden);
    });
  }
  if (keyScopes.length > 0) {
    test('is forbidden to keys that were made for something else', async () => {
      const other = Object.keys(keys).find((scope) => !keyScopes.includes(scope)) ?? '';
      expect(verdict(operation, await attempt(operation, { 'x-api-key': keys[other] ?? '' }))).toEqual(forbidden);
    });
  }
});
