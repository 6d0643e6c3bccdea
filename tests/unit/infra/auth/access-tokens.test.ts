import { createHmac, createPublicKey, type webcrypto } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT, decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK } from 'jose';
import { accessTokenVerifier, type AccessTokenVerifier } from '../../../../src/infra/auth/access-token-strategy.ts';
import { issueAccessToken } from '../../../../src/infra/auth/access-tokens.ts';
import { memoryKeyRingStore, type KeyRingStore } from '../../../../src/infra/auth/key-ring-store.ts';
import { openKeys, type Keys } from '../../../../src/infra/auth/keys.ts';

const AUDIENCE = { issuer: 'https://desk.example', audience: 'desk' };
const CLAIMS = {
  accountId: '019aa1b2-7c00-7000-8000-000000000a01',
  sessionId: '019aa1b2-7c00-7000-8000-000000000b01',
};

let store: KeyRingStore;
let keys: Keys;
let verify: AccessTokenVerifier;
/** jsonwebtoken reads the machine's clock, so these tests go by it, moved by an offset for our part. */
let offset: number;
const now = () => new Date(Date.now() + offset * 1000);
const fail = (error: unknown) => {
  throw error;
};

beforeEach(async () => {
  offset = 0;
  store = memoryKeyRingStore();
  keys = await openKeys(store, now, fail);
  verify = accessTokenVerifier(keys, AUDIENCE, now);
});
afterEach(() => {
  keys.close();
});

const issue = (at = now()) => issueAccessToken(keys, AUDIENCE, CLAIMS, 'j1', at);

/** A token like ours but for some members, signed with our key unless told otherwise. */
async function forge({
  header = {},
  payload = {},
  key,
}: {
  header?: object;
  payload?: object;
  key?: webcrypto.CryptoKey;
}): Promise<string> {
  const [ours] = keys.ring().signing;
  if (ours === undefined) throw new Error('There is no key.');
  const seconds = Math.floor(Date.now() / 1000);
  const good = {
    iss: AUDIENCE.issuer,
    aud: AUDIENCE.audience,
    sub: CLAIMS.accountId,
    sid: CLAIMS.sessionId,
    iat: seconds,
    exp: seconds + 60,
  };
  return new SignJWT({ ...good, ...payload })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: ours.kid, ...header })
    .sign(key ?? (await importJWK(ours.privateJwk, 'ES256')));
}

/** A compact JWT put together by hand, for what no library would sign. */
function compact(header: object, payload: object, sign: (input: string) => string): string {
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign(input)}`;
}

describe('an access token', () => {
  test('says who it is for, who made it, which session, and lives fifteen minutes', () => {
    const at = new Date('2026-11-21T10:00:00Z');
    const token = issue(at);
    const seconds = at.getTime() / 1000;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: keys.ring().signing[0]?.kid });
    expect(decodeJwt(token)).toEqual({
      iss: 'https://desk.example',
      aud: 'desk',
      sub: CLAIMS.accountId,
      sid: CLAIMS.sessionId,
      jti: 'j1',
      iat: seconds,
      nbf: seconds,
      exp: seconds + 900,
    });
  });

  test('is good until it expires, remembered or not', async () => {
    const token = issue();
    expect([await verify(token), await verify(token)]).toEqual([CLAIMS, CLAIMS]);
    offset = 901;
    expect(await verify(token)).toBeUndefined();
  });

  test('like ours, made by hand, is good: what the tests below change is what is refused', async () => {
    expect(await verify(await forge({}))).toEqual(CLAIMS);
  });

  test.each([
    ['an expired one', { payload: { exp: Math.floor(Date.now() / 1000) - 1 } }],
    ['one that is not valid yet', { payload: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ['one of another issuer', { payload: { iss: 'https://evil.example' } }],
    ['one for another audience', { payload: { aud: 'shop' } }],
    ['one of another type', { header: { typ: 'JWT' } }],
    ['one that never ends', { payload: { exp: undefined } }],
    ['one of nobody', { payload: { sub: undefined } }],
    ['one of no session', { payload: { sid: undefined } }],
    ['one whose session is no id', { payload: { sid: 's1' } }],
    ['one without a key id', { header: { kid: undefined } }],
    ['one with an unknown key id', { header: { kid: 'unknown' } }],
  ])('%s is refused', async (_, change) => {
    expect(await verify(await forge(change))).toBeUndefined();
  });

  test('signed by another key under our key id is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect(await verify(await forge({ key: privateKey }))).toBeUndefined();
  });

  test('without a signature (alg: none) is refused', async () => {
    const payload = decodeJwt(await forge({}));
    const header = { alg: 'none', typ: 'at+jwt', kid: keys.ring().signing[0]?.kid };
    expect(await verify(compact(header, payload, () => ''))).toBeUndefined();
  });

  test('signed with HS256 and the public key as its secret is refused', async () => {
    const [ours] = keys.ring().signing;
    const payload = decodeJwt(await forge({}));
    const jwk = ours?.publicJwk ?? {};
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
    for (const secret of [pem, JSON.stringify(jwk)]) {
      const sign = (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
      expect(await verify(compact({ alg: 'HS256', typ: 'at+jwt', kid: ours?.kid }, payload, sign))).toBeUndefined();
    }
  });

  test.each(['', 'x', 'a.b.c', '....', 'e30.e30.e30', `${'a'.repeat(9000)}.b.c`])('%j is refused', async (token) => {
    expect(await verify(token)).toBeUndefined();
  });

  test('with a changed payload is refused, though its signature was seen on another', async () => {
    const [header, , signature] = issue().split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(issue()), sub: 'a2' })).toString('base64url');
    expect(await verify([header, payload, signature].join('.'))).toBeUndefined();
  });
});

describe('after a rotation', () => {
  test('old tokens are good on, new ones are signed by the new key once its time has come', async () => {
    const old = issue();
    await keys.rotate();
    const [first, second] = keys.ring().signing.map(({ kid }) => kid);
    expect(decodeProtectedHeader(issue()).kid).toBe(first);
    offset = 60;
    expect(decodeProtectedHeader(issue()).kid).toBe(second);
    expect(await verify(old)).toEqual(CLAIMS);
  });

  test('another instance accepts tokens of a key that it has not read yet', async () => {
    const other = await openKeys(store, now, fail);
    const verifyThere = accessTokenVerifier(other, AUDIENCE, now);
    await keys.rotate();
    const token = await forge({
      header: { kid: keys.ring().signing[1]?.kid },
      key: (await importJWK(keys.ring().signing[1]?.privateJwk ?? {}, 'ES256')) as webcrypto.CryptoKey,
    });
    offset = 5;
    expect(await verifyThere(token)).toEqual(CLAIMS);
    other.close();
  });

  test('a key whose last token has expired verifies nothing, even where the ring still holds it', async () => {
    await keys.rotate();
    offset = 60 + 16 * 60;
    const seconds = Math.floor(now().getTime() / 1000);
    expect(await verify(await forge({ payload: { iat: seconds, exp: seconds + 600 } }))).toBeUndefined();
  });

  test('made-up key ids make the ring be read again at most every five seconds', async () => {
    let reads = 0;
    const counting = { ...store, read: () => ((reads += 1), store.read()) };
    const other = await openKeys(counting, now, fail);
    const verifyThere = accessTokenVerifier(other, AUDIENCE, now);
    reads = 0;
    offset = 10;
    for (let number = 0; number < 50; number += 1) {
      await verifyThere(
        await forge({ header: { kid: `made-up-${number}` }, key: (await generateKeyPair('ES256')).privateKey }),
      );
    }
    expect(reads).toBe(1);
    other.close();
  });

  test('a store that fails is an error, not a refusal', async () => {
    const refresh = () => Promise.reject(new Error('The database is away.'));
    const verifyThere = accessTokenVerifier({ ...keys, refresh }, AUDIENCE, now);
    const token = await forge({ header: { kid: 'unknown' } });
    await expect(verifyThere(token)).rejects.toThrow('The database is away.');
  });
});
