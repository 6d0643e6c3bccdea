import type { Account } from '../account/account.ts';
import type { LoginCounter } from '../account/login-counter.ts';
import type { SecondFactor } from '../account/second-factor.ts';
import type { Authenticator, Secrets } from '../account/secrets.ts';
import { SecondFactorRequiredError, UnauthenticatedError } from '../errors.ts';

/** A password, compared with a stored hash before the unit of work began: that takes a quarter of a second. */
export interface ComparedPassword {
  /** The hash that it was compared with; `null` where there was none. */
  hash: string | null;
  isRight: boolean;
  upgradedHash?: string;
}

/** An attempt to prove to be somebody, and what counts how often that failed. */
export interface LoginAttempt {
  account: Account;
  counter: LoginCounter;
}

/** What the person shows besides the password. */
export interface SecondProof {
  code?: string | undefined;
  recoveryCode?: string | undefined;
}

interface Means {
  authenticator: Pick<Authenticator, 'matchingStep'>;
  secrets: Pick<Secrets, 'recoveryDigest'>;
}

/** One answer for an unknown address, a wrong password, a wrong code and an attempt that comes too early. */
const REFUSAL = 'Email address, password or code is wrong, or it was tried too often. Wait a moment, then try again.';

/**
 * Holds a password against an account. A wrong one is counted; the more of them in a row, the longer nothing is
 * taken from there, not even the right one.
 *
 * @param attempt none where the address is unknown
 * @returns the attempt
 * @throws UnauthenticatedError whatever is wrong
 */
export function proveByPassword(
  attempt: LoginAttempt | undefined,
  password: ComparedPassword,
  now: Date,
): LoginAttempt {
  if (attempt === undefined) throw new UnauthenticatedError(REFUSAL);
  const { account, counter } = attempt;
  if (!account.isActive || counter.loginDelay(now) > 0) throw new UnauthenticatedError(REFUSAL);
  // Compared with another hash: the password was changed in between.
  if (!password.isRight || account.passwordHash !== password.hash) {
    counter.recordFailedLogin(now);
    throw new UnauthenticatedError(REFUSAL);
  }
  return attempt;
}

/**
 * Holds the second proof against the second factor of an account that has one in force. Wrong ones count like wrong
 * passwords: six digits are soon guessed otherwise.
 *
 * @throws SecondFactorRequiredError when one is needed and none was shown; UnauthenticatedError when it is refused
 */
export function proveBySecondFactor(
  { counter }: LoginAttempt,
  factor: SecondFactor | undefined,
  { code, recoveryCode }: SecondProof,
  { authenticator, secrets }: Means,
  now: Date,
): void {
  if (factor?.isConfirmed !== true) return;
  if (code === undefined && recoveryCode === undefined) {
    throw new SecondFactorRequiredError('A second factor is in force: send a code, or a recovery code, as well.');
  }
  if (counter.loginDelay(now) > 0) throw new UnauthenticatedError(REFUSAL);
  const verdict =
    code === undefined
      ? factor.acceptRecoveryCode(secrets.recoveryDigest(recoveryCode ?? ''))
      : factor.acceptStep(authenticator.matchingStep(factor.secret, code, now));
  if (verdict === 'accepted') return;
  counter.recordFailedLogin(now);
  throw new UnauthenticatedError(REFUSAL);
}
