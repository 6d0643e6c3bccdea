import { expect, test } from '@jest/globals';
import {
  challenges,
  scopeChallenges,
  secretQueryNames,
  securedOperations,
} from '../../../../src/infra/auth/authenticate.ts';
import type { Contract, ContractOperation, SecurityRequirement, SecurityScheme } from '@plumbline/contract/contract';

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

test('a bearer token that came along and was not taken is called invalid', () => {
  const secured = operation('any', [{ login: ['read'] }, { key: [] }]);
  expect(challenges(contractWith([], SCHEMES), secured, 'bearer expired')).toBe(
    'Bearer realm="login", scope="read", error="invalid_token", ApiKey realm="key", in="query", name="api_key"',
  );
  expect(challenges(contractWith([], SCHEMES), secured, 'Basic YTpi')).not.toContain('invalid_token');
});

test('who is known and may too little is told what scope it takes', () => {
  expect(scopeChallenges(contractWith([], SCHEMES), [{ login: ['read', 'write'] }, { unknown: ['read'] }])).toBe(
    'Bearer realm="login", scope="read write", error="insufficient_scope"',
  );
});
