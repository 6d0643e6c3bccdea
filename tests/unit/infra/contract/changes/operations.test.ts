import { describe, expect, test } from '@jest/globals';
import { rulesBetween, withOperation, type Dialect, type Json } from './contracts.ts';

type Row = readonly [what: string, base: Json, revision: Json, there: string[], back: string[]];

const op = withOperation;
const none = { paths: {} };
const query = (schema: unknown, others: Json = {}) => ({ parameters: [{ name: 'q', in: 'query', schema, ...others }] });
const string = { type: 'string' };
const strings = { type: 'array', items: string };
const json = { 'application/json': { schema: string } };
const ok = { description: 'Yes' };
const header = (value: Json) => op({ responses: { 200: { ...ok, headers: { ETag: { schema: string, ...value } } } } });
const body = (value: unknown) => op({ requestBody: value });
const upload = (encoding: Json) =>
  body({
    content: {
      'multipart/form-data': { schema: { type: 'object', properties: { a: string, b: strings } }, encoding },
    },
  });
const answer = (mediaType: string) => op({ responses: { 200: { ...ok, content: { [mediaType]: {} } } } });
const path = (schema: unknown, others: Json = {}): Json => ({
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema, ...others }],
        responses: { 200: ok },
      },
    },
  },
});
const answers = (...statuses: string[]) =>
  op({ responses: Object.fromEntries(statuses.map((status) => [status, ok])) });
const ended = (sunset?: unknown) => op({ deprecated: true, ...(sunset !== undefined && { 'x-sunset': sunset }) });

const LIFE: readonly Row[] = [
  ['an operation comes and goes', none, op({}), ['info endpoint-added'], ['breaking api-removed-without-deprecation']],
  ['a deprecated one comes and goes', none, ended(), ['info endpoint-added'], ['warning api-removed-with-deprecation']],
  [
    'one is gone after its sunset',
    none,
    ended('2026-06-14'),
    ['info endpoint-added'],
    ['info api-removed-after-sunset'],
  ],
  [
    'one is gone before its sunset',
    none,
    ended('2026-06-16'),
    ['info endpoint-added'],
    ['breaking api-removed-before-sunset'],
  ],
  [
    'it is called something else',
    op({}),
    op({ operationId: 'allThings' }),
    ['warning api-operation-id-changed'],
    ['warning api-operation-id-changed'],
  ],
  ['it is deprecated', op({}), ended(), ['info endpoint-deprecated'], ['info endpoint-reactivated']],
  [
    'it is deprecated with a sunset',
    op({}),
    ended('2027-01-01'),
    ['info endpoint-deprecated-with-sunset'],
    ['info endpoint-reactivated'],
  ],
  [
    'its sunset moves',
    ended('2027-01-02'),
    ended('2027-01-01'),
    ['breaking api-sunset-moved-earlier'],
    ['info api-sunset-moved-later'],
  ],
  ['its sunset is dropped', ended('2027-01-02'), ended(), ['breaking api-sunset-deleted'], []],
  ['its sunset is no date', ended(), ended('soon'), ['warning api-sunset-invalid'], []],
  [
    'its prefix changes',
    op({}, { servers: [{ url: '/v1' }] }),
    op({}, { servers: [{ url: '/v2' }] }),
    ['breaking api-base-path-removed', 'info api-base-path-added'],
    ['breaking api-base-path-removed', 'info api-base-path-added'],
  ],
  [
    'one operation gets servers of its own',
    op({}, { servers: [{ url: '/v1' }] }),
    op({ servers: [{ url: '/v1' }, { url: '/v2' }] }),
    ['info api-base-path-added'],
    ['breaking api-base-path-removed'],
  ],
];

const REQUESTS: readonly Row[] = [
  [
    'an optional parameter comes and goes',
    op({}),
    op(query(string)),
    ['info new-optional-request-parameter'],
    ['warning request-parameter-removed'],
  ],
  [
    'a required parameter comes and goes',
    op({}),
    op(query(string, { required: true })),
    ['breaking new-required-request-parameter'],
    ['warning request-parameter-removed'],
  ],
  [
    'a parameter becomes required and optional',
    op(query(string)),
    op(query(string, { required: true })),
    ['breaking request-parameter-became-required'],
    ['info request-parameter-became-optional'],
  ],
  [
    'a parameter moves',
    op(query(string)),
    op(query(string, { in: 'header' })),
    ['breaking request-parameter-moved'],
    ['breaking request-parameter-moved'],
  ],
  [
    'a list is written another way',
    op(query(strings)),
    op(query(strings, { explode: false })),
    ['breaking request-parameter-style-changed'],
    ['breaking request-parameter-style-changed'],
  ],
  [
    'a parameter is written as JSON',
    op(query(string)),
    op({ parameters: [{ name: 'q', in: 'query', content: json }] }),
    ['breaking request-parameter-media-type-changed'],
    ['breaking request-parameter-media-type-changed'],
  ],
  [
    'a number in a query becomes any text',
    op(query({ type: 'integer' })),
    op(query(string)),
    ['info request-parameter-type-generalized'],
    ['breaking request-parameter-type-specialized'],
  ],
  [
    'a number in a query becomes text of a form',
    op(query({ type: 'integer' })),
    op(query({ type: 'string', format: 'uuid' })),
    ['breaking request-parameter-type-changed'],
    ['breaking request-parameter-type-changed'],
  ],
  [
    'a number in a header becomes any text',
    header({ schema: { type: 'integer' } }),
    header({ schema: string }),
    ['breaking response-header-type-generalized'],
    ['info response-header-type-specialized'],
  ],
  [
    'a parameter may be sent without a value',
    op(query(string)),
    op(query(string, { allowEmptyValue: true })),
    ['info request-parameter-empty-value-allowed'],
    ['breaking request-parameter-empty-value-forbidden'],
  ],
  [
    'an error that default spoke for gets a name',
    op({ responses: { 200: ok, default: { ...ok, content: json } } }),
    op({ responses: { 200: ok, 404: ok, default: { ...ok, content: json } } }),
    ['info response-non-success-status-added'],
    ['info response-media-type-added'],
  ],
  [
    'a parameter is deprecated',
    op(query(string)),
    op(query(string, { deprecated: true })),
    ['info request-parameter-deprecated'],
    ['info request-parameter-reactivated'],
  ],
  [
    'a deprecated parameter comes and goes',
    op({}),
    op(query(string, { deprecated: true })),
    ['info new-optional-request-parameter'],
    ['info request-parameter-removed-with-deprecation'],
  ],
  [
    'a parameter comes, and goes before its sunset',
    op({}),
    op(query(string, { deprecated: true, 'x-sunset': '2026-06-16' })),
    ['info new-optional-request-parameter'],
    ['breaking request-parameter-removed-before-sunset'],
  ],
  [
    'a parameter comes, and goes after its sunset',
    op({}),
    op(query(string, { deprecated: true, 'x-sunset': '2026-06-14' })),
    ['info new-optional-request-parameter'],
    ['info request-parameter-removed-with-deprecation'],
  ],
  [
    'the sunset of a parameter moves',
    op(query(string, { deprecated: true, 'x-sunset': '2027-01-02' })),
    op(query(string, { deprecated: true, 'x-sunset': '2027-01-01' })),
    ['breaking request-parameter-sunset-moved-earlier'],
    [],
  ],
  [
    'the sunset of a parameter is dropped',
    op(query(string, { deprecated: true, 'x-sunset': '2027-01-02' })),
    op(query(string, { deprecated: true })),
    ['breaking request-parameter-sunset-deleted'],
    [],
  ],
  [
    'a parameter is narrowed',
    op(query(string)),
    op(query({ type: 'string', maxLength: 3 })),
    ['breaking request-parameter-max-length-set'],
    ['info request-parameter-max-length-unset'],
  ],
  [
    'an optional body comes and goes',
    op({}),
    body({ content: json }),
    ['info request-body-added-optional'],
    ['breaking request-body-removed'],
  ],
  [
    'a required body comes and goes',
    op({}),
    body({ required: true, content: json }),
    ['breaking request-body-added-required'],
    ['breaking request-body-removed'],
  ],
  [
    'a body becomes required and optional',
    body({ content: json }),
    body({ required: true, content: json }),
    ['breaking request-body-became-required'],
    ['info request-body-became-optional'],
  ],
  [
    'a media type comes and goes',
    body({ content: json }),
    body({ content: { ...json, 'text/plain': {} } }),
    ['info request-body-media-type-added'],
    ['breaking request-body-media-type-removed'],
  ],
  [
    'the parts of a form are written another way',
    upload({}),
    upload({ a: { contentType: 'text/csv' } }),
    ['warning request-body-encoding-changed'],
    ['warning request-body-encoding-changed'],
  ],
  ['defaults of the parts of a form are written out', upload({}), upload({ a: { contentType: 'text/plain' } }), [], []],
  [
    'lists of a form are separated by commas',
    upload({ b: { style: 'form', explode: true } }),
    upload({ b: { style: 'form', explode: false } }),
    ['warning request-body-encoding-changed'],
    ['warning request-body-encoding-changed'],
  ],
  ['an encoding names no property', upload({}), upload({ c: { contentType: 'text/csv' } }), [], []],
  [
    'the version of a media type',
    answer('application/vnd.a+json;version=1'),
    answer('application/vnd.a+json;version=2'),
    ['breaking response-media-type-removed', 'info response-media-type-added'],
    ['breaking response-media-type-removed', 'info response-media-type-added'],
  ],
  [
    'spelling of a media type',
    answer('application/vnd.a+json;version=1;b=2'),
    answer('Application/vnd.A+json; b="2"; Version="1"'),
    [],
    [],
  ],
  [
    'a path parameter gets a label',
    path({ type: 'string' }),
    path({ type: 'string' }, { style: 'label' }),
    ['breaking request-parameter-style-changed'],
    ['breaking request-parameter-style-changed'],
  ],
  ['explode of a list in a path', path(strings), path(strings, { explode: true }), [], []],
  [
    'explode of an object in a path',
    path({ type: 'object' }),
    path({ type: 'object' }, { explode: true }),
    ['breaking request-parameter-style-changed'],
    ['breaking request-parameter-style-changed'],
  ],
  [
    'style of an exploded list',
    op(query(strings)),
    op(query(strings, { style: 'pipeDelimited', explode: true })),
    [],
    [],
  ],
  [
    'style of a list that is not exploded',
    op(query(strings, { explode: false })),
    op(query(strings, { style: 'pipeDelimited', explode: false })),
    ['breaking request-parameter-style-changed'],
    ['breaking request-parameter-style-changed'],
  ],
  [
    'explode of a deep object',
    op(query({ type: 'object' }, { style: 'deepObject' })),
    op(query({ type: 'object' }, { style: 'deepObject', explode: true })),
    [],
    [],
  ],
];

const RESPONSES: readonly Row[] = [
  [
    'a success comes and goes',
    answers('200'),
    answers('200', '202'),
    ['info response-success-status-added'],
    ['breaking response-success-status-removed'],
  ],
  [
    'an error comes and goes',
    answers('200'),
    answers('200', '404'),
    ['info response-non-success-status-added'],
    ['info response-non-success-status-removed'],
  ],
  ['a range stands for its statuses', answers('200', '404', '409'), answers('2XX', '4XX'), [], []],
  [
    'default stands for errors',
    answers('200', '404'),
    answers('200', 'default'),
    ['info response-non-success-status-added'],
    ['info response-non-success-status-removed'],
  ],
  [
    'a media type comes and goes',
    op({ responses: { 200: { ...ok, content: json } } }),
    op({ responses: { 200: { ...ok, content: { ...json, 'text/csv': {} } } } }),
    ['info response-media-type-added'],
    ['breaking response-media-type-removed'],
  ],
  [
    'a range stands for its media types',
    op({ responses: { 200: { ...ok, content: json } } }),
    op({ responses: { 200: { ...ok, content: { 'application/*': { schema: string } } } } }),
    [],
    ['info response-media-type-specialized'],
  ],
  [
    'an optional header comes and goes',
    answers('200'),
    header({}),
    ['info response-header-added'],
    ['warning optional-response-header-removed'],
  ],
  [
    'a required header comes and goes',
    answers('200'),
    header({ required: true }),
    ['info response-header-added'],
    ['breaking required-response-header-removed'],
  ],
  [
    'a header becomes required and optional',
    header({}),
    header({ required: true }),
    ['info response-header-became-required'],
    ['breaking response-header-became-optional'],
  ],
  [
    'a header is narrowed and widened',
    header({}),
    header({ schema: { type: 'string', maxLength: 3 } }),
    ['info response-header-max-length-set'],
    ['breaking response-header-max-length-unset'],
  ],
  [
    'a link comes and goes',
    answers('200'),
    op({ responses: { 200: { ...ok, links: { next: { operationId: 'listThings' } } } } }),
    ['info response-link-added'],
    ['warning response-link-removed'],
  ],
];

const schemes = {
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      token: { type: 'http', scheme: 'bearer' },
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://id.test/token', scopes: { read: '', write: '' } } },
      },
    },
  },
};
const granting = (...scopes: string[]) => {
  const flows = {
    clientCredentials: {
      tokenUrl: 'https://id.test/token',
      scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])),
    },
  };
  const { securitySchemes } = schemes.components;
  return { components: { securitySchemes: { ...securitySchemes, oauth: { type: 'oauth2', flows } } } };
};
const secured = (...security: Json[]) => op({ security }, schemes);
const limited = (limit: unknown) => op({ 'x-rate-limit': limit });

const ACCESS: readonly Row[] = [
  [
    'a credential is asked for',
    op({}, schemes),
    secured({ key: [] }),
    ['breaking api-security-became-required'],
    ['info api-security-became-optional'],
  ],
  [
    'an alternative comes and goes',
    secured({ key: [] }),
    secured({ token: [] }, { key: [] }),
    ['info api-security-added'],
    ['breaking api-security-removed'],
  ],
  [
    'a second credential is asked for',
    secured({ key: [] }),
    secured({ key: [], token: [] }),
    ['breaking api-security-removed', 'info api-security-added'],
    ['info api-security-added'],
  ],
  [
    'a scope is asked for',
    secured({ oauth: ['read'] }),
    secured({ oauth: ['read', 'write'] }),
    ['breaking api-security-scope-added'],
    ['info api-security-scope-removed'],
  ],
  [
    'a scope is granted and no longer',
    secured({ oauth: ['read'] }),
    op({ security: [{ oauth: ['read'] }] }, granting('read', 'write', 'erase')),
    ['info security-scheme-scope-added'],
    ['warning security-scheme-scope-removed'],
  ],
  [
    'no credential is one of the alternatives',
    secured({ key: [] }),
    secured({ key: [] }, {}),
    ['info api-security-became-optional'],
    ['breaking api-security-became-required'],
  ],
  [
    'a rate limit comes and goes',
    op({}),
    limited(100),
    ['warning api-rate-limit-added'],
    ['info api-rate-limit-removed'],
  ],
  [
    'a rate limit is lowered and raised',
    limited({ limit: 100, window: 60 }),
    limited({ limit: 50, window: '1m' }),
    ['breaking api-rate-limit-lowered'],
    ['info api-rate-limit-raised'],
  ],
  ['a rate limit is said in words', limited({ limit: 100, window: 3600 }), limited('100/hour'), [], []],
  [
    'a rate limit takes another form',
    limited(100),
    limited({ tokens: 5 }),
    ['warning api-rate-limit-changed'],
    ['warning api-rate-limit-changed'],
  ],
  [
    'data is kept elsewhere',
    op({ 'x-entity': 'things' }),
    op({ 'x-entity': 'items' }),
    ['warning api-entity-changed'],
    ['warning api-entity-changed'],
  ],
];

describe.each<Dialect>(['3.0.3', '3.1.0'])('operations in OpenAPI %s', (dialect) => {
  test.each([...LIFE, ...REQUESTS, ...RESPONSES, ...ACCESS])('%s', async (_, base, revision, there, back) => {
    expect({
      there: await rulesBetween(base, revision, dialect),
      back: await rulesBetween(revision, base, dialect),
    }).toEqual({ there, back });
  });
});
