import { randomUUIDv7 } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { withLogContext } from '../telemetry/context.ts';
import type { Logger } from '../telemetry/logger.ts';
import { logWhenDone } from './access-log.ts';
import { beginExchange } from './exchange.ts';

const SANE_ID = /^[\x21-\x7e]{1,128}$/;

export interface CorrelationOptions {
  logger: Logger;
  /** Query parameters that carry credentials. */
  secretNames: ReadonlySet<string>;
  /** The process is about to end: answers close their connections. */
  isStopping: () => boolean;
}

/**
 * Step 1: names the request (its own `X-Request-Id` if sane, else a new one), echoes the name, opens the log context,
 * and sees to it that one line is logged in the end.
 */
export function correlate({ logger, secretNames, isStopping }: CorrelationOptions): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    // Version 7 sorts by time, so that logs and traces of one moment stand together.
    const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUIDv7();
    beginExchange(request, response, requestId);
    response.setHeader('X-Request-Id', requestId);
    if (isStopping()) response.setHeader('Connection', 'close');
    logWhenDone(logger, secretNames, request, response);
    withLogContext(contextOf(requestId, response), next);
  };
}

/** The response is no part of what is logged. */
function contextOf(requestId: string, response: ServerResponse): Parameters<typeof withLogContext>[0] {
  return Object.defineProperty({ requestId }, 'response', { value: response, enumerable: false });
}

/**
 * Security headers for an API: nothing it answers may be framed, sniffed or run. The docs page has its own policy.
 * Headers that only matter to old browsers showing pages are left out: every answer would carry them.
 */
export function securityHeaders(): RequestHandler {
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xPoweredBy: false,
      xXssProtection: false,
    }),
  );
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** The headers that helmet would set on every answer; they never differ, so they are asked for once. */
function headersOf(handler: ReturnType<typeof helmet>): Map<string, string> {
  const headers = new Map<string, string>();
  const request = {};
  const response = { setHeader: (name: string, value: string) => headers.set(name, value) };
  handler(request as unknown as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}

/** Compresses answers of a kilobyte or more for clients that take it. */
export function compress(): RequestHandler {
  const handler = compression({ threshold: 1024 });
  return (request, response, next) => {
    if (request.headers['accept-encoding'] === undefined) next();
    else handler(request, response, next);
  };
}
