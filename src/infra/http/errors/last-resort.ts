import type { ServerResponse } from 'node:http';
import { clip } from '@plumbline/contract/clip';
import type { Logger } from '../../telemetry/logger.ts';
import { logContext } from '../../telemetry/context.ts';

/**
 * Answers a request that nothing else could answer: a constant, which cannot fail for what the request, the contract or
 * the error is. An answer that is under way is cut off instead.
 */
export function answerLastResort(response: ServerResponse, requestId = ''): void {
  try {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const name of response.getHeaderNames()) if (name !== 'x-request-id') response.removeHeader(name);
    const error = {
      code: 'INTERNAL_ERROR',
      message: 'Something went wrong on the server. The request id finds it in the log.',
      details: [],
      requestId: clip(requestId),
    };
    const body = JSON.stringify({ success: false, error });
    response.statusCode = 500;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.setHeader('Connection', 'close');
    response.end(body);
  } catch {
    response.destroy();
  }
}

/**
 * Keeps the process when an exception or a rejection reaches nobody. Whatever a request causes is thrown in code that
 * serves that request alone: it is answered with a 500 and logged, and the others go on. What cannot be trusted any more
 * after that, the database, has transactions of its own, and probes of its own that end the process.
 */
export function surviveExceptions(logger: Logger): void {
  process.on('uncaughtException', (error: unknown, origin) => {
    logSafely(logger, 'an error that nothing handled', error, { origin });
    const context = logContext();
    if (context?.response !== undefined) answerLastResort(context.response, context.requestId);
  });
}

/** Logging is not worth a second failure. */
export function logSafely(logger: Logger, message: string, error: unknown, fields: object = {}): void {
  try {
    logger.error(message, { ...fields, error });
  } catch {
    process.stderr.write(`${message}\n`);
  }
}
