import type { JWTPayload } from 'jose';

/** Whom another issuer vouches for. */
export interface VouchedIdentity {
  issuer: string;
  subject: string;
  /** Only when the issuer says that it has verified it. */
  email?: string;
  name?: string;
  scopes: readonly string[];
  /** When the token was made, where it says so. */
  issuedAt?: Date;
}

/** What a subject may be (OpenID Connect Core, section 2); it is kept, and stands in logs. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
/** The last second that a Date has. */
const LAST_SECOND = 8.64e12;

/**
 * What a token with a good signature says of a person.
 *
 * @returns `undefined` where its subject is none
 */
export function vouchedIdentity(issuer: string, payload: JWTPayload): VouchedIdentity | undefined {
  const { sub = '', email, email_verified: isVerified, name, iat } = payload;
  if (!SUBJECT.test(sub)) return undefined;
  return {
    issuer,
    subject: sub,
    ...(typeof email === 'string' && isVerified === true && { email }),
    ...(typeof name === 'string' && { name }),
    ...(typeof iat === 'number' && iat >= 0 && iat <= LAST_SECOND && { issuedAt: new Date(iat * 1000) }),
    scopes: [...new Set([payload['scope'], payload['scp']].flatMap(scopesIn))],
  };
}

/** Scopes as issuers write them: `scope`, a text (RFC 9068), or `scp`; some make it a list. */
function scopesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}
