import { error as validatorErrors } from 'express-openapi-validator';
import type { FieldProblem } from '../../../domain/errors.ts';
import { HttpError } from '../errors/errors.ts';
import { fieldProblems } from './problems.ts';

/** A request that does not satisfy the contract, with every problem found. */
export function invalidRequest(details: readonly FieldProblem[]): HttpError {
  const count = details.length === 1 ? 'One value does' : `${details.length} values do`;
  return new HttpError('VALIDATION_ERROR', `The request does not satisfy the contract: ${count} not fit.`, { details });
}

/** What the parser of uploads threw, as ours: it calls its own what the client got wrong. */
export function explainUpload(error: unknown): unknown {
  if (error instanceof validatorErrors.RequestEntityTooLarge) return error;
  if (!(error instanceof validatorErrors.BadRequest || error instanceof validatorErrors.InternalServerError)) {
    return error;
  }
  return new HttpError('MALFORMED_REQUEST', `The multipart body cannot be read: ${error.message}.`, { cause: error });
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
    return new HttpError('VALIDATION_ERROR', error.message, { cause: error });
  }
  if (error instanceof validatorErrors.RequestEntityTooLarge) {
    return new HttpError('PAYLOAD_TOO_LARGE', `The upload is larger than this server accepts: ${error.message}.`);
  }
  if (error instanceof validatorErrors.UnsupportedMediaType) {
    return new HttpError('UNSUPPORTED_MEDIA_TYPE', 'The media type of the body is not declared.', { cause: error });
  }
  return error;
}
