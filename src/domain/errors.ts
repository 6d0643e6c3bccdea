import { boundProblems, clipMessage } from './bounds.ts';

/** One field that is wrong, and how. `field` is a dotted path from the top of the request: `body.items.0.price`. */
export interface FieldProblem {
  field: string;
  message: string;
}

/**
 * What the business refuses. No HTTP here: `infra/http/errors/errors.ts` holds the one table from `code` to status.
 * `message` is for the caller; what only an operator may know goes into `cause`.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  readonly details: readonly FieldProblem[];

  constructor(message: string, details: readonly FieldProblem[] = [], options?: ErrorOptions) {
    super(clipMessage(message), options);
    this.name = new.target.name;
    this.details = boundProblems(details);
  }
}

/** There is no such thing, or the caller may not know that there is. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
}

/** The request contradicts what is stored: a taken unique key, a state that forbids the step. */
export class ConflictError extends DomainError {
  readonly code = 'CONFLICT';
}

/** The request is well formed, but a business rule forbids what it asks. */
export class RuleError extends DomainError {
  readonly code = 'RULE_VIOLATED';
}

/** Somebody else changed it first; read it again. */
export class StaleError extends DomainError {
  readonly code = 'STALE';
}

/** Nobody knows who asks: a wrong password, a spent token, a code that is missing. Says nothing of which it was. */
export class UnauthenticatedError extends DomainError {
  readonly code: string = 'UNAUTHENTICATED';
  /** What was noted on the way (a failed attempt, a revoked session) is kept although the request is refused. */
  readonly keepsChanges = true;
}

/** The password was right, and a second proof is needed: a code of the authenticator, or a recovery code. */
export class SecondFactorRequiredError extends UnauthenticatedError {
  override readonly code = 'SECOND_FACTOR_REQUIRED';
}

/** The session is known, but the login is too long ago for this step: the caller shows the password again. */
export class ReauthenticationRequiredError extends UnauthenticatedError {
  override readonly code = 'REAUTHENTICATION_REQUIRED';
}

/** The account has not shown yet that it reads the mail of its address. */
export class UnverifiedEmailError extends DomainError {
  readonly code = 'EMAIL_NOT_VERIFIED';
}

/** The caller did this as often as the business allows for a time. */
export class LimitReachedError extends DomainError {
  readonly code = 'LIMIT_REACHED';
}

/** Who asks is known, may see it, and may not do this with it. */
export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
}
