import type { Contract, ContractOperation, SecurityRequirement } from '@plumbline/contract/contract';
import { developmentCredentials, type KnownCredential } from '../../../src/infra/auth/known-credentials.ts';
import { carrying, isSecured, type Credentials, type PlacedCredential } from '../credentials.ts';
import { badTokenIntruders, named, strangers } from './strangers.ts';
import type { Intruder, Supplies } from './supplies.ts';

/** What a backend under proof makes its stand-in credentials from. */
export const PROVING_SECRET = 'known to whoever proves on this machine';
/** What the credentials that may do nothing are made from. */
const POWERLESS_SECRET = 'known to whoever may do nothing on this machine';

/** Supplies for any contract: the stand-ins of development, which may do everything, and others that may do nothing. */
export function standIns(contract: Contract, badTokens: Readonly<Record<string, string>> = {}): Supplies {
  const powerful = byScheme(contract, PROVING_SECRET);
  const credentials: Supplies['credentials'] = ({ security }, requirement) =>
    carried(
      powerful,
      (requirement ? [requirement] : security).find((each) => isPossible(powerful, each)),
    );
  return {
    credentials,
    arrange: () => Promise.resolve({}),
    intruders(operation) {
      if (!isSecured(operation)) return Promise.resolve([]);
      return Promise.resolve([
        ...strangers(operation, credentials),
        ...powerlessIntruders(contract, operation),
        ...badTokenIntruders(contract, operation, credentials, badTokens),
      ]);
    },
    breaches: () => Promise.resolve([]),
  };
}

/** CREDENTIALS_FILE of a backend under proof: one credential for each scheme, good and without any scope. */
export function powerlessCredentials(contract: Contract): Record<string, KnownCredential[]> {
  const { known } = developmentCredentials(contract, POWERLESS_SECRET);
  return Object.fromEntries(
    [...known].map(([scheme, list]) => [
      scheme,
      list.map(({ sha256 }) => ({ subject: 'powerless', sha256, scopes: [] })),
    ]),
  );
}

/** Whoever has a good credential that allows nothing, where every alternative that it opens asks for a scope. */
export function powerlessIntruders(contract: Contract, operation: ContractOperation): Intruder[] {
  const powerless = byScheme(contract, POWERLESS_SECRET);
  return operation.security
    .filter((requirement) => isPossible(powerless, requirement))
    .map((requirement) => ({ requirement, credentials: carried(powerless, requirement) }))
    .filter(({ credentials }) => !operation.security.some((each) => isOpenTo(credentials, powerless, each)))
    .map(({ requirement, credentials }): Intruder => ({
      name: `no scope${named(operation, requirement)}`,
      credentials,
      due: 403,
    }));
}

/** An alternative that asks for no scope, and whose credentials are among those that are sent: schemes may share a place. */
function isOpenTo(
  sent: Credentials,
  powerless: ReadonlyMap<string, PlacedCredential>,
  requirement: SecurityRequirement,
): boolean {
  const needed = carried(powerless, requirement);
  const isSent = (part: keyof Credentials): boolean =>
    Object.entries(needed[part]).every(([name, value]) => sent[part][name] === value);
  const hasScopes = Object.values(requirement).some((scopes) => scopes.length > 0);
  return !hasScopes && isSent('headers') && isSent('query') && isSent('cookies');
}

function byScheme(contract: Contract, secret: string): ReadonlyMap<string, PlacedCredential> {
  return new Map(developmentCredentials(contract, secret).shown.map((each) => [each.scheme, each]));
}

/** Whether a request can carry all that an alternative asks for: each is made here, and no two stand in one place. */
function isPossible(known: ReadonlyMap<string, PlacedCredential>, requirement: SecurityRequirement): boolean {
  const schemes = Object.keys(requirement);
  return schemes.every((scheme) => known.has(scheme)) && !clashes(known, requirement);
}

/** Whether two credentials of one alternative differ and stand in one place. */
function clashes(known: ReadonlyMap<string, PlacedCredential>, requirement: SecurityRequirement): boolean {
  const placed = Object.keys(requirement).flatMap((scheme) => known.get(scheme) ?? []);
  return placed.some((one) =>
    placed.some(
      (other) =>
        one.in === other.in && one.name.toLowerCase() === other.name.toLowerCase() && one.value !== other.value,
    ),
  );
}

function carried(known: ReadonlyMap<string, PlacedCredential>, requirement: SecurityRequirement = {}): Credentials {
  return carrying(Object.keys(requirement).flatMap((scheme) => known.get(scheme) ?? []));
}
