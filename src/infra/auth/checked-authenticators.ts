import type { Contract, SecurityScheme } from '@plumbline/contract/contract';
import type { Principal } from './principal.ts';
import type { Authenticator, Authenticators } from './authenticate.ts';
import { credentialFor } from './credential.ts';
import type { KnownCredential, KnownCredentials } from './known-credentials.ts';
import { digest, isSameSecret } from './opaque-token.ts';

/** Whom a credential lets in: a principal, but for the scheme, which the contract names. */
export interface Identified extends Omit<Principal, 'scheme'> {
  /** The scopes are few because the address of the account is not verified. */
  isUnverified?: boolean;
}

/** Looks a credential up; `undefined` when it is wrong, over or revoked. Rejects when it cannot be known just now. */
export type CredentialCheck = (credential: string) => Promise<Identified | undefined>;

/** Where credentials may come from, besides the configured ones. */
export interface CredentialChecks {
  /** Tokens after `Bearer`: our own, those of accepted issuers. */
  bearer: readonly CredentialCheck[];
  /** Keys that the service issued. */
  apiKey: readonly CredentialCheck[];
  /** Whom the subject of a configured credential stands for; itself, where the service has no accounts. */
  subject?: (known: KnownCredential) => Promise<Identified | undefined>;
}

/** The caller is known, and may not do this: the credential lacks a scope that the operation needs. */
export class InsufficientScopeError extends Error {
  override readonly name = 'InsufficientScopeError';
  readonly scopes: readonly string[];
  /** The account would have the scope if its address were verified, as far as anybody can say before. */
  readonly isUnverified: boolean;

  constructor(scopes: readonly string[], isUnverified = false) {
    super(`The credential needs the scope ${scopes.join(' ')}.`);
    this.scopes = scopes;
    this.isUnverified = isUnverified;
  }
}

/**
 * An authenticator for each security scheme of the contract that accepts only what was configured or issued. A scheme
 * that nothing is configured or issued for lets nobody in.
 *
 * @returns authenticators that throw InsufficientScopeError where a credential is right and its scopes are too few
 */
export function checkedAuthenticators(
  contract: Contract,
  known: KnownCredentials,
  checks: CredentialChecks,
): Authenticators {
  const schemes = Object.entries(contract.document.components?.securitySchemes ?? {});
  return new Map(
    schemes.map(([name, scheme]) => [name, authenticator(name, scheme, anyOf(checksFor(name, scheme, known, checks)))]),
  );
}

function authenticator(name: string, scheme: SecurityScheme, check: CredentialCheck): Authenticator {
  return async (credentials, scopes) => {
    const sent = credentialFor(scheme, credentials);
    const credential = sent !== undefined && isBasic(scheme) ? decodeBasic(sent) : sent;
    if (credential === undefined) return undefined;
    const identified = await check(credential);
    if (identified === undefined) return undefined;
    const missing = scopes.filter((scope) => !identified.scopes.includes(scope) && !identified.scopes.includes('*'));
    const { isUnverified = false, ...principal } = identified;
    if (missing.length > 0) throw new InsufficientScopeError(scopes, isUnverified);
    return { ...principal, scheme: name };
  };
}

function checksFor(
  name: string,
  scheme: SecurityScheme,
  known: KnownCredentials,
  checks: CredentialChecks,
): CredentialCheck[] {
  const candidates = known.get(name) ?? [];
  const configured: CredentialCheck = async (credential) => {
    const found = findKnown(candidates, credential);
    if (found === undefined) return undefined;
    return checks.subject === undefined ? { subject: found.subject, scopes: found.scopes } : checks.subject(found);
  };
  return [...(candidates.length === 0 ? [] : [configured]), ...issuedFor(scheme, checks)];
}

/** Whom the first of several checks identifies. Where there is only one, nothing stands around it on every request. */
function anyOf(checks: readonly CredentialCheck[]): CredentialCheck {
  const [only, ...others] = checks;
  if (only !== undefined && others.length === 0) return only;
  return async (credential) => {
    for (const check of checks) {
      const identified = await check(credential);
      if (identified !== undefined) return identified;
    }
    return undefined;
  };
}

/** What the service issued for a scheme, itself or through an issuer that it trusts. */
function issuedFor(scheme: SecurityScheme, { apiKey, bearer }: CredentialChecks): readonly CredentialCheck[] {
  if (scheme.type === 'apiKey') return apiKey;
  const isBearer = scheme.type !== 'http' || (scheme.scheme ?? 'bearer').toLowerCase() === 'bearer';
  return isBearer ? bearer : [];
}

function findKnown(candidates: readonly KnownCredential[], credential: string): KnownCredential | undefined {
  const given = digest(credential);
  return candidates.find(({ sha256 }) => isSameSecret(given, sha256));
}

function isBasic(scheme: SecurityScheme): boolean {
  return scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic';
}

/** `user:password` of RFC 7617; none where it is not base64 of such a text. */
function decodeBasic(encoded: string): string | undefined {
  if (!/^[\w+/-]+={0,2}$/.test(encoded)) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.includes(':') ? text : undefined;
}
