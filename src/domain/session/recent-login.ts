import { ReauthenticationRequiredError } from '../errors.ts';

/** What cannot be undone takes a login that is no older than this. */
const RECENT_MINUTES = 10;

/**
 * Guards steps that a stolen session must not be enough for.
 *
 * @param authenticatedAt when the caller last showed a password, or another issuer says so; none: nobody knows
 * @throws ReauthenticationRequiredError when that is too long ago
 */
export function ensureRecentLogin(authenticatedAt: Date | undefined, now: Date): void {
  const age = authenticatedAt === undefined ? Infinity : now.getTime() - authenticatedAt.getTime();
  if (age <= RECENT_MINUTES * 60_000) return;
  throw new ReauthenticationRequiredError(
    `This takes a login of the last ${RECENT_MINUTES} minutes. Log in again, or send the password to POST /auth/reauthenticate.`,
  );
}
