import { describe, expect, test } from '@jest/globals';
import {
  challenges,
  permissiveAuthenticators,
  secretQueryNames,
  securedOperations,
} from '../../../../src/infra/auth/authenticate.ts';
import type {
  Contract,
  ContractOperation,
  SecurityRequirement,
  SecurityScheme,
} from '../../../../src/infra/contract/contract.ts';

const SCHEMES: Record<string, SecurityScheme> = {
  token: { type: 'http', scheme: 'bearer' },
  login: { type: 'oauth2' },
  key: { type: 'apiKey', in: 'query', name: 'api_key' },
  nameless: { type: 'apiKey', in: 'query' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
};

function operation(id: string, security: SecurityRequirement[]): ContractOperation {
  const plain = { method: 'get' as const, path: `/${id}`, basePaths: [''], parameters: [], responses: {} };
  return { id, ...plain, security, deprecated: false, extensions: {}, pointer: `/paths/~1${id}/get` };
}

function contractWith(operations: ContractOperation[], securitySchemes?: Record<string, SecurityScheme>): Contract {
  const info = { title: 'Any', version: '1' };
  const document = { openapi: '3.1.0', info, paths: {}, ...(securitySchemes && { components: { securitySchemes } }) };
  return {
    file: '/any.yaml',
    ...info,
    sourceVersion: '3.1.0',
    document,
    operations,
    findings: [],
    locate: () => undefined,
  };
}

test('an operation challenges once for each scheme that would let a caller in', () => {
  const secured = operation('any', [{ token: [], login: ['read'] }, { token: [] }, { unknown: [] }, {}]);
  expect(challenges(contractWith([], SCHEMES), secured)).toBe(
    'Bearer realm="token", Bearer realm="login", scope="read"',
  );
  expect(challenges(contractWith([]), secured)).toBe('');
});

test('query parameters that carry keys are known by name', () => {
  expect(secretQueryNames(contractWith([], SCHEMES))).toEqual(new Set(['api_key']));
});

test('an operation is secured when no alternative lets anybody in', () => {
  const operations = [
    operation('open', []),
    operation('optional', [{ token: [] }, {}]),
    operation('secured', [{ token: [] }]),
  ];
  expect(securedOperations(contractWith(operations)).map(({ id }) => id)).toEqual(['secured']);
});

describe('stand-ins for development', () => {
  const token = permissiveAuthenticators(contractWith([], SCHEMES)).get('token');

  test('take any credential that is there', async () => {
    const sent = { headers: { authorization: 'Bearer any' }, query: {}, cookies: {} };
    expect(await token?.(sent, ['read'])).toEqual({ scheme: 'token', subject: 'anonymous', scopes: ['read'] });
  });

  test('take none that is not', async () => {
    expect(await token?.({ headers: {}, query: {}, cookies: {} }, [])).toBeUndefined();
  });
});
