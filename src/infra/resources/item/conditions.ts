import { StaleError } from '../../../domain/errors.ts';
import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { textOf } from '../text.ts';

/** Strong: the version counts every change of a row, and the key is no other row's, also after it is gone. */
export function etagOf(row: Row): string {
  return `"${Number(row['_key'])}.${Number(row['_version'])}"`;
}

/** Whether a list of entity tags (RFC 9110, section 13.1) names the row, or anything. A weak tag names it weakly. */
function names(header: unknown, row: Row, isWeakEnough: boolean): boolean {
  const tags = textOf(header)
    .split(',')
    .map((tag) => (isWeakEnough ? tag.trim().replace(/^W\//, '') : tag.trim()));
  return tags.some((tag) => tag === '*' || tag === etagOf(row));
}

/** @throws StaleError when `If-Match` names another version, or `If-None-Match` this one, of what is to be written */
export function requireMatch({ headers }: Invocation, row: Row): void {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match !== undefined && !names(match, row, false)) {
    throw new StaleError('It was changed after it was read (If-Match). Read it again.');
  }
  if (noneMatch !== undefined && names(noneMatch, row, true)) {
    throw new StaleError('It is there already (If-None-Match).');
  }
}

/** @throws StaleError when `If-Match` asks for a version, or any, of what is not there */
export function requireNothing({ headers }: Invocation): void {
  if (headers['if-match'] === undefined) return;
  throw new StaleError('It is not there, or not any more (If-Match).');
}

/** Whether a read may be answered with 304: the caller has this version. */
export function isNotModified({ headers }: Invocation, row: Row): boolean {
  const noneMatch = headers['if-none-match'];
  return noneMatch !== undefined && names(noneMatch, row, true);
}
