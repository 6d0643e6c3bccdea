import { STATUS_CODES } from 'node:http';
import { violations } from '../../contract/check.ts';
import type { Contract, Response, Schema } from '../../contract/contract.ts';
import { projection } from '../../contract/lenses/project.ts';
import { schemaView } from '../../contract/lenses/view.ts';
import { complete } from '../../contract/sample/complete.ts';
import { errorMembers, type ErrorFacts } from './error-members.ts';
import { errorText, isWritable } from './error-text.ts';
import type { Refusal } from './errors.ts';
import { isJson } from '../../contract/media-type.ts';
import { negotiate } from '../request/negotiate.ts';
import { objectParts } from '../request/schema-parts.ts';
import { declaredResponse, type ServedOperation } from '../served-operation.ts';

export interface ErrorBody {
  mediaType: string;
  text: string;
}

const PROBLEM = 'application/problem+json';
/** Fields that one message names. */
const MAX_NAMED = 20;

/**
 * The body of an error. Where the operation declares a schema for the status, the body is valid against it: our own
 * shape or problem details (RFC 9457) if the schema takes one of these, else one made of the schema's own names. Where
 * it declares nothing, or only what cannot say what is wrong (an image), our own shape, or problem details for a client
 * that asks for these.
 */
export function errorBody(
  served: ServedOperation | undefined,
  refusal: Refusal,
  requestId: string,
  accept: string | undefined,
): ErrorBody {
  const wantsProblem = accept?.includes(PROBLEM) ?? false;
  const declared = served && writableContent(declaredResponse(served.operation, refusal.status), accept);
  if (served === undefined || declared === undefined) {
    return wantsProblem
      ? { mediaType: PROBLEM, text: JSON.stringify(problemDetails(refusal, requestId)) }
      : { mediaType: 'application/json', text: JSON.stringify(ownShape(refusal, requestId)) };
  }
  const { mediaType, schema } = declared;
  const { contract } = served;
  if (!isJson(mediaType)) {
    const value = schema === true ? ownShape(refusal, requestId) : completed(contract, schema, refusal, requestId);
    return { mediaType, text: errorText(contract, schema, mediaType, value, refusal, requestId) };
  }
  const shapes = mediaType.startsWith(PROBLEM) ? [problemDetails] : [ownShape, problemDetails];
  const fitting = shapes.find((shape) => speaks(contract, schema, shape(refusal, requestId)));
  const body = fitting
    ? saying(refusal, (told) => shown(contract, schema, fitting(told, requestId)))
    : completed(contract, schema, refusal, requestId);
  return { mediaType, text: JSON.stringify(body) };
}

/** A body fits a schema that accepts it and declares its members: one that merely tolerates them means other names. */
function speaks(contract: Contract, schema: Schema, value: object): boolean {
  const { properties } = objectParts(contract, schema);
  const names = Object.keys(value);
  const isDeclared = properties.size === 0 || names.filter((name) => properties.has(name)).length > names.length / 2;
  return isDeclared && violations(contract, schema, shown(contract, schema, value), 'response').length === 0;
}

/** What the schema shows of a body: what nobody declares does not leave, in an error as little as elsewhere. */
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
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    requestId,
    ...(details.length === 0 ? {} : { errors: details }),
  };
}

/** Made of the names that the schema declares: a message is a `message`, an `error_description` or a `detail` there. */
function completed(contract: Contract, schema: Schema, refusal: Refusal, requestId: string): unknown {
  return saying(refusal, (told) =>
    complete(contract, schema, errorMembers(contract, schema, { ...told, requestId }), { seed: told.code }),
  );
}

/**
 * Where a body has no place for the fields at fault, its message names them, and its title where it has no message
 * either: a client must learn what to mend.
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
  const isUsable = (name: string) =>
    isWritable(name) || ((isJson(name) || name.includes('*')) && content[name]?.schema !== undefined);
  const names = Object.keys(content).filter(isUsable);
  const [first] = names;
  if (first === undefined) return undefined;
  const mediaType = negotiate(accept, names) ?? first;
  const schema = content[mediaType]?.schema ?? true;
  return { mediaType: mediaType.includes('*') ? 'application/json' : mediaType, schema };
}
