/** A credential as it is handed out, once, and what is kept of it. */
export interface IssuedSecret {
  token: string;
  digest: string;
}

/** Makes credentials that nobody guesses, and recognises them by their digests. */
export interface Secrets {
  refreshToken(): IssuedSecret;
  passwordResetToken(): IssuedSecret;
  emailVerificationToken(): IssuedSecret;
  invitationToken(): IssuedSecret;
  apiKey(): IssuedSecret & { prefix: string };
  recoveryCodes(): IssuedSecret[];
  digest(token: string): string;
  /** Of a recovery code as somebody typed it: capitals, spaces and hyphens do not matter. */
  recoveryDigest(typed: string): string;
}

/** Passwords, hashed slowly on purpose: call it before a transaction begins, never inside. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param hash `null` where there is no account or no password: takes as long, and is wrong */
  check(password: string, hash: string | null): Promise<{ isRight: boolean; upgradedHash?: string }>;
}

/** Time-based codes of an authenticator app (RFC 6238). */
export interface Authenticator {
  /** A new shared secret, base32. */
  newSecret(): string;
  /** The `otpauth://` URI that an app reads from a QR code. */
  provisioningUri(secret: string, account: string): string;
  /** Time step whose code was shown; `undefined` when it is that of no step near `now`. */
  matchingStep(secret: string, code: string, now: Date): number | undefined;
}

/** Short-lived proof of a session. */
export interface AccessTokens {
  issue(session: { id: string; accountId: string }): Promise<{ accessToken: string; expiresIn: number }>;
}
