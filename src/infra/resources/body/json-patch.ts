import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../../domain/errors.ts';
import { HttpError } from '../../http/errors/errors.ts';
import type { Item } from '../store/rows.ts';
import { refuseUnstorable } from '../store/storable.ts';

interface Step {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

/**
 * Applies a JSON patch (RFC 6902): all of its steps or none. Changes neither argument.
 *
 * @throws HttpError 400 on a step that is none or that leads nowhere
 * @throws ConflictError when a `test` step does not hold
 */
export function applyJsonPatch(item: Item, steps: readonly unknown[]): Item {
  refuseUnstorable(steps, 'body');
  const root = { '': structuredClone(item) as unknown };
  steps.forEach((step, index) => {
    apply(root, step as Step, index);
  });
  const patched = root[''];
  if (typeof patched !== 'object' || patched === null || Array.isArray(patched))
    throw malformed(0, 'must leave an object');
  return patched as Item;
}

function apply(root: Item, { op, path, from, value }: Step, index: number): void {
  switch (op) {
    case 'add':
      put(root, path, structuredClone(value), index);
      return;
    case 'replace':
      take(root, path, index);
      put(root, path, structuredClone(value), index);
      return;
    case 'remove':
      take(root, path, index);
      return;
    case 'move':
      if (path.startsWith(`${from ?? ''}/`)) throw malformed(index, 'cannot move a value into itself');
      put(root, path, take(root, from ?? '', index), index);
      return;
    case 'copy':
      put(root, path, structuredClone(look(root, from ?? '', index)), index);
      return;
    case 'test':
      if (!isDeepStrictEqual(look(root, path, index), value)) {
        throw new ConflictError(`The item is not what step ${index} of the patch tests for.`);
      }
      return;
    default:
      throw malformed(index, 'must be add, remove, replace, move, copy or test');
  }
}

/** The container of the value that a pointer means, and its key there. */
function hold(root: Item, pointer: string, index: number): { container: Item | unknown[]; key: string } {
  if (pointer !== '' && !pointer.startsWith('/')) throw malformed(index, 'must have a JSON pointer');
  const tokens = [
    '',
    ...pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')),
  ];
  const key = tokens.pop() ?? '';
  let container: unknown = root;
  for (const token of tokens) container = member(container, token, index);
  if (typeof container !== 'object' || container === null || key === '__proto__') throw nowhere(index);
  return { container: container as Item | unknown[], key };
}

function member(container: unknown, key: string, index: number): unknown {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, key)) throw nowhere(index);
  return (container as Item)[key];
}

function look(root: Item, pointer: string, index: number): unknown {
  const { container, key } = hold(root, pointer, index);
  return member(container, key, index);
}

function take(root: Item, pointer: string, index: number): unknown {
  const { container, key } = hold(root, pointer, index);
  const value = member(container, key, index);
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
  return value;
}

function put(root: Item, pointer: string, value: unknown, index: number): void {
  const { container, key } = hold(root, pointer, index);
  if (!Array.isArray(container)) {
    container[key] = value;
    return;
  }
  const at = key === '-' ? container.length : /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Infinity;
  if (at > container.length) throw nowhere(index);
  container.splice(at, 0, value);
}

const nowhere = (index: number): HttpError => malformed(index, 'leads nowhere');

function malformed(index: number, message: string): HttpError {
  return new HttpError('VALIDATION_ERROR', 'The patch cannot be applied.', {
    details: [{ field: `body.${index}`, message }],
  });
}
