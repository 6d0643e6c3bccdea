import type { Request, Response } from 'express';
import type { Logger } from '../../telemetry/logger.ts';
import { errorBody } from './error-body.ts';
import { exchangeOf } from '../exchange.ts';
import { endRefused } from './linger.ts';
import { suppliedHeaders } from '../response/response-headers.ts';
import { declaredResponse, type ServedOperation } from '../served-operation.ts';
import { refusalFor } from './refusal.ts';
import { withDeclaredStatus } from '../validation/validation-status.ts';

/** Headers of the answer that did not come about. A policy is no description of it, whatever it is called. */
const OF_THE_BODY = /^(?:etag|link|content-(?!security-policy).*)$/;

/** Headers that the contract requires of the answer and that nobody wrote: an error has them as well. */
function requiredHeaders(
  served: ServedOperation | undefined,
  status: number,
  response: Response,
): Record<string, string> {
  if (served === undefined) return {};
  const declared = declaredResponse(served.operation, status);
  if (declared === undefined || Object.values(declared.headers).every(({ required }) => !required)) return {};
  return suppliedHeaders(served.contract, declared, {}, (name) => response.hasHeader(name));
}

type WriteError = (error: unknown, request: Request, response: Response) => void;

/**
 * The one writer of errors. What the caller did is told to the caller; what we did is also logged, once, with its
 * whole chain of causes.
 */
export function createErrorWriter(logger: Logger): WriteError {
  return (error, request, response) => {
    const exchange = exchangeOf(response);
    const refusal = withDeclaredStatus(exchange.served, refusalFor(error));
    if (refusal.status >= 500 && refusal.code !== 'NOT_IMPLEMENTED') {
      logger.error(refusal.message, { code: refusal.code, details: refusal.details, error });
    }
    if (response.headersSent) {
      // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    for (const name of response.getHeaderNames()) if (OF_THE_BODY.test(name)) response.removeHeader(name);
    const { mediaType, text: body } = errorBody(exchange.served, refusal, exchange.requestId, request.headers.accept);
    for (const [name, text] of Object.entries(refusal.headers)) response.setHeader(name, text);
    for (const [name, text] of Object.entries(requiredHeaders(exchange.served, refusal.status, response)))
      response.setHeader(name, text);
    response.statusCode = refusal.status;
    response.setHeader('Content-Type', mediaType.includes('charset=') ? mediaType : `${mediaType}; charset=utf-8`);
    response.setHeader('Content-Length', Buffer.byteLength(body));
    endRefused(request, response, body);
  };
}
