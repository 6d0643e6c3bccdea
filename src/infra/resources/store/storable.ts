import { HttpError } from '../../http/errors/errors.ts';

/**
 * PostgreSQL stores no NUL character, and UTF-8 has no half of a surrogate pair. JSON has both, so that a value can be
 * valid by its schema and still have no place to go: the caller is told which.
 *
 * @throws HttpError 400 naming the field, `body.items.0.name`
 */
export function refuseUnstorable(value: unknown, field: string): void {
  const found = unstorable(value, field);
  if (found === undefined) return;
  throw new HttpError('VALIDATION_ERROR', 'The request holds text that cannot be stored.', {
    details: [{ field: found, message: 'must not hold NUL characters or half surrogate pairs' }],
  });
}

function unstorable(value: unknown, field: string): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : field;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (!isStorable(key)) return field;
    const found = unstorable(member, `${field}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether PostgreSQL can hold the text at all: what it cannot hold is not in it either. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
