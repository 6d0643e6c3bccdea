import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What its tokens are meant for. */
const AUDIENCE = 'plumbline';
const KEY = 'proving';

/** An OpenID provider that the backend under proof accepts: it can issue tokens that are over, and tokens for others. */
export interface Issuer {
  /** As OIDC_ISSUERS has it. */
  config: string;
  /** Tokens that are signed as they should be, and must not be taken, by what is wrong with them. */
  bad: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts a provider on a free port of this machine. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY, alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [jwk] } : { issuer: url, jwks_uri: `${url}/keys` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = Math.floor(Date.now() / 1000);
  const token = (audience: string, from: number, until: number): Promise<string> =>
    new SignJWT({ scope: 'openid' })
      .setProtectedHeader({ alg: 'ES256', kid: KEY })
      .setIssuer(url)
      .setAudience(audience)
      .setSubject('somebody')
      .setIssuedAt(from)
      .setNotBefore(from)
      .setExpirationTime(until)
      .sign(privateKey);
  return {
    config: `${url}=${AUDIENCE}`,
    bad: {
      'expired token': await token(AUDIENCE, now - 7200, now - 3600),
      'token that is not valid yet': await token(AUDIENCE, now + 86_400, now + 90_000),
      'token for another audience': await token('another-service', now - 60, now + 86_400),
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
