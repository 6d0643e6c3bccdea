import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../../domain/errors.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Item } from '../store/rows.ts';
import { HttpError } from '../../http/errors/errors.ts';
import { refuseUnstorable } from '../store/storable.ts';
import { malformed, parseOperation, type Operation, type Pointer } from './patch-operation.ts';

/**
 * What a patch may cost, in characters and sixteen for each value: what its operations copy, compare and move. A few
 * hundred bytes of `copy` double a value with each operation.
 */
const MOST_WORK = 2 ** 20;
const PER_VALUE = 16;
/** Elements that are moved along when one is put in or taken out in front of them, for the price of a character. */
const MOVED_FOR_ONE = 16;
/** Largest item that a patch may leave, by the same measure. */
const LARGEST = 4 * 2 ** 20;

/** What is left of the work that a patch may cost. */
class Budget {
  #left = MOST_WORK;

  spend(work: number): void {
    this.#left -= work;
    if (this.#left < 0) throw tooMuch('The patch copies, compares or moves more than this server accepts.');
  }

  /** Pays for a pass over a value. */
  pass(value: unknown): void {
    this.spend(weightOf(value, this.#left));
  }
}

function tooMuch(message: string): HttpError {
  return new HttpError('PAYLOAD_TOO_LARGE', message);
}

/** The weight of a value, counted no further than `most`: characters, and sixteen for each value. */
function weightOf(value: unknown, most: number): number {
  let weight = 0;
  const left = [value];
  while (left.length > 0 && weight <= most) {
    const next = left.pop();
    weight += PER_VALUE + (typeof next === 'string' ? next.length : 0);
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      if (weight + PER_VALUE * next.length > most) return Infinity;
      for (const element of next) left.push(element);
    } else {
      for (const [name, member] of Object.entries(next)) {
        weight += name.length;
        left.push(member);
      }
    }
  }
  return weight;
}

/**
 * Applies a JSON patch (RFC 6902): all of its operations or none. Changes neither argument.
 *
 * Written here because the `rfc6902` package passes over tokens such as `constructor`, sees inherited members, and
 * removes the first element for `/tags/length`: JSON has no inherited members, and an index is digits only.
 *
 * @param patch a JSON value that may or may not be a patch
 * @throws HttpError 400 naming the operation and the member that is malformed, or when the result is not an object
 * @throws HttpError 413 where the patch costs too much work, or leaves too large an item
 * @throws ConflictError when a `test` fails or a location does not exist in the item
 */
export function applyJsonPatch(item: Item, patch: unknown): Item {
  if (!Array.isArray(patch)) throw malformed('body', 'must be an array of JSON Patch operations');
  refuseUnstorable(patch, 'body');
  const operations = patch.map(parseOperation);
  const budget = new Budget();
  let document: unknown = structuredClone(item);
  operations.forEach((operation, index) => {
    document = apply(document, operation, index, budget);
  });
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw malformed('body', 'must leave an object');
  }
  if (weightOf(document, LARGEST) > LARGEST) throw tooMuch('The patch leaves a larger item than this server accepts.');
  return document as Item;
}

/** @returns the document after the operation; containers are changed in place, the root is replaced */
function apply(document: unknown, operation: Operation, index: number, budget: Budget): unknown {
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return put(document, path, structuredClone(operation.value), index, budget);
    case 'replace':
      look(document, path, `body.${index}.path`);
      return replace(document, path, structuredClone(operation.value), index);
    case 'remove':
      return take(document, path, `body.${index}.path`, budget);
    case 'move': {
      const { from } = operation;
      const value = look(document, from, `body.${index}.from`);
      if (path.length > from.length && from.every((token, at) => token === path[at])) {
        throw malformed(`body.${index}.path`, 'must not lie inside the value that is moved');
      }
      // Moving a value to its own place changes nothing, and the whole document has no other place.
      if (path.length === from.length && from.every((token, at) => token === path[at])) return document;
      return put(take(document, from, `body.${index}.from`, budget), path, value, index, budget);
    }
    case 'copy': {
      const value = look(document, operation.from, `body.${index}.from`);
      budget.pass(value);
      return put(document, path, structuredClone(value), index, budget);
    }
    case 'test': {
      const field = `body.${index}`;
      const value = look(document, path, `${field}.path`);
      budget.pass(value);
      if (!isDeepStrictEqual(plain(value), plain(operation.value))) {
        const details = [{ field, message: 'does not hold: the item has another value there' }];
        throw new ConflictError(`The item is not what operation ${index} of the patch tests for.`, details);
      }
      return document;
    }
  }
}

/** Zero has no sign in JSON: `-0` and `0` are numerically equal (RFC 6902, section 4.6). */
function plain(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

/** The container of the value that a pointer means; `undefined` where the pointer means the whole document. */
function containerOf(document: unknown, path: Pointer, field: string): Item | unknown[] {
  const container = look(document, path.slice(0, -1), field);
  if (typeof container !== 'object' || container === null) throw absent(field);
  return container as Item | unknown[];
}

const INDEX = /^(0|[1-9]\d*)$/;

function look(document: unknown, path: Pointer, field: string): unknown {
  let value = document;
  for (const token of path) {
    const isThere =
      typeof value === 'object' &&
      value !== null &&
      (Array.isArray(value) ? INDEX.test(token) && Number(token) < value.length : Object.hasOwn(value, token));
    if (!isThere) throw absent(field);
    value = getOwn(value as Item, token);
  }
  return value;
}

/** Takes away what is there. Without the whole document nothing is left, which is no object. */
function take(document: unknown, path: Pointer, field: string, budget: Budget): unknown {
  const key = path.at(-1);
  look(document, path, field);
  if (key === undefined) return undefined;
  const container = containerOf(document, path, field);
  if (Array.isArray(container)) {
    budget.spend((container.length - Number(key)) / MOVED_FOR_ONE);
    container.splice(Number(key), 1);
  } else delete container[key];
  return document;
}

/** Puts a value in the place of another one, which keeps its position among the members. */
function replace(document: unknown, path: Pointer, value: unknown, index: number): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  const container = containerOf(document, path, `body.${index}.path`);
  if (Array.isArray(container)) container[Number(key)] = value;
  else setOwn(container, key, value);
  return document;
}

function put(document: unknown, path: Pointer, value: unknown, index: number, budget: Budget): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  const field = `body.${index}.path`;
  const container = containerOf(document, path, field);
  if (Array.isArray(container)) {
    const at = key === '-' ? container.length : INDEX.test(key) ? Number(key) : Infinity;
    if (at > container.length) throw absent(field);
    budget.spend((container.length - at) / MOVED_FOR_ONE);
    container.splice(at, 0, value);
  } else setOwn(container, key, value);
  return document;
}

/** The patch is well-formed, and does not fit the item as it is now. */
function absent(field: string): ConflictError {
  return new ConflictError('The patch cannot be applied to the item as it is.', [
    { field, message: 'leads to nothing in the item' },
  ]);
}
