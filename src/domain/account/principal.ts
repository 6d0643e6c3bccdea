import { ForbiddenError, RuleError } from '../errors.ts';

/** Who asks, as far as the business needs to know. */
export interface Principal {
  /** Account that the credential acts for. */
  readonly account?: string;
  /** Session that the credential belongs to; API keys belong to none. */
  readonly session?: string;
  /** When the caller last logged in, where no session of the desk tells. */
  readonly authenticatedAt?: Date;
  readonly scopes: readonly string[];
}

/** The account of whoever asks. @throws ForbiddenError when the credential acts for none */
export function accountOf(principal: Principal | undefined): string {
  if (principal?.account !== undefined) return principal.account;
  throw new ForbiddenError('This credential acts for no account. Log in, or use an API key of yours.');
}

/** The session of whoever asks. @throws ForbiddenError when the credential belongs to none */
export function sessionOf(principal: Principal | undefined): string {
  if (principal?.session !== undefined) return principal.session;
  throw new ForbiddenError('This credential belongs to no session. Log in first.');
}

/** Nobody hands on what they have not got. @throws RuleError naming the scopes that whoever asks lacks */
export function ensureGranted(principal: Principal | undefined, scopes: readonly string[]): void {
  const missing = scopes.filter((scope) => principal?.scopes.includes(scope) !== true);
  if (missing.length === 0) return;
  const details = [{ field: 'body.scopes', message: `must be among your own; ${missing.join(', ')} is not` }];
  throw new RuleError('A key may do no more than the account that makes it.', details);
}
