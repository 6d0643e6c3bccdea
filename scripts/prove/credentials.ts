import type { Contract, ContractOperation } from '../../src/infra/contract/contract.ts';
import { developmentCredentials } from '../../src/infra/auth/known-credentials.ts';

export interface Credentials {
  headers: Record<string, string>;
  query: Record<string, string>;
  cookies: Record<string, string>;
}

export const NO_CREDENTIALS: Credentials = { headers: {}, query: {}, cookies: {} };

/** What the backends that are proven make their stand-in credentials from. */
export const PROVING_SECRET = 'known to whoever proves on this machine';

/** A credential for every scheme of the first requirement that can be satisfied with one each. */
export function credentialsFor(contract: Contract, operation: ContractOperation): Credentials {
  const { shown } = developmentCredentials(contract, PROVING_SECRET);
  const standIns = new Map(shown.map((each) => [each.scheme, each]));
  const requirement = operation.security.find((each) => Object.keys(each).every((scheme) => standIns.has(scheme)));
  const credentials: Credentials = { headers: {}, query: {}, cookies: {} };
  for (const scheme of Object.keys(requirement ?? {})) {
    const standIn = standIns.get(scheme);
    if (standIn?.in === 'query') credentials.query[standIn.name] = standIn.value;
    else if (standIn?.in === 'cookie') credentials.cookies[standIn.name] = standIn.value;
    else if (standIn) credentials.headers[standIn.name.toLowerCase()] = standIn.value;
  }
  return credentials;
}

/** A credential of a kind that no scheme of the operation takes. */
export function wrongCredentials(): Credentials {
  return { ...NO_CREDENTIALS, headers: { authorization: 'Plumbline not-a-credential' } };
}

/** Somebody has to say who they are: no alternative of the requirements is empty. */
export function isSecured({ security }: ContractOperation): boolean {
  return security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0);
}
