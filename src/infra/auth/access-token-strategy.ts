import { decodeProtectedHeader } from 'jose';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ALGORITHM, TOKEN_TYPE, verificationKey, type AccessClaims, type TokenAudience } from './access-tokens.ts';
import type { Keys } from './keys.ts';
import { remembered } from './remembered.ts';

/** Longest token looked at. Ours have some 400 bytes; a parser should not see megabytes from a stranger. */
const MAX_BYTES = 8192;

/** Checks an access token: signature, algorithm, issuer, audience, times. Whether its session lives is asked elsewhere. */
export type AccessTokenVerifier = (token: string) => Promise<AccessClaims | undefined>;

interface Payload {
  sub: string;
  sid: string;
  exp: number;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** passport-jwt checks claims that are there; a token of ours that lacks one, or has another kind of id, is none of ours. */
function isPayload({ sub, sid, exp }: Partial<Payload>): boolean {
  return typeof exp === 'number' && [sub, sid].every((id) => typeof id === 'string' && UUID.test(id));
}

/** What the strategy looks at: the header with the token, and the key that its `kid` names. */
interface TokenRequest {
  headers: { authorization: string };
  key: string;
}

/** The passport-jwt strategy for the service's own access tokens: algorithm, issuer and audience are pinned. */
function accessTokenStrategy({ issuer, audience }: TokenAudience): Strategy {
  const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
  return new Strategy(
    {
      jwtFromRequest,
      algorithms: [ALGORITHM],
      issuer,
      audience,
      secretOrKeyProvider: ({ key }: TokenRequest, _token, done) => {
        done(null, key);
      },
    },
    (payload: Partial<Payload>, done) => {
      done(null, isPayload(payload) ? payload : false);
    },
  );
}

/**
 * Runs the strategy through passport, and remembers what it found good until it expires.
 *
 * @returns a function that gives the claims of a token, or `undefined` whatever is wrong with it; it rejects when the
 *   key cannot be looked up just now
 */
export function accessTokenVerifier(keys: Keys, audience: TokenAudience, clock: () => Date): AccessTokenVerifier {
  const check = throughPassport(accessTokenStrategy(audience));

  const verify = async (token: string) => {
    const kid = kidOf(token);
    const key = kid === undefined ? undefined : await verificationKey(keys, kid, clock());
    return key === undefined ? undefined : check({ headers: { authorization: `Bearer ${token}` }, key });
  };

  const claimsOf = remembered(async (token) => {
    const payload = await verify(token);
    return payload && { value: { accountId: payload.sub, sessionId: payload.sid }, until: payload.exp * 1000 };
  }, clock);
  return (token) => (token.length > MAX_BYTES ? Promise.resolve(undefined) : claimsOf(token));
}

type Middleware = (request: object, response: object, next: (error: unknown) => void) => void;

function throughPassport(strategy: Strategy): (request: TokenRequest) => Promise<Payload | undefined> {
  const authenticator = new passport.Passport();
  return (request) =>
    new Promise((resolve) => {
      const settle = (_error: unknown, payload: Payload | false | undefined) => {
        resolve(payload === false ? undefined : payload);
      };
      const middleware = authenticator.authenticate(strategy, { session: false }, settle) as Middleware;
      middleware(request, {}, () => {
        resolve(undefined);
      });
    });
}

/** Which key a token names; none where it is not one of ours by its header. */
function kidOf(token: string): string | undefined {
  try {
    const { kid, alg, typ } = decodeProtectedHeader(token);
    return alg === ALGORITHM && typ === TOKEN_TYPE ? kid : undefined;
  } catch {
    return undefined;
  }
}
