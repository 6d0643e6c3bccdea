import type { Contract, ContractOperation, SecurityRequirement } from '@plumbline/contract/contract';
import { emptied, forged, NO_CREDENTIALS, unknownKind } from '../credentials.ts';
import type { Intruder, Supplies } from './supplies.ts';

/** Whoever shows nothing, nothing known, or, of several schemes that belong together, one that is made up. */
export function strangers(operation: ContractOperation, credentials: Supplies['credentials']): Intruder[] {
  const due = 401;
  return [
    { name: 'none', credentials: NO_CREDENTIALS, due },
    { name: 'unknown kind', credentials: unknownKind(), due },
    ...operation.security.flatMap((requirement): Intruder[] => {
      const right = credentials(operation, requirement);
      const which = named(operation, requirement);
      return [
        { name: `empty${which}`, credentials: emptied(right), due },
        { name: `wrong${which}`, credentials: forged(right), due },
      ];
    }),
  ];
}

/** Tells alternatives apart where there are several. */
export function named({ security }: ContractOperation, requirement: SecurityRequirement): string {
  return security.length < 2 ? '' : ` ${Object.keys(requirement).join(' and ')}`;
}

/** Whoever shows a token that is signed as it should be and must not be taken, where an alternative takes tokens. */
export function badTokenIntruders(
  contract: Contract,
  operation: ContractOperation,
  credentials: Supplies['credentials'],
  badTokens: Readonly<Record<string, string>>,
): Intruder[] {
  return operation.security
    .filter((requirement) => Object.keys(requirement).some((scheme) => isBearer(contract, scheme)))
    .flatMap((requirement) =>
      Object.entries(badTokens).map(([name, token]): Intruder => {
        const { headers, ...others } = credentials(operation, requirement);
        const sent = { ...others, headers: { ...headers, authorization: `Bearer ${token}` } };
        return { name, credentials: sent, due: 401 };
      }),
    );
}

function isBearer({ document }: Contract, name: string): boolean {
  const scheme = document.components?.securitySchemes?.[name];
  if (scheme?.type === 'http') return (scheme.scheme ?? 'bearer').toLowerCase() === 'bearer';
  return scheme?.type === 'oauth2' || scheme?.type === 'openIdConnect';
}
