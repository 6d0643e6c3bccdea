import type { RequestHandler } from 'express';
import type { Logger } from '../telemetry/logger.ts';
import { redactUrl } from '../telemetry/redact.ts';
import { exchangeOf } from './exchange.ts';

/** Writes one line a request when its answer is out, or when the client left before it was. */
export function accessLog(logger: Logger, secretNames: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const { method, url } = request;
    response.once('close', () => {
      const { served, requestId, startedAt, principal } = exchangeOf(response);
      const { statusCode: status, writableFinished } = response;
      const level = status >= 500 ? 'warn' : 'info';
      logger[level](writableFinished ? 'request' : 'request aborted', {
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
    next();
  };
}
