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

/**
 * A credential for every scheme of the first requirement that can be satisfied with one each.
 *
 * @param secret what they are made from: with any but the backend's own, all are of the right form and wrong
 */
export function credentialsFor(
  contract: Contract,
  operation: ContractOperation,
  secret: string = PROVING_SECRET,
): Credentials {
  const { shown } = developmentCredentials(contract, secret);
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

/** Credentials as the operation's schemes want them, that were never issued. */
export function wrongCredentials(contract: Contract, operation: ContractOperation): Credentials {
  return credentialsFor(contract, operation, 'nobody was ever let in by this');
}

/** A credential of a kind that no scheme takes. */
export const FOREIGN_CREDENTIALS: Credentials = {
  ...NO_CREDENTIALS,
  headers: { authorization: 'Plumbline not-a-credential' },
};

/** Somebody has to say who they are: no alternative of the requirements is empty. */
export function isSecured({ security }: ContractOperation): boolean {
  return security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0);
}
