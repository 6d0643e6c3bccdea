import type { Request } from 'express';
import type { Authenticators } from '../auth/authenticate.ts';
import { isAnonymous } from '../auth/authenticate.ts';
import type { ContractOperation } from '../contract/contract.ts';
import type { Principal } from './invocation.ts';

/** Principals that schemes established for a request, by scheme name. */
const established = new WeakMap<Request, Map<string, Principal>>();

/** Security handlers as express-openapi-validator calls them: it decides about alternatives, these about one scheme. */
export function securityHandlers(
  authenticators: Authenticators,
): Record<string, (request: Request, scopes: string[]) => Promise<boolean>> {
  return Object.fromEntries(
    [...authenticators].map(([scheme, authenticate]) => [
      scheme,
      async (request: Request, scopes: string[]) => {
        const cookies = request.cookies as Record<string, unknown>;
        const principal = await authenticate({ headers: request.headers, query: request.query, cookies }, scopes);
        if (principal === undefined) return false;
        const known = established.get(request) ?? new Map<string, Principal>();
        established.set(request, known.set(scheme, principal));
        return true;
      },
    ]),
  );
}

/** Who calls: the principal of the first declared alternative that is satisfied; none where it is the anonymous one. */
export function principalOf(request: Request, { security }: ContractOperation): Principal | undefined {
  const known = established.get(request);
  if (known === undefined) return undefined;
  const satisfied = security
    .filter((one) => !isAnonymous(one))
    .find((one) => Object.keys(one).every((name) => known.has(name)));
  const [first] = Object.keys(satisfied ?? {});
  return first === undefined ? undefined : known.get(first);
}
