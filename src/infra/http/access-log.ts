import type { Request, Response } from 'express';
import { clip } from '@plumbline/contract/clip';
import type { Logger } from '../telemetry/logger.ts';
import { redactUrl } from '../telemetry/redact.ts';
import { exchangeOf } from './exchange.ts';

/** Longest path that is logged. */
const MOST_PATH = 2000;

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
  const bytesOnTheWire = countBytes(request, response);
  response.once('close', () => {
    const { served, requestId, startedAt, principal } = exchangeOf(response);
    const { statusCode: status, writableFinished } = response;
    logger[status >= 500 ? 'warn' : 'info'](writableFinished ? 'request' : 'request aborted', {
      requestId,
      method,
      path: clip(redactUrl(url, secretNames), MOST_PATH),
      ...(served === undefined ? {} : { route: served.operation.path, operationId: served.operation.id }),
      status,
      durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
      bytes: bytesOnTheWire(),
      ...(principal === undefined ? {} : { principal: `${principal.scheme}:${principal.subject}` }),
    });
  });
}

/**
 * Counts the bytes of the body that go out. Called before compression replaces `write` and `end`, so that it sees what
 * compression makes.
 *
 * @returns how many bytes of the body have left the process
 */
function countBytes(request: Request, response: Response): () => number {
  const { socket } = request;
  let given = 0;
  const count = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      given += Buffer.byteLength(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
    else if (chunk instanceof Uint8Array) given += chunk.byteLength;
  };
  for (const name of ['write', 'end'] as const) {
    const original = response[name].bind(response) as (...parts: unknown[]) => unknown;
    Object.assign(response, {
      [name]: (chunk: unknown, encoding: unknown, ...others: unknown[]) => {
        if (!response.writableEnded) count(chunk, encoding);
        return original(chunk, encoding, ...others);
      },
    });
  }
  return () => {
    // Node leaves the body out of these.
    const isBodiless = request.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304;
    const waiting = response.writableFinished ? 0 : socket.writableLength;
    return isBodiless ? 0 : Math.max(0, given - waiting);
  };
}
