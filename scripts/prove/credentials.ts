import type { Contract, ContractOperation, SecurityScheme } from '../../src/infra/contract/contract.ts';

export interface Credentials {
  headers: Record<string, string>;
  query: Record<string, string>;
  cookies: Record<string, string>;
}

/** A credential for every scheme of the operation's first requirement; development takes any. */
export function credentialsFor(contract: Contract, operation: ContractOperation): Credentials {
  const credentials: Credentials = { headers: {}, query: {}, cookies: {} };
  for (const name of Object.keys(operation.security[0] ?? {})) {
    const scheme = contract.document.components?.securitySchemes?.[name];
    if (scheme) present(scheme, credentials);
  }
  return credentials;
}

function present(scheme: SecurityScheme, credentials: Credentials): void {
  if (scheme.type === 'apiKey' && scheme.name !== undefined) {
    if (scheme.in === 'query') credentials.query[scheme.name] = 'proving-key';
    else if (scheme.in === 'cookie') credentials.cookies[scheme.name] = 'proving-key';
    else credentials.headers[scheme.name.toLowerCase()] = 'proving-key';
    return;
  }
  const isBasic = scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic';
  credentials.headers['authorization'] = isBasic ? `Basic ${btoa('prover:proving')}` : 'Bearer proving-token';
}
