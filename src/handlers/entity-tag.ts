import { StaleError } from '../domain/errors.ts';

interface Versioned {
  readonly version: number;
}

/** The ETag of a state: strong, since equal versions have equal representations. */
export function entityTag({ version }: Versioned): string {
  return `"${version}"`;
}

/**
 * Holds `If-Match` (RFC 9110, section 13.1.1): weak tags never match, `*` always does, and so does no header at all.
 * @throws StaleError when none of the tags names the current state
 */
export function assertMatch({ 'if-match': header }: { 'if-match'?: string }, current: Versioned): void {
  if (header === undefined) return;
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(entityTag(current))) return;
  throw new StaleError('It has been changed since you read it. Read it again.');
}
