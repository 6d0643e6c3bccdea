import { HttpError } from '../../http/errors/errors.ts';
import { getOwn } from '@plumbline/contract/json';

/** One operation of a patch whose members have been checked. */
export type Operation =
  | { op: 'add' | 'replace' | 'test'; path: Pointer; value: unknown }
  | { op: 'remove'; path: Pointer }
  | { op: 'move' | 'copy'; path: Pointer; from: Pointer };

/** Tokens of a JSON pointer (RFC 6901), unescaped. */
export type Pointer = readonly string[];

type Operator = Operation['op'];

/** Members that each operation must have beside `op` and `path` (RFC 6902, section 4). */
const MEMBERS: Readonly<Record<Operator, 'value' | 'from' | undefined>> = {
  add: 'value',
  replace: 'value',
  test: 'value',
  remove: undefined,
  move: 'from',
  copy: 'from',
};

/**
 * Reads one operation of a JSON patch.
 *
 * @throws HttpError 400 naming the member that is malformed
 */
export function parseOperation(value: unknown, index: number): Operation {
  const field = `body.${index}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(field, 'must be an object');
  const member = (name: string): unknown => (Object.hasOwn(value, name) ? getOwn(value, name) : undefined);
  const op = member('op');
  if (!isOperator(op)) throw malformed(`${field}.op`, `must be one of ${Object.keys(MEMBERS).join(', ')}`);
  const path = parsePointer(member('path'), `${field}.path`);
  switch (op) {
    case 'remove':
      return { op, path };
    case 'move':
    case 'copy':
      return { op, path, from: parsePointer(member('from'), `${field}.from`) };
    default:
      if (!Object.hasOwn(value, 'value')) throw malformed(`${field}.value`, 'is required');
      return { op, path, value: member('value') };
  }
}

function isOperator(op: unknown): op is Operator {
  return typeof op === 'string' && Object.hasOwn(MEMBERS, op);
}

function parsePointer(text: unknown, field: string): Pointer {
  const isPointer = typeof text === 'string' && /^(\/([^~/]|~[01])*)*$/u.test(text);
  if (!isPointer) throw malformed(field, 'must be a JSON pointer such as /name or /tags/0');
  return text
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The error response to a patch that is malformed at a field. */
export function malformed(field: string, message: string): HttpError {
  return new HttpError('VALIDATION_ERROR', 'The patch cannot be applied.', { details: [{ field, message }] });
}
