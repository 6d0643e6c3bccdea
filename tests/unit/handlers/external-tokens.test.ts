import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { callWith, createProject, dataOf, startDesk, type Call, type Desk } from '../support/desk.ts';

const EVERYTHING = 'openid account desk:read desk:write administrator';
const AWAY = 'http://127.0.0.1:9';

let desk: Desk;
let issuer: Server;
/** Calls with a token of the issuer. */
let callAs: (claims: object) => Promise<Call>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
  issuer = createServer(({ url }, response) => {
    const answer = url === '/jwks' ? { keys: [key] } : { issuer: address, jwks_uri: `${address}/jwks` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  const address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  callAs = async (claims) => {
    const token = await new SignJWT({ iss: address, aud: 'urn:desk', scope: EVERYTHING, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setExpirationTime('1h')
      .sign(privateKey);
    return callWith(desk.call, { Authorization: `Bearer ${token}` });
  };
  desk = await startDesk({ OIDC_ISSUERS: `${address}=urn:desk,${AWAY}=urn:desk` });
  const first = await callAs({ sub: 'first' });
  expect((await first('GET', '/users')).status).toBe(200);
});

afterAll(async () => {
  await desk.close();
  issuer.closeAllConnections();
  issuer.close();
});

test.each([
  ['openid', { read: 403, write: 403, key: 403 }],
  ['account', { read: 403, write: 403, key: 422 }],
  ['desk:read', { read: 200, write: 403, key: 403 }],
  ['account desk:read desk:write', { read: 200, write: 201, key: 201 }],
])('a token for %s may do what it says, and no more', async (scope, { read, write, key }) => {
  const iat = Math.floor(Date.now() / 1000);
  const call = await callAs({ sub: 'scoped', scope, email: 'scoped@example.org', email_verified: true, iat });
  const project = { key: 'SCOPED', name: 'Scoped' };
  expect([
    (await call('GET', '/projects')).status,
    (await call('POST', '/projects', project)).status,
    (await call('POST', '/api-keys', { name: 'Key', scopes: ['desk:read'] })).status,
  ]).toEqual([read, write, key]);
});

test('an address that the issuer has not verified is worth nothing, until it has', async () => {
  const claims = { sub: 'claiming', email: 'claimed@example.org' };
  const call = await callAs({ ...claims, email_verified: false });
  expect(await call('GET', '/projects')).toMatchObject({
    status: 403,
    body: { error: { code: 'EMAIL_NOT_VERIFIED' } },
  });
  expect(dataOf(await call('GET', '/users/me'))).toMatchObject({ isEmailVerified: false });
  expect(dataOf(await call('GET', '/users/me'))['email']).not.toBe(claims.email);
  const verified = await callAs({ ...claims, email_verified: true });
  expect((await verified('GET', '/projects')).status).toBe(200);
  expect(dataOf(await verified('GET', '/users/me'))).toMatchObject({ email: claims.email, isEmailVerified: true });
});

test('a login at the issuer that is too long ago erases no account', async () => {
  const now = Math.floor(Date.now() / 1000);
  const call = await callAs({ sub: 'stale', iat: now, auth_time: now - 3600 });
  expect(await call('DELETE', '/users/me')).toMatchObject({
    status: 401,
    body: { error: { code: 'REAUTHENTICATION_REQUIRED' } },
  });
});

test('a token says no more than its account may', async () => {
  const call = await callAs({ sub: 'second' });
  expect((await call('GET', '/users/me')).status).toBe(200);
  expect((await call('GET', '/users')).status).toBe(403);
});

test.each([['a\u0000b'], ['x'.repeat(5000)], ['x'.repeat(256)], [''], ['gr\u00fc\u00df']])(
  'a subject such as %j is refused',
  async (sub) => {
    const call = await callAs({ sub });
    expect(await call('GET', '/users/me')).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } });
  },
);

test('an issuer that cannot be asked is told as one', async () => {
  const reply = await (await callAs({ iss: AWAY, sub: 'away' }))('GET', '/users/me');
  expect(reply).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
  expect(reply.headers.get('Retry-After')).toBe('5');
});

test('who was erased is not brought back by a token from before; a later login makes a new account', async () => {
  const now = Math.floor(Date.now() / 1000);
  const person = { sub: 'erased', name: 'Erin', email: 'erin@example.org', email_verified: true };
  const [call, undated] = [await callAs({ ...person, iat: now - 1 }), await callAs(person)];
  const { id } = dataOf(await call('GET', '/users/me'));
  const other = { sub: 'other', email: 'other@example.org', email_verified: true };
  await createProject({ call: await callAs(other) }, 'OTHER');
  expect((await call('DELETE', '/users/me')).status).toBe(204);
  expect([(await call('GET', '/users/me')).status, (await undated('GET', '/users/me')).status]).toEqual([401, 401]);
  const later = await (await callAs({ ...person, iat: now + 600 }))('GET', '/users/me');
  expect(later).toMatchObject({ status: 200, body: { data: { name: 'Erin', email: 'erin@example.org' } } });
  expect(dataOf(later).id).not.toBe(id);
});
