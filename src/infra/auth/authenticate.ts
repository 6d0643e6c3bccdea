import type { Contract, ContractOperation, SecurityRequirement, SecurityScheme } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import type { Principal } from './principal.ts';
import { challengeFor, type Credentials } from './credential.ts';

/** Finds out who calls by one security scheme; none where the credential is missing or wrong. */
export type Authenticator = (credentials: Credentials, scopes: readonly string[]) => Promise<Principal | undefined>;

/** One authenticator for every security scheme of the contract, by scheme name. */
export type Authenticators = ReadonlyMap<string, Authenticator>;

/**
 * `WWW-Authenticate` for an operation: a challenge for every scheme that would let a caller in. A bearer token that came
 * along and was not taken is called invalid (RFC 6750, section 3.1).
 *
 * @param authorization the request's header of that name
 */
export function challenges(contract: Contract, { security }: ContractOperation, authorization?: string): string {
  const schemes = securitySchemes(contract);
  const hasToken = /^bearer /i.test(authorization ?? '');
  const seen = new Map<string, string>();
  for (const [name, scopes] of security.flatMap((requirement) => Object.entries(requirement))) {
    const scheme = getOwn(schemes, name);
    if (scheme === undefined) continue;
    const challenge = challengeFor(name, scheme, scopes);
    seen.set(name, hasToken && challenge.startsWith('Bearer ') ? `${challenge}, error="invalid_token"` : challenge);
  }
  return [...seen.values()].join(', ');
}

/** `WWW-Authenticate` for a caller who is known, and whose credential lacks scopes: what it would have to have. */
export function scopeChallenges(contract: Contract, lacking: readonly SecurityRequirement[]): string {
  const schemes = securitySchemes(contract);
  const seen = new Map<string, string>();
  for (const [name, scopes] of lacking.flatMap((requirement) => Object.entries(requirement))) {
    const scheme = getOwn(schemes, name);
    if (scheme !== undefined) seen.set(name, `${challengeFor(name, scheme, scopes)}, error="insufficient_scope"`);
  }
  return [...seen.values()].join(', ');
}

/** Names of query parameters that carry credentials; they are declared by the scheme, not by the operation. */
export function secretQueryNames(contract: Contract): ReadonlySet<string> {
  const keys = Object.values(securitySchemes(contract)).filter(
    (scheme) => scheme.type === 'apiKey' && scheme.in === 'query',
  );
  return new Set(keys.flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** Operations that no caller may use without a credential. */
export function securedOperations({ operations }: Contract): ContractOperation[] {
  return operations.filter(({ security }) => security.length > 0 && !security.some(isAnonymous));
}

/** An empty requirement, `{}`, lets anybody in. */
export function isAnonymous(requirement: object): boolean {
  return Object.keys(requirement).length === 0;
}

function securitySchemes({ document }: Contract): Record<string, SecurityScheme> {
  return document.components?.securitySchemes ?? {};
}
