import { error as validatorErrors } from 'express-openapi-validator';
import { MulterError } from 'multer';
import type { FieldProblem } from '../../../domain/errors.ts';
import { counted } from '@plumbline/contract/english';
import { HttpError } from '../errors/errors.ts';
import { fieldProblems } from './problems.ts';

/** A request that does not satisfy the contract, with every problem found. */
export function invalidRequest(details: readonly FieldProblem[]): HttpError {
  const message = `Request validation failed: ${counted(details.length, 'invalid value')}.`;
  return new HttpError('VALIDATION_ERROR', message, { details });
}

/** What the parser of uploads (multer and busboy) reports, in words for the caller. */
const UPLOAD_FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^Too many parts/, 'it has too many parts'],
  [/^File too large/, 'a file is too large'],
  [/^Too many files/, 'it has too many files'],
  [/^Field name too long/, 'the name of a part is too long'],
  [/^Field value too long/, 'the text of a part is too long'],
  [/^Too many fields/, 'it has too many text parts'],
  [/^Field name missing/, 'a part has no name'],
  [/index/i, 'the index in the name of a part is too large'],
  [/^Unexpected end of form/, 'it ends before its closing boundary'],
  [/part header/i, 'the headers of a part cannot be read'],
  [/boundary/i, 'the Content-Type has no boundary, or the boundary does not occur in the body'],
];

function uploadFault(text: string): string {
  return UPLOAD_FAULTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'it is not well-formed multipart/form-data';
}

/** Errors of multer that say that a part is larger, or that there are more of them, than the server accepts. */
const TOO_MUCH = /^LIMIT_(FILE|PART)_(SIZE|COUNT)$/;

/** An error of the upload parser as an error response: what it calls an error of its own, the client got wrong. */
export function explainUpload(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const fault = uploadFault(error.message);
  if (error instanceof MulterError && TOO_MUCH.test(error.code)) {
    return new HttpError('PAYLOAD_TOO_LARGE', `The upload is larger than this server accepts: ${fault}.`);
  }
  return new HttpError('MALFORMED_REQUEST', `The multipart body cannot be read: ${fault}.`, { cause: error });
}

/**
 * What express-openapi-validator threw, as ours; anything else comes back as it is.
 *
 * @param found problems that were found before the validator ran, which belong to the same answer
 */
export function explainRefusal(
  error: unknown,
  pathNames: ReadonlyMap<string, string>,
  found: readonly FieldProblem[],
): unknown {
  if (error instanceof validatorErrors.BadRequest) {
    const reported = Array.isArray(error.errors) ? fieldProblems(error.errors, pathNames) : [];
    // Of a body that is not there, nothing more needs to be said.
    const isBodyMissing = found.some(({ field }) => field === 'body');
    const faults = isBodyMissing ? reported.filter(({ field }) => !/^body\b/.test(field)) : reported;
    if (faults.length + found.length > 0) return invalidRequest([...found, ...faults]);
    return new HttpError('VALIDATION_ERROR', 'Request validation failed.', { cause: error });
  }
  if (error instanceof validatorErrors.UnsupportedMediaType) {
    return new HttpError('UNSUPPORTED_MEDIA_TYPE', 'The media type of the body is not declared.', { cause: error });
  }
  return error;
}
