import type { Contract, ContractOperation, Response } from '@plumbline/contract/contract';
import { violations } from '@plumbline/contract/check';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import { serializer } from '@plumbline/contract/views/serializer';
import type { FieldProblem } from '../../../domain/errors.ts';
import { isJson } from '@plumbline/contract/media-type';
import { headerProblems, suppliedHeaders, type IsWritten } from './response-headers.ts';
import { declaredResponse, type ServedOperation } from '../served-operation.ts';

/** How one operation answers with one status, worked out from its declared response on first use. */
export interface ExitForm {
  /** Declared media types of the body, in order; empty where none is declared. */
  mediaTypes: readonly string[];
  /** The status may be answered. */
  isDeclared: boolean;
  /** Text of a JSON body: only what the contract declares gets into it. */
  serialise(mediaType: string, body: unknown): string;
  /** What in headers and body contradicts the declared response. */
  check(
    mediaType: string | undefined,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    isWritten: IsWritten,
    isBodiless: boolean,
  ): FieldProblem[];
  /** The headers to send: those that a handler gave as they are, all others as the contract declares them. */
  headers(given: Readonly<Record<string, string>>, isWritten: IsWritten): Readonly<Record<string, string>>;
  links: Response['links'];
}

type Serialise = (body: unknown) => string;

/** Works out the exit of an operation for a status. */
export function exitForm({ contract, operation, answering }: ServedOperation, status: number): ExitForm {
  const declared = declaredResponse(operation, status);
  const content = declared?.content ?? {};
  const serialisers = new Map<string, Serialise>();
  const makeSerialiser = (mediaType: string): Serialise => {
    const schema = getOwn(content, mediaType)?.schema;
    const made = schema === undefined ? writeExactJson : serializer(contract, schema);
    serialisers.set(mediaType, made);
    return made;
  };
  return {
    mediaTypes: Object.keys(content),
    isDeclared: declared !== undefined || (status < 300 && !declaresSuccess(operation)),
    serialise: (mediaType, body) => (serialisers.get(mediaType) ?? makeSerialiser(mediaType))(body),
    check: (mediaType, body, headers, isWritten, isBodiless) => [
      ...headerProblems(contract, declared, headers, isWritten),
      // HTTP has no body here, whatever a contract declares.
      ...(isBodiless ? [] : checkBody(contract, declared, mediaType, body)),
    ],
    headers: (given, isWritten) =>
      answering.by === 'handler' ? given : suppliedHeaders(contract, declared, given, isWritten),
    links: declared?.links ?? {},
  };
}

/** A contract that declares failures alone still has to be answered: any success is as good as another then. */
function declaresSuccess({ responses }: ContractOperation): boolean {
  return Object.keys(responses).some((status) => /^[23]|^default$/.test(status));
}

function checkBody(
  contract: Contract,
  declared: Response | undefined,
  mediaType: string | undefined,
  body: unknown,
): FieldProblem[] {
  const names = Object.keys(declared?.content ?? {});
  if (body === undefined) return names.length === 0 ? [] : [{ field: 'body', message: 'is declared, but missing' }];
  if (mediaType === undefined || names.length === 0)
    return [{ field: 'body', message: 'is not declared for this status' }];
  const schema = getOwn(declared?.content, mediaType)?.schema;
  if (schema === undefined || !isJson(mediaType)) return [];
  return violations(contract, schema, body, 'response').map(({ pointer, message }) => ({
    field: ['body', ...pointer.split('/').slice(1)].join('.'),
    message,
  }));
}
