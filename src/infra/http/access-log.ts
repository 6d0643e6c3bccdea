import type { Request, Response } from 'express';
import type { Logger } from '../telemetry/logger.ts';
import { redactUrl } from '../telemetry/redact.ts';
import { exchangeOf } from './exchange.ts';

/**
 * Writes the one line of a request when its answer is out, or when the client left before it was.
 *
 * @param secretNames query parameters whose values stay out of the log
 */
export function logWhenDone(
  logger: Logger,
  secretNames: ReadonlySet<string>,
  request: Request,
  response: Response,
): void {
  // Validation shows the request under another method and URL for a while.
  const { method, url } = request;
  response.once('close', () => {
    const { served, requestId, startedAt, principal } = exchangeOf(response);
    const { statusCode: status, writableFinished } = response;
    logger[status >= 500 ? 'warn' : 'info'](writableFinished ? 'request' : 'request aborted', {
      requestId,
      method,
      path: redactUrl(url, secretNames),
      ...(served === undefined ? {} : { route: served.operation.path, operationId: served.operation.id }),
      status,
      durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
      bytes: Number(response.getHeader('Content-Length') ?? 0),
      ...(principal === undefined ? {} : { principal: `${principal.scheme}:${principal.subject}` }),
    });
  });
}
