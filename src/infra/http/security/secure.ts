import type { Request } from 'express';
import { isAnonymous, type Authenticators } from '../../auth/authenticate.ts';
import { InsufficientScopeError } from '../../auth/checked-authenticators.ts';
import type { ContractOperation, SecurityRequirement } from '@plumbline/contract/contract';
import type { Principal } from '../../auth/principal.ts';

/** What the security handlers found out about a request: express-openapi-validator keeps only yes or no. */
interface Findings {
  /** Whom a scheme let in, by scheme and scopes asked for. */
  principals: Map<string, Principal>;
  /** Schemes whose credential is right and whose scopes are too few. */
  lacking: Set<string>;
  /** One of those lacks them for as long as the address of its account is not verified. */
  isUnverified?: boolean;
  /** Nobody could be asked: the database is away, say. */
  failure?: Error;
}

const findingsOf = new WeakMap<Request, Findings>();

type SecurityHandler = (request: Request, scopes: string[]) => Promise<boolean>;

/** Security handlers as express-openapi-validator calls them: it decides about alternatives, these about one scheme. */
export function securityHandlers(authenticators: Authenticators): Record<string, SecurityHandler> {
  return Object.fromEntries(
    [...authenticators].map(([scheme, authenticate]): [string, SecurityHandler] => [
      scheme,
      async (request, scopes) => {
        const findings: Findings = findingsOf.get(request) ?? { principals: new Map(), lacking: new Set() };
        findingsOf.set(request, findings);
        const cookies = request.cookies as Record<string, unknown>;
        try {
          const principal = await authenticate({ headers: request.headers, query: request.query, cookies }, scopes);
          if (principal === undefined) return false;
          findings.principals.set(keyOf(scheme, scopes), principal);
          return true;
        } catch (error) {
          if (error instanceof InsufficientScopeError) {
            findings.lacking.add(keyOf(scheme, scopes));
            findings.isUnverified ||= error.isUnverified;
          } else
            findings.failure ??=
              error instanceof Error ? error : new Error('A credential was not checked', { cause: error });
          return false;
        }
      },
    ]),
  );
}

/** Who got in, and by which of the alternatives that the operation declares. */
export interface Admission {
  principal: Principal;
  requirement: SecurityRequirement;
}

/** The first declared alternative of those that count which is satisfied; none where that is the anonymous one. */
export function admissionOf(
  request: Request,
  { security }: ContractOperation,
  counts: (requirement: SecurityRequirement) => boolean = () => true,
): Admission | undefined {
  const principals = findingsOf.get(request)?.principals;
  if (principals === undefined || principals.size === 0) return undefined;
  for (const requirement of security) {
    if (isAnonymous(requirement) || !counts(requirement)) continue;
    const found = Object.entries(requirement).map(([scheme, scopes]) => principals.get(keyOf(scheme, scopes)));
    const [first, ...others] = found.filter((principal) => principal !== undefined);
    if (first !== undefined && others.length === found.length - 1) {
      return { principal: others.reduce(joined, first), requirement };
    }
  }
  return undefined;
}

/** Why nobody got in: nobody could be asked; or these alternatives only lack scopes; or, if there are none, nobody is known. */
export function refusalGrounds(
  request: Request,
  { security }: ContractOperation,
): { failure?: Error | undefined; lacking: SecurityRequirement[]; isUnverified: boolean } {
  const findings = findingsOf.get(request);
  if (findings === undefined) return { lacking: [], isUnverified: false };
  const { principals, lacking, failure, isUnverified = false } = findings;
  const isKnown = (key: string) => principals.has(key) || lacking.has(key);
  const short = security.filter(
    (requirement) =>
      !isAnonymous(requirement) &&
      Object.entries(requirement).every(([scheme, scopes]) => isKnown(keyOf(scheme, scopes))),
  );
  return { failure, lacking: short.map((requirement) => lackingOf(requirement, lacking)), isUnverified };
}

function lackingOf(requirement: SecurityRequirement, lacking: ReadonlySet<string>): SecurityRequirement {
  return Object.fromEntries(
    Object.entries(requirement).filter(([scheme, scopes]) => lacking.has(keyOf(scheme, scopes))),
  );
}

/**
 * One caller of several credentials, as far as they do not contradict each other: what a credential of another account
 * may do is not added to what the first one may.
 */
function joined(first: Principal, next: Principal): Principal {
  const isSame = first.account === undefined || next.account === undefined || first.account === next.account;
  return isSame ? { ...next, ...first, scopes: [...new Set([...first.scopes, ...next.scopes])] } : first;
}

function keyOf(scheme: string, scopes: readonly string[]): string {
  return scopes.length === 0 ? scheme : [scheme, ...scopes].join(' ');
}
