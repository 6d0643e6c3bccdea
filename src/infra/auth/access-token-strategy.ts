import { decodeProtectedHeader } from 'jose';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ALGORITHM, TOKEN_TYPE, verificationKey, type AccessClaims, type TokenAudience } from './access-tokens.ts';
import type { Keys } from './keys.ts';

/** Longest token looked at. Ours have some 400 bytes; a parser should not see megabytes from a stranger. */
const MAX_BYTES = 8192;
/** Tokens whose signature is known to be good. A signature costs 0.2 ms to check, more than all the rest of a read. */
const REMEMBERED = 10_000;

/** Checks an access token: signature, algorithm, issuer, audience, times. Whether its session lives is asked elsewhere. */
export type AccessTokenVerifier = (token: string) => Promise<AccessClaims | undefined>;

interface Payload {
  sub: string;
  sid: string;
  exp: number;
}

/**
 * The passport-jwt strategy for the service's own access tokens: algorithm, issuer and audience are pinned, the key is
 * found by `kid` in the ring.
 */
export function accessTokenStrategy(keys: Keys, { issuer, audience }: TokenAudience, clock: () => Date): Strategy {
  return new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: [ALGORITHM],
      issuer,
      audience,
      secretOrKeyProvider(_request, token: string, done) {
        keyFor(token, keys, clock()).then((key) => {
          done(null, key);
        }, done);
      },
    },
    (payload: Payload, done) => {
      done(null, payload);
    },
  );
}

/**
 * Runs the strategy through passport, and remembers what it found good until it expires.
 *
 * @returns a function that gives the claims of a token, or `undefined` whatever is wrong with it
 */
export function accessTokenVerifier(keys: Keys, audience: TokenAudience, clock: () => Date): AccessTokenVerifier {
  const run = new passport.Passport();
  const strategy = accessTokenStrategy(keys, audience, clock);
  const remembered = new Map<string, Payload>();

  const verify = (token: string) =>
    new Promise<Payload | undefined>((resolve, reject) => {
      const settle = (error: unknown, payload: Payload | false | undefined) => {
        if (error instanceof Error) reject(error);
        else resolve(payload === false ? undefined : payload);
      };
      const middleware = run.authenticate(strategy, { session: false }, settle) as Middleware;
      middleware({ headers: { authorization: `Bearer ${token}` } }, {}, reject);
    });

  return async (token) => {
    if (token.length > MAX_BYTES) return undefined;
    const payload = remembered.get(token) ?? (await verify(token));
    if (payload === undefined || payload.exp * 1000 <= clock().getTime()) {
      remembered.delete(token);
      return undefined;
    }
    remember(remembered, token, payload);
    return { accountId: payload.sub, sessionId: payload.sid };
  };
}

type Middleware = (request: object, response: object, next: (error: unknown) => void) => void;

async function keyFor(token: string, keys: Keys, now: Date): Promise<string> {
  const { kid, alg, typ } = decodeProtectedHeader(token);
  const isOurs = kid !== undefined && alg === ALGORITHM && typ === TOKEN_TYPE;
  const key = isOurs ? await verificationKey(keys, kid, now) : undefined;
  if (key === undefined) throw new Error('The token names no key of ours.');
  return key;
}

/** Forgets the oldest when full: a Map keeps the order of insertion. */
function remember(remembered: Map<string, Payload>, token: string, payload: Payload): void {
  if (remembered.has(token)) return;
  if (remembered.size >= REMEMBERED) {
    const oldest = remembered.keys().next().value;
    if (oldest !== undefined) remembered.delete(oldest);
  }
  remembered.set(token, payload);
}
