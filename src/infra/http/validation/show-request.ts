import type { Request } from 'express';
import { shownName } from '@plumbline/contract/views/parameter-name';
import { essenceOf, parameterOf } from '@plumbline/contract/media-type';
import { SHARD_URL, type Shard } from './shard.ts';
import type { ServedOperation } from '../served-operation.ts';

/** The request as one shard of the validator is to see it, until `restore` puts back what came in. */
export interface ShownRequest {
  showCredentials(query: Record<string, unknown>, cookies: Record<string, unknown>): void;
  showParameters(shown: Record<'query' | 'cookies' | 'headers' | 'path', Record<string, unknown>>): void;
  restore(): void;
}

/** Request headers that the validator itself looks at, declared as parameters or not. */
const ALWAYS_SHOWN = ['content-type', 'authorization', 'accept'] as const;

/**
 * Shows a request to a shard: under the URL that its one template matches, with the declared media type in place of
 * the one sent. The validator keeps a compiled schema for every content type that it meets, so it must only meet
 * declared ones.
 */
export function showRequest(
  request: Request,
  shard: Shard,
  { operation, consumes }: ServedOperation,
  mediaType: string | undefined,
): ShownRequest {
  const { method, url, originalUrl, headers } = request;
  // Without a type the validator looks at nothing else, also where no body came and only the parameters are of interest.
  const [firstType] = operation.requestBody?.required === true ? consumes : [];
  const contentType = shownType(headers['content-type'], mediaType ?? firstType);
  request.method = operation.method.toUpperCase();
  request.url = SHARD_URL;
  request.originalUrl = SHARD_URL;
  if (contentType !== headers['content-type']) {
    request.headers = { ...headers, 'content-type': contentType };
    if (contentType === undefined) delete request.headers['content-type'];
  }
  let path: Record<string, unknown> = {};
  return {
    showCredentials(query, cookies) {
      request.query = query as Request['query'];
      request.cookies = cookies;
    },
    showParameters(shown) {
      const always = ALWAYS_SHOWN.map((name) => [name, request.headers[name]] as const);
      request.query = rekeyed(shown.query, (name) => shownName('query', name)) as Request['query'];
      request.cookies = rekeyed(shown.cookies, (name) => shownName('cookie', name));
      const sent = always.filter(([, value]) => value !== undefined);
      request.headers = {
        ...Object.fromEntries(sent),
        ...rekeyed(shown.headers, (name) => shownName('header', name)),
      } as typeof headers;
      path = rekeyed(shown.path, (name) => shard.canonicalNames.get(name) ?? name);
      (request as unknown as { openapi: { pathParams: unknown } }).openapi.pathParams = path;
    },
    restore() {
      Object.assign(request, { method, url, originalUrl, headers });
    },
  };
}

/** The declared type, with the boundary that a multipart body cannot be read without. */
function shownType(given: string | undefined, declared: string | undefined): string | undefined {
  if (declared === undefined) return undefined;
  const isForm = essenceOf(declared) === 'multipart/form-data';
  const boundary = isForm ? parameterOf(given ?? '', 'boundary') : undefined;
  // Quoted, since it may hold what a bare one may not (RFC 2046, section 5.1.1, which also says how long it is).
  if (boundary !== undefined && boundary.length <= 70) return `multipart/form-data; boundary="${boundary}"`;
  return declared.includes('*') ? (given ?? declared) : declared;
}

function rekeyed(values: Record<string, unknown>, rename: (name: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]));
}
