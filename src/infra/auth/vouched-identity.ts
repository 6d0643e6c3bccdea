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
  /** When the person logged in there: `auth_time`, or where the issuer does not say, when the token was made. */
  authenticatedAt?: Date;
}

/** What a subject may be (OpenID Connect Core, section 2); it is kept, and stands in logs. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
/** Longest name or address that is looked at. */
const MOST_TEXT = 1000;
/** The last second that a Date has. */
const LAST_SECOND = 8.64e12;

/**
 * What a token with a good signature says of a person.
 *
 * @returns `undefined` where its subject is none
 */
export function vouchedIdentity(issuer: string, payload: JWTPayload): VouchedIdentity | undefined {
  const { sub, email, email_verified: isVerified, name, iat } = payload;
  const [issuedAt, loggedInAt] = [timeOf(iat), timeOf(payload['auth_time'])];
  const authenticatedAt = loggedInAt ?? issuedAt;
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return undefined;
  return {
    issuer,
    subject: sub,
    ...(isText(email) && isVerified === true && { email }),
    ...(isText(name) && { name }),
    ...(issuedAt && { issuedAt }),
    ...(authenticatedAt && { authenticatedAt }),
    scopes: [...new Set([payload['scope'], payload['scp']].flatMap(scopesIn))],
  };
}

/** Seconds since 1970, as tokens have them; none where they are no time. */
function timeOf(seconds: unknown): Date | undefined {
  const isTime = typeof seconds === 'number' && seconds >= 0 && seconds <= LAST_SECOND;
  return isTime ? new Date(seconds * 1000) : undefined;
}

/** A text that can be kept: an issuer may sign anything. */
function isText(claim: unknown): claim is string {
  return typeof claim === 'string' && claim.length <= MOST_TEXT && claim.isWellFormed() && !claim.includes('\0');
}

/** Scopes as issuers write them: `scope`, a text (RFC 9068), or `scp`; some make it a list. */
function scopesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}
