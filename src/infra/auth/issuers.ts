import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { FETCH_TIMEOUT_MS, boundedFetch } from './bounded-fetch.ts';
import { IssuerUnavailableError } from './issuer-unavailable.ts';
import { remembered } from './remembered.ts';
import { vouchedIdentity, type VouchedIdentity } from './vouched-identity.ts';

/** An external OpenID provider whose tokens are accepted. */
export interface IssuerConfig {
  /** Exactly as in `iss`: `https://id.example.org`. */
  issuer: string;
  /** What its tokens must be meant for. */
  audience: string;
}

/** Signatures with a key pair only: with a shared secret, whoever checks could also sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** Discovery is asked again after this long; after a failure, sooner, but never for every request. */
const DISCOVERED_FOR_MS = 3_600_000;
const FAILED_FOR_MS = 30_000;
/** An unknown `kid` fetches the key set again at most this often. */
const KEYS_COOLDOWN_MS = 30_000;
const KEYS_FRESH_FOR_MS = 600_000;
/** A token that was found good is looked at again after this long: its issuer may have withdrawn the key meanwhile. */
const REMEMBERED_FOR_MS = 60_000;

/**
 * Checks tokens of external issuers: keys through discovery (OpenID Connect Discovery 1.0) and JWKS, kept and fetched
 * again when a `kid` is unknown, within bounds of time, size and frequency.
 *
 * @param onFailure told when an issuer cannot be reached
 * @returns a function that gives whom a token speaks of; `undefined` when no accepted issuer vouches for it. It rejects
 *   with IssuerUnavailableError when the issuer cannot be asked just now
 */
export function externalIssuers(
  configs: readonly IssuerConfig[],
  clock: () => Date,
  onFailure: (issuer: string, error: unknown) => void,
): (token: string) => Promise<VouchedIdentity | undefined> {
  const keySets = new Map<string, Promise<JWTVerifyGetKey>>();

  const keysOf = (issuer: string) => {
    const known = keySets.get(issuer);
    if (known !== undefined) return known;
    const found = discover(issuer);
    keySets.set(issuer, found);
    const forget = (ms: number) => setTimeout(() => keySets.delete(issuer), ms).unref();
    found.then(
      () => forget(DISCOVERED_FOR_MS),
      () => forget(FAILED_FOR_MS),
    );
    return found;
  };

  return remembered(async (token) => {
    const config = configs.find(({ issuer }) => issuer === claimedIssuer(token));
    if (config === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, await keysOf(config.issuer), {
        ...config,
        algorithms: ALGORITHMS,
        currentDate: clock(),
        requiredClaims: ['sub', 'exp'],
      });
      const identity = vouchedIdentity(config.issuer, payload);
      if (identity === undefined) return undefined;
      const until = Math.min(clock().getTime() + REMEMBERED_FOR_MS, Number(payload.exp) * 1000);
      return { value: identity, until };
    } catch (error) {
      if (isTokensFault(error)) return undefined;
      onFailure(config.issuer, error);
      throw new IssuerUnavailableError('The issuer of the token cannot be asked', { cause: error });
    }
  }, clock);
}

/** What the token says of its issuer, unchecked: good for choosing whom to ask, nothing more. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await boundedFetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`Discovery of ${issuer} answered ${response.status}.`);
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer) throw new Error(`${issuer} describes itself as ${String(document.issuer)}.`);
  if (typeof document.jwks_uri !== 'string') throw new Error(`${issuer} names no jwks_uri.`);
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    cacheMaxAge: KEYS_FRESH_FOR_MS,
    [customFetch]: boundedFetch,
  });
}

/** Wrong tokens are everyday; a set of keys that cannot be had is for the operator. */
function isTokensFault(error: unknown): boolean {
  const isIssuersFault = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  return error instanceof errors.JOSEError && !isIssuersFault && error.code !== 'ERR_JOSE_GENERIC';
}
