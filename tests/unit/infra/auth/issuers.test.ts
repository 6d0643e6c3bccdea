import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SignJWT, exportJWK, generateKeyPair, type JWK } from 'jose';
import Provider from 'oidc-provider';
import { boundedFetch } from '../../../../src/infra/auth/bounded-fetch.ts';
import { IssuerUnavailableError } from '../../../../src/infra/auth/issuer-unavailable.ts';
import { externalIssuers } from '../../../../src/infra/auth/issuers.ts';
import type { VouchedIdentity } from '../../../../src/infra/auth/vouched-identity.ts';

const AUDIENCE = 'urn:desk';
const now = () => new Date();
const servers: Server[] = [];

/** Serves on loopback until the tests are over. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const failures: string[] = [];
beforeEach(() => {
  failures.length = 0;
});

function accept(issuer: string, audience = AUDIENCE): (token: string) => Promise<VouchedIdentity | undefined> {
  return externalIssuers([{ issuer, audience }], now, (name, error) => failures.push(`${name}: ${String(error)}`));
}

describe('a real OpenID provider', () => {
  let issuer: string;
  beforeAll(async () => {
    // It warns that it runs without a database and with keys of its own: here it does, on purpose.
    for (const method of ['warn', 'info'] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
    let handle: RequestListener = () => undefined;
    issuer = await serve((request, response) => {
      handle(request, response);
    });
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: 'shop',
          client_secret: 'shop-secret',
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
        },
      ],
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            scope: 'projects:read',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 60,
          }),
        },
      },
      extraTokenClaims: () => ({ name: 'The Shop', email: 'shop@example.org', email_verified: true }),
    });
    const answer = provider.callback();
    handle = (request, response) => void answer(request, response);
  });

  async function tokenOfShop(): Promise<string> {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('shop:shop-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, scope: 'projects:read' }),
    });
    const body = (await response.json()) as { access_token: string };
    return body.access_token;
  }

  test('its tokens are accepted through discovery and its key set', async () => {
    expect(await accept(issuer)(await tokenOfShop())).toEqual({
      issuer,
      subject: 'shop',
      email: 'shop@example.org',
      name: 'The Shop',
      issuedAt: expect.any(Date),
      authenticatedAt: expect.any(Date),
      scopes: ['projects:read'],
    });
    expect(failures).toEqual([]);
  });

  test('its tokens for somebody else are not', async () => {
    expect(await accept(issuer, 'urn:other')(await tokenOfShop())).toBeUndefined();
  });

  test('its tokens are not accepted where it is not configured', async () => {
    expect(await accept('http://127.0.0.1:9')(await tokenOfShop())).toBeUndefined();
    expect(failures).toEqual([]);
  });
});

describe('an issuer', () => {
  interface Fake {
    issuer: string;
    requests: string[];
    keys: JWK[];
    sign: (claims?: object, kid?: string) => Promise<string>;
  }

  /** An issuer whose answers and keys the test decides. */
  async function fakeIssuer(override: Partial<Record<string, (issuer: string) => unknown>> = {}): Promise<Fake> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const keys: JWK[] = [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }];
    const requests: string[] = [];
    const issuer = await serve((request, response) => {
      const path = request.url ?? '';
      requests.push(path);
      const given = override[path];
      const usual = path === '/jwks' ? { keys } : { issuer, jwks_uri: `${issuer}/jwks` };
      const answer = given === undefined ? usual : given(issuer);
      if (answer === undefined) response.writeHead(500).end();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    const sign = (claims: object = {}, kid = 'k1') => {
      const good = { iss: issuer, aud: AUDIENCE, sub: 'u1', exp: Math.floor(Date.now() / 1000) + 60 };
      return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'RS256', kid }).sign(pair.privateKey);
    };
    return { issuer, requests, keys, sign };
  }

  test('vouches for an address only when it has verified it, and for no more than it says', async () => {
    const { issuer, sign } = await fakeIssuer();
    const verify = accept(issuer);
    expect(await verify(await sign({ email: 'a@b.example', email_verified: false }))).toEqual({
      issuer,
      subject: 'u1',
      scopes: [],
    });
    expect(await verify(await sign({ email: 'a@b.example', email_verified: true }))).toEqual({
      issuer,
      subject: 'u1',
      email: 'a@b.example',
      scopes: [],
    });
  });

  test.each([
    [{ scope: 'a b' }, ['a', 'b']],
    [{ scp: 'a b' }, ['a', 'b']],
    [{ scp: ['a', 7, 'b'] }, ['a', 'b']],
    [{ scope: 'a', scp: ['a', 'b'] }, ['a', 'b']],
    [{ scope: 7 }, []],
  ])('says in %j what its token is for', async (claims, scopes) => {
    const { issuer, sign } = await fakeIssuer();
    expect(await accept(issuer)(await sign(claims))).toMatchObject({ scopes });
  });

  test('is discovered once, and its keys are kept', async () => {
    const { issuer, requests, sign } = await fakeIssuer();
    const verify = accept(issuer);
    for (let count = 0; count < 3; count += 1) expect(await verify(await sign())).toBeDefined();
    expect(requests).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  test.each([
    ['expired', { exp: 1 }],
    ['not valid yet', { nbf: 9_999_999_999 }],
    ['without a subject', { sub: undefined }],
    ['of an empty subject', { sub: '' }],
    ['of a subject with NUL', { sub: 'a\u0000b' }],
    ['of a subject that is too long', { sub: 'a'.repeat(256) }],
    ['without an end', { exp: undefined }],
    ['for another audience', { aud: 'other' }],
  ])('a token that is %s is refused, and is no failure of the issuer', async (_, claims) => {
    const { issuer, sign } = await fakeIssuer();
    expect([await accept(issuer)(await sign(claims)), failures]).toEqual([undefined, []]);
  });

  test('a token signed with a shared secret is refused', async () => {
    const { issuer } = await fakeIssuer();
    const token = await new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'u1', exp: 9_999_999_999 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode('0123456789abcdef0123456789abcdef'));
    expect(await accept(issuer)(token)).toBeUndefined();
  });

  test('what is no token at all is refused', async () => {
    const { issuer, requests } = await fakeIssuer();
    expect([await accept(issuer)('not-a-token'), await accept(issuer)('e30.e30.e30'), requests]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  test('unknown key ids make its keys be fetched again, but not for every one', async () => {
    const { issuer, requests, sign } = await fakeIssuer();
    const verify = accept(issuer);
    await verify(await sign());
    for (let number = 0; number < 20; number += 1)
      expect(await verify(await sign({}, `made-up-${number}`))).toBeUndefined();
    expect(requests.filter((path) => path === '/jwks').length).toBeLessThanOrEqual(2);
    expect(failures).toEqual([]);
  });

  test.each([
    ['that fails', { '/.well-known/openid-configuration': () => undefined }, 'answered 500'],
    [
      'that names another',
      { '/.well-known/openid-configuration': () => ({ issuer: 'https://evil.example' }) },
      'describes itself as https://evil.example',
    ],
    ['without keys', { '/.well-known/openid-configuration': (issuer: string) => ({ issuer }) }, 'names no jwks_uri'],
    ['with endless keys', { '/jwks': () => ({ keys: [], more: 'x'.repeat(300_000) }) }, 'answers more than'],
    ['whose keys are none', { '/jwks': () => ({ keys: 'none' }) }, 'JSON Web Key Set malformed'],
    ['whose keys fail', { '/jwks': () => undefined }, 'Expected 200 OK'],
    [
      'whose keys are elsewhere, in clear',
      { '/.well-known/openid-configuration': (issuer: string) => ({ issuer, jwks_uri: 'http://evil.example/jwks' }) },
      'is not https',
    ],
  ])('%s is reported, and its tokens are not judged', async (_, override, message) => {
    const { issuer, requests, sign } = await fakeIssuer(override);
    const verify = accept(issuer);
    for (const token of [await sign(), await sign()])
      await expect(verify(token)).rejects.toThrow(IssuerUnavailableError);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toContain(message);
    expect(requests.filter((path) => path.startsWith('/.well-known'))).toHaveLength(1);
  });

  test('follows nobody who redirects', async () => {
    const target = await serve((_, response) => response.end('{}'));
    const redirecting = await serve((_, response) => response.writeHead(302, { location: target }).end());
    await expect(boundedFetch(redirecting)).rejects.toThrow();
  });
});
