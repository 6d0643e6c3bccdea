import type { Request, Response } from 'express';
import type { Logger } from '../telemetry/logger.ts';
import { errorBody } from './error-body.ts';
import { exchangeOf } from './exchange.ts';
import { refusalFor } from './refusal.ts';
import { withDeclaredStatus } from './validation-status.ts';

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
    for (const name of response.getHeaderNames())
      if (/^(?:etag|content-.*|link)$/.test(name)) response.removeHeader(name);
    const { mediaType, text: body } = errorBody(exchange.served, refusal, exchange.requestId, request.headers.accept);
    for (const [name, text] of Object.entries(refusal.headers)) response.setHeader(name, text);
    response.statusCode = refusal.status;
    response.setHeader('Content-Type', mediaType.includes('charset=') ? mediaType : `${mediaType}; charset=utf-8`);
    response.setHeader('Content-Length', Buffer.byteLength(body));
    if (!request.complete && !isCheapToRead(request)) response.setHeader('Connection', 'close');
    response.end(body);
  };
}

/** Bytes of a refused body that are read off the connection rather than losing it. */
const CHEAP_TO_READ = 65_536;

/**
 * Whether what is left of a body that was refused unread is little: Node then reads it off when the answer is out, so
 * that the next request finds its place. For a larger one, or one that does not say how large, a new connection is cheaper.
 */
function isCheapToRead({ headers }: Request): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= CHEAP_TO_READ;
}
