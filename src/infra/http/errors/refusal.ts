import { DomainError } from '../../../domain/errors.ts';
import { asUnavailable } from '../../db/unavailable.ts';
import { getOwn } from '@plumbline/contract/json';
import { TooMuchWorkError } from '@plumbline/contract/work';
import { OverloadedError } from '../../overloaded-error.ts';
import { IssuerUnavailableError } from '../../auth/issuer-unavailable.ts';
import { HttpError, STATUS_OF, type ErrorCode, type Refusal } from './errors.ts';

/** What body-parser and Node attach to the errors they make for a request that they could not read. */
const READING_ERRORS: Readonly<Record<string, ErrorCode>> = {
  'entity.too.large': 'PAYLOAD_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'request.aborted': 'MALFORMED_REQUEST',
  'request.size.invalid': 'MALFORMED_REQUEST',
};

/**
 * A 401 says how to be let in (RFC 9110, section 11.6.1): what was refused here was asked for to get a token. A 403 says
 * that it is the caller's rights that do not suffice (RFC 6750, section 3.1).
 */
function challengeFor(status: number): Record<string, string> {
  if (status === STATUS_OF.UNAUTHENTICATED) return { 'WWW-Authenticate': 'Bearer' };
  return status === STATUS_OF.FORBIDDEN ? { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' } : {};
}

const RETRY_AFTER_SECONDS = '5';

/**
 * Turns whatever was thrown while a request was handled into what the caller is told. What nobody foresaw becomes a
 * 500 with generic text: its own message may hold what only an operator may see.
 */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof HttpError) {
    const { code, message, details, headers } = error;
    return { status: STATUS_OF[code], code, message, details, headers };
  }
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    const status = Object.hasOwn(STATUS_OF, code) ? STATUS_OF[code as ErrorCode] : STATUS_OF.RULE_VIOLATED;
    return { status, code, message, details, headers: challengeFor(status) };
  }
  if (error instanceof TooMuchWorkError) return tooMuchWork();
  const reading = isBrokenCompression(error)
    ? 'MALFORMED_REQUEST'
    : getOwn(READING_ERRORS, String(memberOf(error, 'type')));
  if (reading !== undefined) {
    const message = READING_MESSAGES[reading] ?? 'The request body could not be read to its end.';
    return { status: STATUS_OF[reading], code: reading, message, details: [], headers: {} };
  }
  if (error instanceof IssuerUnavailableError) {
    return unavailable('The issuer of the token cannot be asked just now. Try again shortly.');
  }
  const away = asUnavailable(error);
  if (error instanceof OverloadedError || away?.isBusy === true)
    return unavailable('The server is busy, and the request was not done. Try again shortly.');
  if (away !== undefined) return unavailable('The database cannot be reached just now. Try again shortly.');
  return {
    status: STATUS_OF.INTERNAL_ERROR,
    code: 'INTERNAL_ERROR',
    message: 'Something went wrong on the server. The request id finds it in the log.',
    details: [],
    headers: {},
  };
}

function tooMuchWork(): Refusal {
  const message = 'The request takes more work to check than one request may cause. Send less at once.';
  return { status: STATUS_OF.VALIDATION_ERROR, code: 'VALIDATION_ERROR', message, details: [], headers: {} };
}

function unavailable(message: string): Refusal {
  const headers = { 'Retry-After': RETRY_AFTER_SECONDS };
  return { status: STATUS_OF.UNAVAILABLE, code: 'UNAVAILABLE', message, details: [], headers };
}

const READING_MESSAGES: Partial<Record<ErrorCode, string>> = {
  PAYLOAD_TOO_LARGE: 'The request body is larger than this server accepts.',
  UNSUPPORTED_MEDIA_TYPE: 'The Content-Encoding is not supported. Send the body as it is, or with gzip, deflate or br.',
};

/** What zlib and brotli say of bytes that are not theirs. */
function isBrokenCompression(error: unknown): boolean {
  return /^(Z_|ERR__ERROR|ERR_BROTLI|ERR_ZSTD|ZSTD_)/.test(String(memberOf(error, 'code')));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? getOwn(value, name) : undefined;
}
