import type { Services } from '../../domain/services.ts';
import type { operations, OperationId } from '../contract.generated.ts';
import type { Principal } from '../auth/principal.ts';
import { inEvenTime } from './even-time.ts';
import type { Answer, Answerer, Invocation } from './invocation.ts';

export type { OperationId };

/**
 * A handler of one operation of the project's own contract: a typed request in, a declared answer out. What it refuses
 * it throws, as a domain error.
 */
export type Operation<Id extends OperationId> = (
  request: OperationRequest<Id>,
  services: Services,
) => OperationAnswer<Id> | Promise<OperationAnswer<Id>>;

/**
 * A handler of an operation that has something slow to do first, such as hashing a password. `prepare` does it before
 * the unit of work begins, with services to read with, and returns the handler proper.
 */
export interface PreparedOperation<Id extends OperationId> {
  prepare(request: OperationRequest<Id>, services: Services): Operation<Id> | Promise<Operation<Id>>;
  /** How long the handler proper takes would tell a stranger what it found: it is answered in even time. */
  isEven?: true;
}

/** One handler for every operation: a missing, misnamed or mistyped one does not compile. */
export type Handlers = { [Id in OperationId]: Operation<Id> | PreparedOperation<Id> };

/** The validated request of an operation. */
export interface OperationRequest<Id extends OperationId> {
  path: Values<operations[Id]['parameters'], 'path'>;
  query: Values<operations[Id]['parameters'], 'query'>;
  /** By lower-case name. */
  headers: LowercaseKeys<Values<operations[Id]['parameters'], 'header'>>;
  cookies: Values<operations[Id]['parameters'], 'cookie'>;
  body: RequestBody<operations[Id]>;
  /** Base path under which the request came in, `/v1`, for locations. */
  basePath: string;
  principal?: Principal;
  requestId: string;
  /** Network address and User-Agent of the client, as far as they are known. */
  address?: string;
  userAgent?: string;
}

/** The answers of an operation, told apart by their status: those that the contract declares below 400. */
export type OperationAnswer<Id extends OperationId> = AnswerOf<operations[Id]['responses']>;

type AnswerOf<Responses> = {
  [Status in SuccessStatus<Responses>]: Prettify<
    { status: Status } & AnswerHeaders<Responses[Status]> & AnswerBody<Responses[Status]>
  >;
}[SuccessStatus<Responses>];

type SuccessStatus<Responses> = {
  [Status in keyof Responses]: `${Status & number}` extends `2${string}` | `3${string}` ? Status : never;
}[keyof Responses];

/** The server itself sends these. */
type ServerHeader = 'Access-Control-Allow-Origin' | 'RateLimit' | 'RateLimit-Policy';

type AnswerHeaders<Response> = Response extends { headers: infer Headers }
  ? [DeclaredKeys<Headers>] extends [never]
    ? { headers?: never }
    : object extends Pick<Headers, DeclaredKeys<Headers>>
      ? { headers?: Pick<Headers, DeclaredKeys<Headers>> }
      : { headers: Pick<Headers, DeclaredKeys<Headers>> }
  : { headers?: never };

type DeclaredKeys<Headers> = Exclude<
  keyof { [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name] },
  ServerHeader
> &
  keyof Headers;

type AnswerBody<Response> = Response extends { content: infer Content }
  ? { body: Content[keyof Content] }
  : { body?: never };

/** Parameters of one location, by name; `{}` where none are declared. */
type Values<Parameters, Location extends string> = Location extends keyof Parameters
  ? [NonNullable<Parameters[Location]>] extends [never]
    ? object
    : NonNullable<Parameters[Location]>
  : object;

type LowercaseKeys<Headers> = { [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };

type RequestBody<Declared> = Declared extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Declared extends { requestBody?: { content: infer Content } }
    ? Content[keyof Content] | undefined
    : undefined;

type Prettify<Type> = { [Key in keyof Type]: Type[Key] };

/** Runs work with services that share one unit of work, which ends with it; a write is audited as what `request` did. */
export type InServices = <Result>(
  access: 'read' | 'write',
  request: Invocation,
  work: (services: Services) => Result | Promise<Result>,
) => Promise<Result>;

/**
 * Makes the handler of an operation an answerer. Here, and nowhere else, the types of the contract meet the values of
 * a request: that they agree is what validation has just made sure of.
 */
export function answererOf(handlers: Handlers, id: OperationId, inServices: InServices): Answerer {
  const handler = handlers[id] as unknown as Handle | Prepared;
  return async (invocation) => {
    const isPrepared = 'prepare' in handler;
    const handle = isPrepared
      ? await inServices('read', invocation, (services) => handler.prepare(invocation, services))
      : handler;
    const access = invocation.operation.method === 'get' ? 'read' : 'write';
    const answering = () => inServices(access, invocation, (services) => handle(invocation, services));
    return isPrepared && handler.isEven === true ? inEvenTime(answering) : answering();
  };
}

interface Prepared {
  prepare: (...given: Parameters<Handle>) => Handle | Promise<Handle>;
  isEven?: true;
}

type Handle = (request: Invocation, services: Services) => Answer | Promise<Answer>;
