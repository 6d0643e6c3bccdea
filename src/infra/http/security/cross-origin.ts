import type { Request } from 'express';
import type { Contract, SecurityRequirement } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a requirement is satisfied by a cookie, which browsers send without being asked. */
export function usesCookie({ document }: Contract, requirement: SecurityRequirement): boolean {
  const schemes = document.components?.securitySchemes ?? {};
  return Object.keys(requirement)
    .map((name) => getOwn(schemes, name))
    .some((scheme) => scheme?.type === 'apiKey' && scheme.in === 'cookie');
}

/**
 * Whether a page of another origin made a browser send this request: a forgery, unless that origin is trusted. Browsers
 * say so in `Sec-Fetch-Site`, older ones by an `Origin` that is not ours, and no page can change either. A request with
 * neither does not come from a browser, and has its cookie from whoever sent it. The same rule as Go's
 * `http.CrossOriginProtection`; no token has to be handed out and kept.
 *
 * @param method as sent
 * @param trusted origins that may call with cookies; `*` trusts nobody
 */
export function isCrossOrigin(
  method: string,
  { headers }: Pick<Request, 'headers'>,
  trusted: readonly string[],
): boolean {
  if (SAFE_METHODS.has(method)) return false;
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && origin !== '*' && trusted.includes(origin)) return false;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host);
}
