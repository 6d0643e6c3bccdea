import { batched } from '../db/batched.ts';
import type { AccessTokenVerifier } from './access-token-strategy.ts';
import type { CredentialCheck, Identified } from './checked-authenticators.ts';
import type { VouchedIdentity } from './issuers.ts';
import { digest } from './opaque-token.ts';

/** Finds what lives of many, in one query; what is revoked, expired or suspended is not in the answer. */
export type FindLive = (keys: readonly string[]) => Promise<ReadonlyMap<string, Identified>>;

/** Longest API key that is looked at. */
const MAX_BYTES = 256;

/**
 * Accepts access tokens of this service whose session lives. The session is asked for on every request, so that logout
 * counts at once on every instance; requests that come together ask together.
 *
 * @param findSessions live sessions of active accounts, by session id
 */
export function accessTokenCheck(verify: AccessTokenVerifier, findSessions: FindLive): CredentialCheck {
  const find = batched(findSessions);
  return async (token) => {
    const claims = await verify(token);
    const session = claims && (await find(claims.sessionId));
    return session?.account === claims?.accountId ? session : undefined;
  };
}

/** Accepts API keys of this service. @param findKeys live keys of active accounts, by digest */
export function apiKeyCheck(findKeys: FindLive): CredentialCheck {
  const find = batched(findKeys);
  return async (key) => (key.length > MAX_BYTES ? undefined : find(digest(key)));
}

/**
 * Accepts tokens of external issuers.
 *
 * @param localAccount the account of a person whom an issuer vouches for, made on first sight; none when suspended
 */
export function externalIssuerCheck(
  verify: (token: string) => Promise<VouchedIdentity | undefined>,
  localAccount: (identity: VouchedIdentity) => Promise<Identified | undefined>,
): CredentialCheck {
  return async (token) => {
    const identity = await verify(token);
    return identity && localAccount(identity);
  };
}
