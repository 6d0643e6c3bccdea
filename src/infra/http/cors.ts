import type { OutgoingHttpHeader } from 'node:http';
import cors from 'cors';
import type { RequestHandler, Response } from 'express';
import type { Contract } from '@plumbline/contract/contract';

/** Headers that the server sends of its own accord. */
const SENT = [
  'Accept',
  'Allow',
  'Content-Disposition',
  'Content-Range',
  'Deprecation',
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'WWW-Authenticate',
  'X-Request-Id',
];
/** Every script may read these (Fetch, CORS-safelisted response-header name), or none may, or they are about CORS itself. */
const NOT_LISTED =
  /^(?:access-control-.*|cache-control|connection|content-language|content-length|content-type|expires|keep-alive|last-modified|pragma|set-cookie2?|transfer-encoding|vary)$/i;
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * CORS for the configured origins: preflights allow every method that the contract declares and the request headers
 * that are asked for; scripts may read every header that the contract declares or the response has. A plain `OPTIONS`
 * without a preflight's headers goes on to the contract.
 */
export function crossOrigin({ operations }: Pick<Contract, 'operations'>, origins: readonly string[]): RequestHandler {
  const isAny = origins.includes('*');
  const declared = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ headers }) => Object.keys(headers)),
  );
  const exposed = distinct([...SENT, ...declared]);
  const share = cors({
    origin: isAny ? '*' : [...origins],
    // With cookies, only named origins: a page of any origin would act as the person who looks at it.
    credentials: !isAny,
    methods: [...new Set([...METHODS, ...operations.map(({ method }) => method.toUpperCase())])],
    maxAge: 600,
    optionsSuccessStatus: 204,
  });
  return (request, response, next) => {
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    if (request.headers.origin === undefined) next();
    else if (request.method === 'OPTIONS' && !isPreflight) next();
    else {
      exposeHeaders(response, exposed);
      share(request, response, next);
    }
  };
}

/** Lists the headers that scripts may read once all headers of the response are known. */
function exposeHeaders(response: Response, always: readonly string[]): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => Response;
  response.writeHead = ((...given: [number, ...OutgoingHttpHeader[]]) => {
    if (!response.headersSent) {
      const sent = response.getHeaderNames();
      response.setHeader('Access-Control-Expose-Headers', distinct([...always, ...sent]).join(','));
    }
    return writeHead(...given);
  }) as typeof response.writeHead;
}

/** Each name once, whatever its case. */
function distinct(names: readonly string[]): string[] {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name] as const).reverse());
  return [...byName.values()].filter((name) => !NOT_LISTED.test(name)).reverse();
}
