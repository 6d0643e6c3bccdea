import { createPublicKey, randomUUID } from 'node:crypto';
import { SignJWT, decodeJwt, generateKeyPair, importJWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { KeyRing } from '../../src/infra/auth/key-ring.ts';

/** What forgers start from: the keys of the service, which they do not have, and live credentials of its people. */
export interface Loot {
  ring: KeyRing;
  /** Access token that lives. */
  accessToken: string;
  /** Access token of a session that was revoked. */
  revokedToken: string;
  refreshToken: string;
  apiKey: string;
  revokedKey: string;
}

/** Every bad credential after `Bearer`, by what is wrong with it. */
export async function badTokens({
  ring,
  accessToken,
  revokedToken,
  refreshToken,
  apiKey,
}: Loot): Promise<Record<string, string>> {
  const [key] = ring.signing;
  if (key === undefined) throw new Error('The ring has no signing key');
  const claims = decodeJwt(accessToken);
  const now = Math.floor(Date.now() / 1000);
  const header: JWTHeaderParameters = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
  const own = await importJWK(key.privateJwk, 'ES256');
  const sign = (
    change: JWTPayload,
    otherHeader: Partial<JWTHeaderParameters> = {},
    signer: Parameters<SignJWT['sign']>[0] = own,
  ) => new SignJWT({ ...claims, ...change }).setProtectedHeader({ ...header, ...otherHeader }).sign(signer);
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const [head = '', , signature = ''] = accessToken.split('.');
  const publicPem = createPublicKey({ key: key.publicJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const { privateKey: stranger } = await generateKeyPair('ES256');
  return {
    malformed: 'not-a-token',
    'three empty parts': '..',
    'cut short': accessToken.slice(0, -10),
    'changed claims': `${head}.${encode({ ...claims, sub: randomUUID() })}.${signature}`,
    'no signature': `${head}.${encode(claims)}.`,
    'alg none': `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
    'HS256 with the public key': await sign({}, { alg: 'HS256' }, Buffer.from(publicPem)),
    'signed by another key': await sign({}, {}, stranger),
    'unknown kid': await sign({}, { kid: 'unknown' }),
    'no kid': await sign({}, { kid: undefined as never }),
    'another type': await sign({}, { typ: 'JWT' }),
    expired: await sign({ iat: now - 1000, nbf: now - 1000, exp: now - 1 }),
    'not yet valid': await sign({ nbf: now + 600, exp: now + 1200 }),
    'without an end': await sign({ exp: undefined as never }),
    'wrong issuer': await sign({ iss: 'https://evil.example' }),
    'wrong audience': await sign({ aud: 'another-service' }),
    'session of somebody else': await sign({ sub: randomUUID() }),
    'unknown session': await sign({ sid: randomUUID() }),
    'session that is no id': await sign({ sid: "' or true --" }),
    'revoked session': revokedToken,
    'a refresh token': refreshToken,
    'an API key': apiKey,
    'ten kilobytes': 'a'.repeat(10_000),
  };
}

/** Every bad API key. */
export function badKeys({ accessToken, refreshToken, apiKey, revokedKey }: Loot): Record<string, string> {
  return {
    malformed: 'not-a-key',
    'unknown key': `plk_0123456789_${'a'.repeat(43)}`,
    'cut short': apiKey.slice(0, -1),
    'prefix only': apiKey.slice(0, 14),
    'revoked key': revokedKey,
    'an access token': accessToken,
    'a refresh token': refreshToken,
    'ten kilobytes': 'a'.repeat(10_000),
  };
}
