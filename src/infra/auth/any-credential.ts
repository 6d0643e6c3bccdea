import type { Contract } from '../contract/contract.ts';
import type { Authenticators } from './authenticate.ts';
import { credentialFor } from './credential.ts';

/**
 * Authenticators for development, where nothing is configured that a credential could be checked against: whatever the
 * others do not know is taken for good, with all scopes, as long as it is sent where its scheme says. None is not taken.
 */
export function takingAnyCredential(contract: Contract, authenticators: Authenticators): Authenticators {
  const schemes = contract.document.components?.securitySchemes ?? {};
  return new Map(
    [...authenticators].map(([name, authenticate]) => [
      name,
      async (credentials, scopes) => {
        const known = await authenticate(credentials, scopes);
        const scheme = schemes[name];
        const sent = scheme && credentialFor(scheme, credentials);
        return (
          known ?? (sent === undefined || sent === '' ? undefined : { scheme: name, subject: 'anybody', scopes: ['*'] })
        );
      },
    ]),
  );
}
