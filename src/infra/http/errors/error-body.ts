import { violations } from '@plumbline/contract/check';
import type { Contract, Response, Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { projection } from '@plumbline/contract/views/project';
import { schemaView } from '@plumbline/contract/views/view';
import { isJson } from '@plumbline/contract/media-type';
import { negotiate } from '../request/negotiate.ts';
import { objectParts } from '../request/schema-parts.ts';
import type { ServedOperation } from '../served-operation.ts';
import { commonError, declaredError, isErrorContent } from './common-shape.ts';
import { errorMembers, type ErrorFacts } from './error-members.ts';
import { errorText } from './error-text.ts';
import type { Refusal } from './errors.ts';
import { fillError, reasonOf } from './fill-error.ts';

export interface ErrorBody {
  mediaType: string;
  text: string;
}

/** The request that an error answers. */
export interface FailedRequest {
  requestId: string;
  accept?: string | undefined;
  /** The path as sent, without its query. */
  path?: string | undefined;
}

const PROBLEM = 'application/problem+json';
/** Fields that one message names. */
const MAX_NAMED = 20;

/**
 * The body of an error: in the shape that the operation declares for the status; where it declares none, or there is no
 * operation, in the shape that the contract declares most often; else in our own, or as problem details (RFC 9457) for a
 * client that asks for these. A declared shape may be one of these two; any other is filled by its own names.
 */
export function errorBody(
  contract: Contract,
  served: ServedOperation | undefined,
  refusal: Refusal,
  request: FailedRequest,
): ErrorBody {
  const { accept, requestId } = request;
  const wantsProblem = accept?.includes(PROBLEM) ?? false;
  const own = served && writableContent(declaredError(served.operation, refusal.status), accept);
  const declared = own ?? (wantsProblem ? undefined : writableContent(commonError(contract, refusal.status), accept));
  if (declared === undefined) {
    return wantsProblem
      ? { mediaType: PROBLEM, text: JSON.stringify(problemDetails(refusal, requestId)) }
      : { mediaType: 'application/json', text: JSON.stringify(ownShape(refusal, requestId)) };
  }
  const { mediaType, schema } = declared;
  if (!isJson(mediaType)) {
    const value = schema === true ? ownShape(refusal, requestId) : completed(contract, schema, refusal, request);
    return { mediaType, text: errorText(contract, schema, mediaType, value, refusal, requestId) };
  }
  const shapes = mediaType.startsWith(PROBLEM) ? [problemDetails] : [ownShape, problemDetails];
  const fitting = shapes.find((shape) => speaks(contract, schema, shape(refusal, requestId)));
  const body = fitting
    ? saying(refusal, (told) => shown(contract, schema, fitting(told, requestId)))
    : completed(contract, schema, refusal, request);
  return { mediaType, text: JSON.stringify(body) };
}

/** A body fits a schema that accepts it and declares its members: one that merely tolerates them means other names. */
function speaks(contract: Contract, schema: Schema, value: object): boolean {
  const { properties } = objectParts(contract, schema);
  const names = Object.keys(value);
  const isDeclared = properties.size === 0 || names.filter((name) => properties.has(name)).length > names.length / 2;
  return isDeclared && violations(contract, schema, shown(contract, schema, value), 'response').length === 0;
}

/** What the schema shows of a body: undeclared members do not leave, in an error as little as elsewhere. */
function shown(contract: Contract, schema: Schema, value: object): unknown {
  const view = schemaView(contract, 'response');
  return projection(view, view.of(schema))(value);
}

/** `{ success: false, error: { code, message, details, requestId } }` */
export function ownShape({ code, message, details }: Refusal, requestId: string): object {
  return { success: false, error: { code, message, details, requestId } };
}

function problemDetails({ status, code, message, details }: Refusal, requestId: string): object {
  return {
    type: 'about:blank',
    title: reasonOf(status),
    status,
    detail: message,
    code,
    requestId,
    ...(details.length === 0 ? {} : { errors: details }),
  };
}

/** Made of the names that the schema declares: a message is a `message`, an `error_description` or a `detail` there. */
function completed(contract: Contract, schema: Schema, refusal: Refusal, { requestId, path }: FailedRequest): unknown {
  return saying(refusal, (told) => {
    const facts: ErrorFacts = { ...told, requestId, ...(path === undefined ? {} : { path }) };
    return fillError(contract, schema, errorMembers(contract, schema, facts), facts);
  });
}

/**
 * Where a body has no place for the fields at fault, its message names them, and its title where it has no message
 * either: a client must learn what to change.
 */
function saying(refusal: Refusal, made: (told: Omit<ErrorFacts, 'requestId'>) => unknown): unknown {
  const value = made(refusal);
  const [first] = refusal.details;
  const isSaid = (body: unknown) => first === undefined || JSON.stringify(body).includes(first.field);
  if (isSaid(value)) return value;
  const fields = refusal.details.slice(0, MAX_NAMED).map(({ field, message }) => `${field} ${message}`);
  const message = `${refusal.message} ${fields.join('; ')}.`;
  const told = made({ ...refusal, message });
  return isSaid(told) ? told : made({ ...refusal, message, title: message });
}

/** The declared media type that an error is written in: one that the client takes, if there is one. */
function writableContent(
  response: Response | undefined,
  accept: string | undefined,
): { mediaType: string; schema: Schema } | undefined {
  const content = response?.content ?? {};
  const names = Object.entries(content).flatMap(([name, media]) => (isErrorContent(name, media) ? [name] : []));
  const [first] = names;
  if (first === undefined) return undefined;
  const mediaType = negotiate(accept, names) ?? first;
  const schema = getOwn(content, mediaType)?.schema ?? true;
  return { mediaType: mediaType.includes('*') ? 'application/json' : mediaType, schema };
}
