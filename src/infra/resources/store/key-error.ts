import { ConflictError, NotFoundError } from '../../../domain/errors.ts';
import { HttpError } from '../../http/errors/errors.ts';
import { capitalised, withArticle } from '@plumbline/contract/english';
import type { ForeignKey, Index } from '../schema/keys.ts';
import { nounOf } from '../noun.ts';

/** A conflict on the identifier itself, which the store may have chosen. */
export class TakenIdentifierError extends ConflictError {}

/** SQLSTATEs that a write may end in through what the caller sent. */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const PROGRAM_LIMIT_EXCEEDED = '54000';

/** What the caller is told about a key that the database refused; any other error comes back as it is. */
export function keyError(error: unknown, indexes: readonly Index[], foreignKeys: readonly ForeignKey[]): unknown {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === UNIQUE_VIOLATION) {
    const index = indexes.find(({ name }) => name === constraint);
    if (index === undefined) return error;
    const noun = nounOf(index.table.resource);
    const field = index.field ?? 'identifier';
    const Kind = index.isIdentity ? TakenIdentifierError : ConflictError;
    const details = [{ field: `body.${field}`, message: 'is taken' }];
    return new Kind(`${capitalised(withArticle(noun))} with this ${field} already exists.`, details, { cause: error });
  }
  if (code === FOREIGN_KEY_VIOLATION) {
    const key = foreignKeys.find(({ name }) => name === constraint);
    const noun = key ? nounOf(key.target.resource) : 'parent';
    return new NotFoundError(`There is no such ${noun}.`, [], { cause: error });
  }
  if (code === PROGRAM_LIMIT_EXCEEDED) {
    return new HttpError('VALIDATION_ERROR', 'The request is larger than can be stored.', { cause: error });
  }
  return error;
}
