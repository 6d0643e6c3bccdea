import { createHmac, randomBytes } from 'node:crypto';
import type { Contract, SecurityScheme } from '@plumbline/contract/contract';
import { digest } from './opaque-token.ts';

/**
 * Who vouches for the stand-ins of development, as external identities name it. Their account may do everything, counts
 * as nobody who registered, and in production lets nobody in.
 */
export const STAND_INS = 'urn:plumbline:stand-ins';

/** A credential that was configured, known by its digest. */
export interface KnownCredential {
  /** Whom it lets in, as logs and rate limits name them. */
  subject: string;
  /** SHA-256 of the token, the key, or `user:password`; hex. */
  sha256: string;
  /** `*` stands for all. */
  scopes: readonly string[];
  /** Made for development, not configured by anybody. */
  isStandIn?: boolean;
}

/** By the name of the security scheme that they belong to. */
export type KnownCredentials = ReadonlyMap<string, readonly KnownCredential[]>;

/** A credential that stands in for a real one in development, shown at start-up. */
export interface DevelopmentCredential {
  scheme: string;
  /** Where it is sent: in a header (a cookie is one), or in the query. */
  in: 'header' | 'query' | 'cookie';
  name: string;
  /** As it is sent: `Bearer dev_...`. */
  value: string;
}

/**
 * Makes one working credential for each security scheme of a contract that can have one, with all scopes. Schemes that
 * are read from the same place share it: a request can carry only one there.
 *
 * @param secret what they are made from; the same secret makes the same credentials
 * @returns what the authenticators take, and what to print
 */
export function developmentCredentials(
  contract: Contract,
  secret = randomBytes(32).toString('hex'),
): { known: KnownCredentials; shown: DevelopmentCredential[] } {
  const known = new Map<string, KnownCredential[]>();
  const shown: DevelopmentCredential[] = [];
  for (const [scheme, declared] of Object.entries(schemesOf(contract))) {
    const place = placeOf(declared);
    if (place === undefined) continue;
    const key = createHmac('sha256', secret).update(`${place.in} ${place.name} ${place.prefix}`).digest('hex');
    const credential = `${place.prefix === 'Basic ' ? 'developer:' : ''}dev_${key.slice(0, 32)}`;
    const sent = place.prefix === 'Basic ' ? Buffer.from(credential).toString('base64') : credential;
    known.set(scheme, [{ subject: 'developer', sha256: digest(credential), scopes: ['*'], isStandIn: true }]);
    shown.push({ scheme, in: place.in, name: place.name, value: place.prefix + sent });
  }
  return { known, shown };
}

/** Where a scheme's credential stands in a request; nowhere for a client certificate. */
function placeOf(
  scheme: SecurityScheme,
): { in: 'header' | 'query' | 'cookie'; name: string; prefix: string } | undefined {
  switch (scheme.type) {
    case 'apiKey':
      return { in: scheme.in ?? 'header', name: scheme.name ?? '', prefix: '' };
    case 'http':
      return { in: 'header', name: 'Authorization', prefix: `${capitalised(scheme.scheme)} ` };
    case 'oauth2':
    case 'openIdConnect':
      return { in: 'header', name: 'Authorization', prefix: 'Bearer ' };
    case 'mutualTLS':
      return undefined;
  }
}

/** Both lists for every scheme. */
export function mergedCredentials(one: KnownCredentials, other: KnownCredentials): KnownCredentials {
  const schemes = new Set([...one.keys(), ...other.keys()]);
  return new Map([...schemes].map((scheme) => [scheme, [...(one.get(scheme) ?? []), ...(other.get(scheme) ?? [])]]));
}

function schemesOf({ document }: Contract): Record<string, SecurityScheme> {
  return document.components?.securitySchemes ?? {};
}

function capitalised(scheme = 'bearer'): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1).toLowerCase();
}
