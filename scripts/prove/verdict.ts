import { isEqual } from '@plumbline/contract/sample/json-value';
import { violations } from '@plumbline/contract/check';
import type { Contract, ContractOperation, Response, Schema } from '@plumbline/contract/contract';
import { projection } from '@plumbline/contract/views/project';
import { schemaView } from '@plumbline/contract/views/view';
import { coveringType } from '@plumbline/contract/media-type';
import { readings } from './vary/valid-values.ts';

/** What came back. */
export interface Received {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed where the media type is JSON. */
  json?: unknown;
  milliseconds: number;
}

/** One way in which an answer is not what the contract says. */
export interface Contradiction {
  /** Name of the check, `declared-status`. */
  rule: string;
  message: string;
}

/** The status, as declared, that governs an answer's: exact, then its class (`4XX`), then `default`; none where none does. */
export function declaredStatus({ responses }: ContractOperation, status: number): string | undefined {
  const range = `${String(status).charAt(0)}XX`;
  return [String(status), range, range.toLowerCase(), 'default'].find((each) => Object.hasOwn(responses, each));
}

/** The declared response that governs a status. */
export function declaredResponse(operation: ContractOperation, status: number): Response | undefined {
  const declared = declaredStatus(operation, status);
  return declared === undefined ? undefined : operation.responses[declared];
}

/** The media type of an answer, without parameters; none where it has no body. */
export function mediaTypeOf({ headers, text }: Received): string | undefined {
  const type = headers.get('content-type');
  return type === null || text === '' ? undefined : type.split(';')[0]?.trim().toLowerCase();
}

/** A line of a stack trace, as it stands or as JSON writes it. */
const TRACE = /(?:\n|\\n)\s*at .+?:\d+:\d+\)?|\/node_modules\//u;

/** Everything about an answer that contradicts the contract; empty when it is true to it. */
export function contradictions(contract: Contract, operation: ContractOperation, received: Received): Contradiction[] {
  const { status, text } = received;
  if (status === 501) return [];
  if (status >= 500) return [{ rule: 'no-5xx', message: `answered ${status}: ${text.slice(0, 300)}` }];
  const declared = declaredResponse(operation, status);
  if (status >= 400 && TRACE.test(text)) {
    return [{ rule: 'no-leaks', message: `the answer shows where in the program it was made: ${text.slice(0, 200)}` }];
  }
  if (!declared && isUnavoidable(operation, status)) return [];
  if (!declared) {
    return [{ rule: 'declared-status', message: `status ${status} is not declared: ${text.slice(0, 200)}` }];
  }
  return [...headerContradictions(contract, declared, received), ...bodyContradictions(contract, declared, received)];
}

/**
 * What HTTP itself says of a request, whether the contract repeats it or not: refusals of what is wrong with it, 404 of
 * what is not there, 304 and 412 of its conditions. Where no success is declared, success must say something else.
 */
function isUnavoidable({ responses }: ContractOperation, status: number): boolean {
  if ([304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 422, 429, 431].includes(status)) return true;
  return status < 300 && !Object.keys(responses).some((each) => /^2/.test(each));
}

function headerContradictions(contract: Contract, declared: Response, { headers }: Received): Contradiction[] {
  return Object.entries(declared.headers).flatMap(([name, header]) => {
    const value = headers.get(name);
    if (value === null) {
      return header.required ? [{ rule: 'declared-headers', message: `header ${name} is required and missing` }] : [];
    }
    const isValid = readings(value).some((each) => violations(contract, header.schema, each, 'response').length === 0);
    return isValid ? [] : [{ rule: 'declared-headers', message: `header ${name}: "${value}" is not valid` }];
  });
}

function bodyContradictions(contract: Contract, declared: Response, received: Received): Contradiction[] {
  const names = Object.keys(declared.content);
  if (received.text === '') {
    // HTTP has no body in a 204, 205 or 304, whatever is declared there.
    const mayHaveBody = ![204, 205, 304].includes(received.status);
    const isMissing = mayHaveBody && names.length > 0 && names.every((name) => /[/+]json\b/.test(name));
    return isMissing ? [{ rule: 'declared-body', message: `there is no body; ${names.join(', ')} is declared` }] : [];
  }
  if (names.length === 0)
    return received.status < 300 ? [{ rule: 'declared-body', message: 'a body that is not declared' }] : [];
  const type = mediaTypeOf(received) ?? '';
  const name = coveringType(names, type);
  // An archive or a sheet cannot say what is wrong: such an error is told as where none is declared.
  const isTold = received.status < 400 || names.some((each) => /json|xml|^text\/|\*/i.test(each));
  if (name === undefined && !isTold) return [];
  if (name === undefined) {
    return [
      { rule: 'declared-media-type', message: `media type ${type || '(none)'} is not declared (${names.join(', ')})` },
    ];
  }
  const schema = declared.content[name]?.schema;
  if (schema === undefined || received.json === undefined) return [];
  const wrong = violations(contract, schema, received.json, 'response').map(({ pointer, message }) => ({
    rule: 'declared-body',
    message: `body${pointer}: ${message}`,
  }));
  return wrong.length > 0 ? wrong : leaks(contract, schema, received.json);
}

/** Members that the contract neither declares nor welcomes, and writeOnly ones. */
function leaks(contract: Contract, schema: Schema, body: unknown): Contradiction[] {
  const view = schemaView(contract, 'response');
  const carried = projection(view, view.of(schema))(body);
  if (isEqual(carried, body)) return [];
  return [
    {
      rule: 'undeclared-member',
      message: `the body has more than the contract declares: ${difference(body, carried)}`,
    },
  ];
}

/** The first member that is in one value and not in the other. */
function difference(value: unknown, other: unknown, pointer = ''): string {
  if (typeof value !== 'object' || value === null || typeof other !== 'object' || other === null) return pointer || '/';
  for (const [key, member] of Object.entries(value)) {
    if (!Object.hasOwn(other, key)) return `${pointer}/${key}`;
    const there = (other as Record<string, unknown>)[key];
    if (!isEqual(member, there)) return difference(member, there, `${pointer}/${key}`);
  }
  return pointer || '/';
}
