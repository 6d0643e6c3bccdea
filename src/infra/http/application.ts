import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { secretQueryNames, type Authenticators } from '../auth/authenticate.ts';
import type { Contract } from '@plumbline/contract/contract';
import { beforeDeadline } from '../db/deadline.ts';
import { logContext } from '../telemetry/context.ts';
import { admit } from './request/admit.ts';
import { createAuthorise } from './security/authorise.ts';
import { compress, correlate, securityHeaders } from './correlation.ts';
import { crossOrigin } from './cors.ts';
import { dispatch, enter } from './routing/dispatch.ts';
import { HttpError } from './errors/errors.ts';
import { exchangeOf, type Exchange } from './exchange.ts';
import { invoke } from './invoke.ts';
import type { RateLimits } from './security/rate-limits.ts';
import { checkHost } from './routing/request-target.ts';
import { createRespond, type ExitOptions } from './response/respond.ts';
import { createRouter } from './routing/router.ts';
import type { ServedOperation } from './served-operation.ts';
import { createShards } from './validation/shards.ts';
import { createSystem, type IsStalled, type Readiness } from './system/system.ts';
import { createValidation } from './validation/validate.ts';
import { createErrorWriter, errorHandler } from './errors/write-error.ts';

export interface ApplicationOptions extends ExitOptions {
  contract: Contract;
  operations: readonly ServedOperation[];
  authenticators: Authenticators;
  /** Security schemes that start-up printed a working credential for. */
  shown: ReadonlySet<string>;
  limits: RateLimits;
  readiness: Readiness;
  isStalled: IsStalled;
  /** How long an operation is waited for, in milliseconds; 0: without end. */
  requestTimeout: number;
  corsOrigins: readonly string[];
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
  bodyLimit: number;
  /** The process is about to end: answers close their connections. */
  isStopping: () => boolean;
}

/**
 * The way of a request: correlation, dispatch, admission, validation, invocation, response; whatever is thrown on the
 * way is written by the one writer of errors.
 */
export function createApplication(options: ApplicationOptions): Express {
  const { contract, logger, corsOrigins } = options;
  const application = express();
  application.disable('x-powered-by');
  application.disable('etag');
  application.set('query parser', false);
  application.set('trust proxy', options.trustedProxies);
  // Express 5 computes `query` on every access; here the steps and the validator write to it.
  Object.defineProperty(application.request, 'query', { value: undefined, writable: true, configurable: true });
  application.use(
    inTurn([
      correlate({ logger, secretNames: secretQueryNames(contract), isStopping: options.isStopping }),
      securityHeaders(),
      ...(corsOrigins.length > 0 ? [crossOrigin(contract, corsOrigins)] : []),
      compress(),
      serveContract(options),
    ]),
  );
  application.use(errorHandler(contract, logger));
  return application;
}

/** One handler of several that take every path: Express would match the path anew for each, 4 % of a small request. */
function inTurn(handlers: readonly RequestHandler[]): RequestHandler {
  return (request, response, next) => {
    const run = (position: number): unknown =>
      handlers[position]?.(request, response, (error?: unknown) => {
        if (error === undefined) run(position + 1);
        else next(error);
      });
    return run(0);
  };
}

/** Steps 2 to 6. */
function serveContract(options: ApplicationOptions): RequestHandler {
  const { contract, operations, authenticators, limits, bodyLimit, readiness, logger } = options;
  const router = createRouter(operations);
  const system = createSystem(contract, readiness, options.isStalled);
  const respond = createRespond(options);
  const writeError = createErrorWriter(contract, logger);

  const shards = createShards({ contract, authenticators });
  const validate = createValidation(contract, shards, createAuthorise(options), bodyLimit);

  const answer = async (
    served: ServedOperation,
    request: Request,
    response: Response,
    exchange: Exchange,
  ): Promise<void> => {
    admit(served, request, exchange, bodyLimit);
    await validate(served, request, response, exchange);
    const answered = await beforeDeadline(options.requestTimeout, () => invoke(served, request, exchange));
    await respond(served, request, response, exchange, answered);
  };
  const serve = async (request: Request, response: Response): Promise<void> => {
    checkHost(request);
    const path = pathOf(request.url);
    const reserved = system.reserved(path);
    if (reserved !== undefined) return reserved(request, response);
    const exchange = exchangeOf(response);
    const found = dispatch(router, request, exchange);
    if (found.kind === 'absent') {
      // The contract's own paths come first; only what it does not have may be one of ours.
      const page = system.short(path);
      if (page === undefined) throw found.refusal;
      return page(request, response);
    }
    if (found.kind === 'options') {
      response.setHeader('Allow', found.allow.join(', '));
      response.status(204).end();
      return;
    }
    for (const [position, candidate] of found.candidates.entries()) {
      const { served } = candidate;
      enter(candidate, found.values, exchange);
      const context = logContext();
      if (context !== undefined) context.operationId = served.operation.id;
      const isLast = position === found.candidates.length - 1;
      const counting = limits.byAddress(served, request, response);
      if (counting !== undefined) await counting;
      try {
        await answer(served, request, response, exchange);
        return;
      } catch (error) {
        // Operations on one URL may differ in nothing but their bodies: the first that the request satisfies answers.
        if (isLast || !(error instanceof HttpError && error.code === 'VALIDATION_ERROR')) throw error;
      }
    }
  };
  return (request, response) =>
    serve(request, response).catch((error: unknown) => {
      writeError(error, request, response);
    });
}

function pathOf(url: string): string {
  const question = url.indexOf('?');
  return question === -1 ? url : url.slice(0, question);
}
