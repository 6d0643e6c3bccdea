import type { IncomingHttpHeaders } from 'node:http';
import type { SecurityScheme } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';

/** Where credentials may stand in a request. */
export interface Credentials {
  headers: IncomingHttpHeaders;
  query: Readonly<Record<string, unknown>>;
  cookies: Readonly<Record<string, unknown>>;
}

/**
 * The credential that a request carries for a security scheme.
 *
 * @returns the token, key or user:password text; none where the request has none for this scheme
 */
export function credentialFor(scheme: SecurityScheme, { headers, query, cookies }: Credentials): string | undefined {
  switch (scheme.type) {
    case 'apiKey': {
      const name = scheme.name ?? '';
      const found =
        scheme.in === 'query'
          ? getOwn(query, name)
          : scheme.in === 'cookie'
            ? getOwn(cookies, name)
            : getOwn(headers, name.toLowerCase());
      return typeof found === 'string' && found !== '' ? found : undefined;
    }
    case 'http':
      return authorization(headers, scheme.scheme ?? 'bearer');
    case 'oauth2':
    case 'openIdConnect':
      return authorization(headers, 'bearer');
    case 'mutualTLS':
      return undefined;
  }
}

/** The `WWW-Authenticate` challenge that tells a client how to authenticate with a scheme (RFC 9110, section 11.6.1). */
export function challengeFor(name: string, scheme: SecurityScheme, scopes: readonly string[]): string {
  const realm = `realm="${name}"`;
  switch (scheme.type) {
    case 'http': {
      if (scheme.scheme?.toLowerCase() === 'basic') return `Basic ${realm}, charset="UTF-8"`;
      return `${capitalised(scheme.scheme ?? 'bearer')} ${realm}${scopeOf(scopes)}`;
    }
    case 'apiKey':
      return `ApiKey ${realm}, in="${scheme.in ?? 'header'}", name="${scheme.name ?? ''}"`;
    case 'mutualTLS':
      return `MutualTLS ${realm}`;
    case 'oauth2':
    case 'openIdConnect':
      return `Bearer ${realm}${scopeOf(scopes)}`;
  }
}

function scopeOf(scopes: readonly string[]): string {
  return scopes.length === 0 ? '' : `, scope="${scopes.join(' ')}"`;
}

function authorization({ authorization: header }: IncomingHttpHeaders, scheme: string): string | undefined {
  if (header === undefined || header.charAt(scheme.length) !== ' ') return undefined;
  if (header.slice(0, scheme.length).toLowerCase() !== scheme.toLowerCase()) return undefined;
  const credential = header.slice(scheme.length).trim();
  return credential === '' ? undefined : credential;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
