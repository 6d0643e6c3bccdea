import { boundProblems, clipMessage } from '../../../domain/bounds.ts';
import type { FieldProblem } from '../../../domain/errors.ts';

/**
 * The one table from error code to status: what the business refuses (`src/domain/errors.ts`) and what HTTP does.
 * An error code is stable; a client may switch on it.
 */
export const STATUS_OF = {
  MALFORMED_REQUEST: 400,
  VALIDATION_ERROR: 400,
  UNAUTHENTICATED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  REAUTHENTICATION_REQUIRED: 401,
  FORBIDDEN: 403,
  EMAIL_NOT_VERIFIED: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  STALE: 412,
  PAYLOAD_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  EXPECTATION_FAILED: 417,
  RULE_VIOLATED: 422,
  RATE_LIMITED: 429,
  LIMIT_REACHED: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL_ERROR: 500,
  CONTRACT_VIOLATION: 500,
  NOT_IMPLEMENTED: 501,
  UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof STATUS_OF;

interface HttpErrorOptions extends ErrorOptions {
  details?: readonly FieldProblem[];
  /** How many problems there are besides. */
  others?: number;
  /** Response headers that go with the refusal: `Allow`, `Retry-After`, `WWW-Authenticate`. */
  headers?: Readonly<Record<string, string>>;
}

/** A refusal that belongs to HTTP. `message` is for the caller; what only an operator may know goes into `cause`. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    { details = [], others = 0, headers = {}, cause }: HttpErrorOptions = {},
  ) {
    super(clipMessage(message), cause === undefined ? undefined : { cause });
    this.name = 'HttpError';
    this.code = code;
    this.details = boundProblems(details, others);
    this.headers = headers;
  }
}

/** A refusal as it is written out, whatever was thrown. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  details: readonly FieldProblem[];
  headers: Readonly<Record<string, string>>;
}
