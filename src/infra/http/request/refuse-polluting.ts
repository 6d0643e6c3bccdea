import { clip } from '@plumbline/contract/clip';
import { MOST_PROBLEMS } from '../../../domain/bounds.ts';
import type { FieldProblem } from '../../../domain/errors.ts';
import { UnkeepableNumber } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import { HttpError } from '../errors/errors.ts';

const UNKEEPABLE = 'must be a number that can be kept: whole, or with no more digits than a double has (15 to 17)';
/** Deeper nesting than any real body has; beyond it recursive code could be made to run out of stack. */
const MAX_DEPTH = 64;

/** The same refusals for what another parser made, of a body or of the parameter that `place` names. */
export function refusePolluting(value: unknown, place = 'body'): void {
  const found: Found = { problems: [], others: 0 };
  inspect(value, { name: place }, 1, found);
  refuse(found, place);
}

function refuse(found: Found, place: string): void {
  if (found.problems.length === 0) return;
  const what = place === 'body' ? 'The request body' : 'The request';
  const { problems: details, others } = found;
  throw new HttpError('MALFORMED_REQUEST', `${what} holds values that are not accepted.`, { details, others });
}

/** What was found, as far as it is listed; the names on the way to it are put together for what is listed only. */
interface Found {
  problems: FieldProblem[];
  others: number;
}

/** Where a value is: its name, or its position in a list. */
interface Place {
  name: string | number;
  within?: Place;
}

function addProblem(found: Found, place: Place, message: string): void {
  if (found.problems.length < MOST_PROBLEMS) found.problems.push({ field: textOf(place), message });
  else found.others += 1;
}

function textOf({ name, within }: Place): string {
  const own = typeof name === 'string' ? clip(name) : String(name);
  return within === undefined ? own : `${textOf(within)}.${own}`;
}

/** Adds a problem for every value in `value` that must not go on. */
function inspect(value: unknown, place: Place, depth: number, found: Found): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) addProblem(found, place, 'must not contain the NUL character');
    else if (!value.isWellFormed()) addProblem(found, place, 'must be well-formed Unicode');
    return;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (value instanceof UnkeepableNumber) {
    addProblem(found, place, UNKEEPABLE);
    return;
  }
  if (depth > MAX_DEPTH) {
    addProblem(found, place, `is nested deeper than ${MAX_DEPTH} levels`);
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (isInspected(item)) inspect(item, { name: index, within: place }, depth + 1, found);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const item = getOwn(value, key);
    if (key.includes('\0') || !key.isWellFormed()) {
      addProblem(found, place, 'has a name that is not well-formed text');
    } else if (isInspected(item)) inspect(item, { name: key, within: place }, depth + 1, found);
  }
}

function isInspected(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/**
 * Refuses names by which code that merges objects carelessly changes the prototype of all: `__proto__`, and a
 * `constructor` that carries a `prototype`. For handlers written by hand only: derived resources take any name as data.
 */
export function refusePrototypeNames(value: unknown, place: string): void {
  const found: Found = { problems: [], others: 0 };
  findPrototypeNames(value, { name: place }, found);
  refuse(found, place);
}

function findPrototypeNames(value: unknown, place: Place, found: Found): void {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const within = { name: Array.isArray(value) ? Number(name) : name, within: place };
    if (isPolluting(name, member)) addProblem(found, within, 'is a name that is not accepted');
    else findPrototypeNames(member, within, found);
  }
}

function isPolluting(key: string, value: unknown): boolean {
  if (key === '__proto__') return true;
  return key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
