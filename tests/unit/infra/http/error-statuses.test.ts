import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NotFoundError } from '../../../../src/domain/errors.ts';
import { violations } from '@plumbline/contract/check';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';
import { HttpError } from '../../../../src/infra/http/errors/errors.ts';
import { writeContract } from '../contract/fixture.ts';
import { sendRaw, serve, type Answers, type TestServer } from './support.ts';

/** A contract whose operations declare one shape of errors, at most, and for none of the statuses under test. */
function contractWith(errors: object): string {
  const declared = Object.keys(errors).length === 0 ? {} : { 418: { description: 'Any error.', content: errors } };
  const ok = { 200: { description: 'Done.', content: { 'application/json': { schema: {} } } } };
  const get = (operationId: string, more: object = {}) => ({
    get: { operationId, responses: { ...ok, ...declared }, ...more },
  });
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Errors', version: '1' },
    paths: {
      '/items': {
        post: {
          operationId: 'addItem',
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { ...ok, ...declared },
        },
        ...get('listItems', { parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }] }),
      },
      '/items/{id}': get('getItem', {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      }),
      '/closed': get('closed', { security: [{ bearer: ['write'] }] }),
      '/limited': get('limited', { 'x-rate-limit': { requests: 1, window: 60, by: 'address' } }),
      '/unimplemented': get('unimplemented'),
      '/away': get('away'),
      '/broken': get('broken'),
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  });
}

const OWN = {
  type: 'object',
  required: ['fault', 'text', 'retry', 'where'],
  properties: {
    fault: { type: 'string' },
    text: { type: 'string' },
    retry: { type: 'boolean' },
    where: { type: 'object', required: ['path'], properties: { path: { type: 'string' } } },
  },
  additionalProperties: false,
};
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
  },
};
const PLAIN = {
  type: 'object',
  required: ['success', 'error'],
  properties: {
    success: { const: false },
    error: {
      type: 'object',
      required: ['code', 'message', 'details', 'requestId'],
      properties: { code: { type: 'string' }, message: { type: 'string' } },
    },
  },
};

const ANSWERS: Answers = {
  getItem: () => {
    throw new NotFoundError('There is no such item.');
  },
  unimplemented: () => {
    throw new HttpError('NOT_IMPLEMENTED', 'Nothing implements this operation.');
  },
  away: () => {
    throw new DatabaseUnavailableError('connect ECONNREFUSED 127.0.0.1:5432');
  },
  broken: () => {
    throw new Error('Unexpected token } in JSON at position 5');
  },
};

const JSON_TYPE = 'Content-Type: application/json\r\n';
const post = (headers: string, body: string) => `POST /items HTTP/1.1\r\n${headers}Content-Length: ${body.length}\r\n`;
const BEARER = (token: string) => `Authorization: Bearer ${token}\r\n`;

/** Each status by a request, its headers, and perhaps a body; and a header that has to come with it. */
const CASES: readonly (readonly [name: string, status: number, head: string, body?: string, header?: RegExp])[] = [
  ['a body that is not JSON', 400, post(JSON_TYPE, '{"a": }'), '{"a": }'],
  ['a body that ends too early', 400, post(JSON_TYPE, '{'), '{'],
  ['an invalid parameter', 400, 'GET /items?limit=x HTTP/1.1\r\n'],
  ['a path that does not decode', 400, 'GET /%zz HTTP/1.1\r\n'],
  ['no credential', 401, 'GET /closed HTTP/1.1\r\n', '', /www-authenticate: Bearer/i],
  ['a wrong credential', 401, `GET /closed HTTP/1.1\r\n${BEARER('wrong')}`, '', /www-authenticate: Bearer/i],
  ['too few scopes', 403, `GET /closed HTTP/1.1\r\n${BEARER('t')}`, '', /insufficient_scope/],
  ['an unknown path', 404, 'GET /nowhere HTTP/1.1\r\n'],
  ['a known path of an unknown item', 404, 'GET /items/7 HTTP/1.1\r\n'],
  ['an undeclared method', 405, 'DELETE /items HTTP/1.1\r\n', '', /allow: GET, HEAD, OPTIONS, POST/i],
  ['an unacceptable media type', 406, 'GET /items HTTP/1.1\r\nAccept: image/png\r\n'],
  ['a body that is too large', 413, `POST /items HTTP/1.1\r\n${JSON_TYPE}Content-Length: 20000\r\n`],
  ['a body in another media type', 415, post('Content-Type: text/plain\r\n', 'x'), 'x', /accept: application\/json/i],
  ['a body without a media type', 415, post('', 'x'), 'x'],
  ['an unknown charset', 415, post('Content-Type: application/json; charset=utf-16\r\n', '{}'), '{}'],
  ['an expectation that cannot be met', 417, 'GET /items HTTP/1.1\r\nExpect: tea\r\n'],
  ['too many requests', 429, 'GET /limited HTTP/1.1\r\n', '', /retry-after: \d/i],
  ['large headers', 431, `GET /items HTTP/1.1\r\nX-Large: ${'x'.repeat(20_000)}\r\n`],
  ['an error of our own', 500, 'GET /broken HTTP/1.1\r\n'],
  ['an operation that nothing implements', 501, 'GET /unimplemented HTTP/1.1\r\n'],
  ['an unknown method', 501, 'BREW /items HTTP/1.1\r\n'],
  ['a database that is away', 503, 'GET /away HTTP/1.1\r\n', '', /retry-after: \d/i],
];

const RAW = /unexpected (?:token|end)|in JSON at|position \d|must NOT|ECONN|busboy|multer/i;
const SAMPLE =
  /\b(?:amber|birch|cedar|delta|ember|fjord|grove|harbor|indigo|juniper|kelp|linden|maple|nectar|olive|pebble|quartz|river|saffron|timber|umber|violet|willow|yarrow)-|example\.com/i;

describe.each([
  ['an error schema of its own', { 'application/json': { schema: OWN } }, OWN, 'application/json'],
  [
    'problem details (RFC 9457)',
    { 'application/problem+json': { schema: PROBLEM } },
    PROBLEM,
    'application/problem+json',
  ],
  ['no error', {}, PLAIN, 'application/json'],
])('a contract that declares %s', (_what, content, schema, type) => {
  let server: TestServer;
  let contract: Contract;
  beforeAll(async () => {
    const text = contractWith(content);
    contract = await loadContract(writeContract(text, 'api.json'));
    server = await serve(text, ANSWERS);
    await (await fetch(`${server.origin}/limited`)).text();
  });
  afterAll(() => server.close());

  test.each(CASES)('answers %s with %d in that shape', async (_name, status, head, body = '', header = /./) => {
    const raw = await sendRaw(server, `${head}Host: a\r\nConnection: close\r\n\r\n${body}`);
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    const text = raw.slice(headers.length + 4);
    expect(headers).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(headers).toMatch(header);
    expect(headers.toLowerCase()).toContain(`content-type: ${type}`);
    expect(violations(contract, schema, JSON.parse(text), 'response')).toEqual([]);
    expect(text).not.toMatch(RAW);
    expect(text).not.toMatch(SAMPLE);
  });
});
