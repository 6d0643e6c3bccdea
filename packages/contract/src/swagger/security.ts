import { getOwn, type Members, membersOf } from '../json.ts';

const FLOWS: Record<string, string> = {
  implicit: 'implicit',
  password: 'password',
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** Turns a security scheme of Swagger 2.0 into one of OpenAPI 3. */
export function convertScheme(scheme: Members): Members {
  if (scheme.type === 'basic') return { ...scheme, type: 'http', scheme: 'basic' };
  if (scheme.type !== 'oauth2') return scheme;
  const { flow, authorizationUrl, tokenUrl, scopes, ...kept } = scheme;
  return {
    ...kept,
    flows: {
      [getOwn(FLOWS, String(flow)) ?? 'implicit']: {
        ...(authorizationUrl !== undefined && { authorizationUrl }),
        ...(tokenUrl !== undefined && { tokenUrl }),
        scopes: membersOf(scopes),
      },
    },
  };
}
