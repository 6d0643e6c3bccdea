import { Secret, TOTP } from 'otpauth';

/** 160 bits, the length of the HMAC (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Clocks of phones are off: the step before and the step after count too (RFC 6238, section 5.2). */
const WINDOW = 1;

/** A new shared secret, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The `otpauth://` URI that an authenticator app reads from a QR code. */
export function provisioningUri(secret: string, issuer: string, account: string): string {
  return authenticator(secret, issuer, account).toString();
}

/**
 * The time step whose code was shown. Steps only grow: keeping the last one accepted is what refuses a replay.
 *
 * @param code as typed; spaces do not matter
 * @returns `undefined` when it is the code of no step near `now`
 */
export function matchingStep(secret: string, code: string, now: Date): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const totp = authenticator(secret);
  const delta = totp.validate({ token, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp: now.getTime() }) + delta;
}

function authenticator(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, secret, digits: DIGITS, period: PERIOD_SECONDS, algorithm: 'SHA1' });
}
