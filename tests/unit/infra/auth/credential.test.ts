import { describe, expect, test } from '@jest/globals';
import { challengeFor, credentialFor, type Credentials } from '../../../../src/infra/auth/credential.ts';
import type { SecurityScheme } from '@plumbline/contract/contract';

const bearer: SecurityScheme = { type: 'http', scheme: 'bearer' };
const request = (parts: Partial<Credentials>): Credentials => ({ headers: {}, query: {}, cookies: {}, ...parts });
const authorization = (value: string) => request({ headers: { authorization: value } });

describe('the credential of a request', () => {
  test.each<[SecurityScheme, Credentials, string | undefined]>([
    [bearer, authorization('Bearer abc'), 'abc'],
    [bearer, authorization('bEARER  abc '), 'abc'],
    [bearer, authorization('Basic abc'), undefined],
    [bearer, authorization('Bearer'), undefined],
    [bearer, authorization('Bearer '), undefined],
    [bearer, request({}), undefined],
    [{ type: 'http' }, authorization('Bearer abc'), 'abc'],
    [{ type: 'oauth2' }, authorization('Bearer abc'), 'abc'],
    [{ type: 'openIdConnect' }, authorization('Bearer abc'), 'abc'],
    [{ type: 'mutualTLS' }, authorization('Bearer abc'), undefined],
    [{ type: 'apiKey', in: 'header', name: 'X-Key' }, request({ headers: { 'x-key': 'abc' } }), 'abc'],
    [{ type: 'apiKey', in: 'header' }, request({ headers: { 'x-key': 'abc' } }), undefined],
    [{ type: 'apiKey', in: 'query', name: 'key' }, request({ query: { key: 'abc' } }), 'abc'],
    [{ type: 'apiKey', in: 'query', name: 'key' }, request({ query: { key: ['abc', 'def'] } }), undefined],
    [{ type: 'apiKey', in: 'query', name: 'key' }, request({ query: { key: '' } }), undefined],
    [{ type: 'apiKey', in: 'cookie', name: 'key' }, request({ cookies: { key: 'abc' } }), 'abc'],
  ])('for %j in %j is %j', (scheme, sent, credential) => {
    expect(credentialFor(scheme, sent)).toBe(credential);
  });
});

describe('the challenge', () => {
  test.each<[SecurityScheme, string[], string]>([
    [bearer, [], 'Bearer realm="login"'],
    [{ type: 'http' }, [], 'Bearer realm="login"'],
    [{ type: 'http', scheme: 'Basic' }, [], 'Basic realm="login", charset="UTF-8"'],
    [{ type: 'apiKey', in: 'query', name: 'key' }, [], 'ApiKey realm="login", in="query", name="key"'],
    [{ type: 'apiKey' }, [], 'ApiKey realm="login", in="header", name=""'],
    [{ type: 'mutualTLS' }, [], 'MutualTLS realm="login"'],
    [{ type: 'oauth2' }, ['read', 'write'], 'Bearer realm="login", scope="read write"'],
    [{ type: 'openIdConnect' }, [], 'Bearer realm="login"'],
  ])('for %j with scopes %j is %s', (scheme, scopes, challenge) => {
    expect(challengeFor('login', scheme, scopes)).toBe(challenge);
  });
});
