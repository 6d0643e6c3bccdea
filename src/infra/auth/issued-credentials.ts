import type { AccessTokenVerifier } from './access-token-strategy.ts';
import type { CredentialCheck, Identified } from './checked-authenticators.ts';
import type { VouchedIdentity } from './vouched-identity.ts';
import { digest } from './opaque-token.ts';

/** Whom a session or key stands for, asked anew each time: none when it is revoked, expired or its account suspended. */
export type FindLive = (key: string) => Promise<Identified | undefined>;

/** Longest API key that is looked at. */
const MAX_BYTES = 256;

/**
 * Accepts access tokens of this service whose session lives. The session is asked for on every request, so that logout
 * counts at once on every instance.
 *
 * @param findSession live sessions of active accounts, by session id
 */
export function accessTokenCheck(verify: AccessTokenVerifier, findSession: FindLive): CredentialCheck {
  return async (token) => {
    const claims = await verify(token);
    const session = claims && (await findSession(claims.sessionId));
    return session?.account === claims?.accountId ? session : undefined;
  };
}

/** Accepts API keys of this service. @param findKey live keys of active accounts, by digest */
export function apiKeyCheck(findKey: FindLive): CredentialCheck {
  return async (key) => (key.length > MAX_BYTES ? undefined : findKey(digest(key)));
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
