import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../../domain/errors.ts';
import { getOwn, setOwn } from '../../contract/json.ts';
import type { Item } from '../store/rows.ts';
import { refuseUnstorable } from '../store/storable.ts';
import { malformed, parseOperation, type Operation, type Pointer } from './patch-operation.ts';

/**
 * Applies a JSON patch (RFC 6902): all of its operations or none. Changes neither argument.
 *
 * Written here because the `rfc6902` package passes over tokens such as `constructor`, sees inherited members, and
 * removes the first element for `/tags/length`: JSON has no inherited members, and an index is digits only.
 *
 * @param patch a JSON value that may or may not be a patch
 * @throws HttpError 400 naming the operation and the member that is malformed, or when the result is not an object
 * @throws ConflictError when a `test` fails or a location does not exist in the item
 */
export function applyJsonPatch(item: Item, patch: unknown): Item {
  if (!Array.isArray(patch)) throw malformed('body', 'must be an array of JSON Patch operations');
  refuseUnstorable(patch, 'body');
  const operations = patch.map(parseOperation);
  let document: unknown = structuredClone(item);
  operations.forEach((operation, index) => {
    document = apply(document, operation, index);
  });
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw malformed('body', 'must leave an object');
  }
  return document as Item;
}

/** @returns the document after the operation; containers are changed in place, the root is replaced */
function apply(document: unknown, operation: Operation, index: number): unknown {
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return put(document, path, structuredClone(operation.value), index);
    case 'replace':
      look(document, path, `body.${index}.path`);
      return replace(document, path, structuredClone(operation.value), index);
    case 'remove':
      return take(document, path, `body.${index}.path`);
    case 'move': {
      const { from } = operation;
      const value = look(document, from, `body.${index}.from`);
      if (path.length > from.length && from.every((token, at) => token === path[at])) {
        throw malformed(`body.${index}.path`, 'must not lie inside the value that is moved');
      }
      // Moving a value to its own place changes nothing, and the whole document has no other place.
      if (path.length === from.length && from.every((token, at) => token === path[at])) return document;
      return put(take(document, from, `body.${index}.from`), path, value, index);
    }
    case 'copy':
      return put(document, path, structuredClone(look(document, operation.from, `body.${index}.from`)), index);
    case 'test': {
      const field = `body.${index}`;
      if (!isDeepStrictEqual(plain(look(document, path, `${field}.path`)), plain(operation.value))) {
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
function take(document: unknown, path: Pointer, field: string): unknown {
  const key = path.at(-1);
  look(document, path, field);
  if (key === undefined) return undefined;
  const container = containerOf(document, path, field);
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
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

function put(document: unknown, path: Pointer, value: unknown, index: number): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  const field = `body.${index}.path`;
  const container = containerOf(document, path, field);
  if (Array.isArray(container)) {
    const at = key === '-' ? container.length : INDEX.test(key) ? Number(key) : Infinity;
    if (at > container.length) throw absent(field);
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
