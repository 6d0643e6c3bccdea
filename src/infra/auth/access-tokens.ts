import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { currentKey, type SigningKey } from './key-ring.ts';
import type { Keys } from './keys.ts';

/** The one algorithm of access tokens (RFC 7518). Pinned: a token never chooses how it is checked. */
export const ALGORITHM = 'ES256';
/** `typ` of an access token (RFC 9068): no other token that these keys might ever sign is taken for one. */
export const TOKEN_TYPE = 'at+jwt';
/** Seconds an access token lives. */
export const LIFETIME_SECONDS = 15 * 60;

/** What an access token says. What its bearer may do is not in it: that is looked up, so that it changes at once. */
export interface AccessClaims {
  accountId: string;
  sessionId: string;
}

/** For whom tokens are made, and by whom. */
export interface TokenAudience {
  issuer: string;
  audience: string;
}

/**
 * Signs an access token. It takes a tenth of a millisecond, at once: in the thread pool it would wait behind the hashing of
 * passwords, while its transaction holds a connection.
 *
 * @param jti id of the token, different for each
 * @returns the token, as a compact JWT
 */
export function issueAccessToken(
  keys: Keys,
  { issuer, audience }: TokenAudience,
  { accountId, sessionId }: AccessClaims,
  jti: string,
  now: Date,
): string {
  const key = currentKey(keys.ring().signing, now);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { alg: ALGORITHM, typ: TOKEN_TYPE, kid: key.kid };
  const claims = {
    sid: sessionId,
    iss: issuer,
    aud: audience,
    sub: accountId,
    jti,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const privateKey = createPrivateKey({ key: key.privateJwk, format: 'jwk' });
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/**
 * Public key, in PEM, of a token's `kid`. A key that is not known may have been made by another instance just now:
 * the ring is read again, but not for every made-up `kid`.
 *
 * @returns `undefined` when there is no such key, or nothing it signed can be alive
 */
export async function verificationKey(keys: Keys, kid: string, now: Date): Promise<string | undefined> {
  const known = find(keys.ring().signing, kid) ?? find((await keys.refresh()).signing, kid);
  if (known === undefined) return undefined;
  if (known.verifiesUntil !== undefined && new Date(known.verifiesUntil) <= now) return undefined;
  return createPublicKey({ key: known.publicJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}

function find(keys: readonly SigningKey[], kid: string): SigningKey | undefined {
  return keys.find((key) => key.kid === kid);
}
