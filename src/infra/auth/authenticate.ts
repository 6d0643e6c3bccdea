import type { Contract, ContractOperation, SecurityScheme } from '../contract/contract.ts';
import type { Principal } from '../http/invocation.ts';
import { challengeFor, credentialFor, type Credentials } from './credential.ts';

/** Finds out who calls by one security scheme; none where the credential is missing or wrong. */
export type Authenticator = (credentials: Credentials, scopes: readonly string[]) => Promise<Principal | undefined>;

/** One authenticator for every security scheme of the contract, by scheme name. */
export type Authenticators = ReadonlyMap<string, Authenticator>;

/**
 * Authenticators that take any credential that is there, for development: what a caller may do is then the
 * contract's promise untested. `--production` refuses to start with these.
 */
export function permissiveAuthenticators(contract: Contract): Authenticators {
  return new Map(
    Object.entries(securitySchemes(contract)).map(([name, scheme]) => [
      name,
      (credentials, scopes) => {
        const credential = credentialFor(scheme, credentials);
        return Promise.resolve(credential === undefined ? undefined : { scheme: name, subject: 'anonymous', scopes });
      },
    ]),
  );
}

/** `WWW-Authenticate` for an operation: a challenge for every scheme that would let a caller in. */
export function challenges(contract: Contract, { security }: ContractOperation): string {
  const schemes = securitySchemes(contract);
  const seen = new Map<string, string>();
  for (const [name, scopes] of security.flatMap((requirement) => Object.entries(requirement))) {
    const scheme = schemes[name];
    if (scheme !== undefined) seen.set(name, challengeFor(name, scheme, scopes));
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
