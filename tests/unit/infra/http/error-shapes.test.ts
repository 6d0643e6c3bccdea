import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { violations } from '@plumbline/contract/check';
import type { Contract } from '@plumbline/contract/contract';
import { loadContract } from '@plumbline/contract/load';
import { writeContract } from '../contract/fixture.ts';
import { ask, sendRaw, serve, type TestServer } from './support.ts';

/** Many contracts require members of an error that nothing in HTTP fills. */
const CONTRACT = `
openapi: 3.1.0
info: { title: Errors, version: 1.0.0 }
servers: [{ url: /v1 }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      security: [{ key: [] }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: array } } } }
        '400': { $ref: '#/components/responses/Wrong' }
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { type: object } } } }
      responses:
        '201': { description: made }
        default: { $ref: '#/components/responses/Wrong' }
  /odd:
    get:
      operationId: odd
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        '200': { description: ok }
        '400':
          description: wrong
          headers:
            X-Trace: { required: true, schema: { type: string, minLength: 1 } }
            X-Attempts: { required: true, schema: { type: integer, minimum: 1 } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  responses:
    Wrong: { description: wrong, content: { application/json: { schema: { $ref: '#/components/schemas/Wrong' } } } }
  schemas:
    Wrong:
      type: object
      required: [code, text, help, retryable, trace, occurred_at, kind, causes, owner, weight]
      properties:
        code: { type: string }
        text: { type: string }
        help: { type: string }
        retryable: { type: boolean }
        trace: { type: string, format: uuid }
        occurred_at: { type: string, format: date-time }
        kind: { type: string, enum: [server_fault, bad_request, not_found] }
        causes: { type: array, items: { type: string } }
        owner: { type: object, required: [team], properties: { team: { type: string, minLength: 3 } } }
        weight: { type: number, minimum: 2 }
    Odd:
      oneOf:
        - { type: object, required: [fatal], properties: { fatal: { const: true } }, additionalProperties: false, minProperties: 2 }
        - type: object
          required: [reference, note, short]
          properties:
            reference: { type: string, pattern: '^ERR-[0-9]{4}$' }
            note: { type: [string, 'null'] }
            short: { type: string, maxLength: 5, minLength: 2 }
            message: { type: string, maxLength: 30 }
`;

/** The words that samples are made of. */
const SAMPLE =
  /\b(?:amber|birch|cedar|delta|ember|fjord|grove|harbor|indigo|juniper|kelp|linden|maple|nectar|olive|pebble|quartz|river|saffron|timber|umber|violet|willow|yarrow)\b|example\.com/i;

let server: TestServer;
let contract: Contract;
beforeAll(async () => {
  server = await serve(CONTRACT);
  contract = await loadContract(writeContract(CONTRACT));
});
afterAll(() => server.close());

const send = { 'content-type': 'application/json', 'x-key': 't' };
const wrong = { $ref: '#/components/schemas/Wrong' };

describe('an error has the shape that the contract declares', () => {
  const cases: [name: string, ask: () => ReturnType<typeof ask>, status: number, code: string, kind: string][] = [
    ['a declared 400', () => ask(server, '/v1/pets?limit=x', { send }), 400, 'VALIDATION_ERROR', 'bad_request'],
    ['no credential', () => ask(server, '/v1/pets'), 401, 'UNAUTHENTICATED', 'bad_request'],
    ['an unknown path', () => ask(server, '/v1/none'), 404, 'NOT_FOUND', 'not_found'],
    ['an unknown path outside the base path', () => ask(server, '/'.repeat(2)), 404, 'NOT_FOUND', 'not_found'],
    ['an encoded slash', () => ask(server, '/v1/pets%2F1'), 404, 'NOT_FOUND', 'not_found'],
    ['an undeclared method', () => ask(server, '/v1/pets', { method: 'DELETE' }), 405, 'METHOD_NOT_ALLOWED', 'bad_request'],
    ['an odd method', () => ask(server, '/v1/pets', { method: 'PURGE' }), 405, 'METHOD_NOT_ALLOWED', 'bad_request'],
    ['a system page that does not exist', () => ask(server, '/_system/none'), 404, 'NOT_FOUND', 'not_found'],
    ['a system page that is only read', () => ask(server, '/_system/livez', { method: 'POST' }), 405, 'METHOD_NOT_ALLOWED', 'bad_request'],
    ['an unacceptable media type', () => ask(server, '/v1/pets', { send: { ...send, accept: 'image/png' } }), 406, 'NOT_ACCEPTABLE', 'bad_request'],
    ['a body in another media type', () => ask(server, '/v1/pets', { method: 'POST', body: 'x', send: { 'content-type': 'text/plain' } }), 415, 'UNSUPPORTED_MEDIA_TYPE', 'bad_request'],
    ['a large body', () => ask(server, '/v1/pets', { method: 'POST', body: '1'.repeat(20_000), send }), 413, 'PAYLOAD_TOO_LARGE', 'bad_request'],
    ['malformed JSON', () => ask(server, '/v1/pets', { method: 'POST', body: '{', send }), 400, 'MALFORMED_REQUEST', 'bad_request'],
    ['a path that does not decode', () => ask(server, '/v1/%zz'), 400, 'MALFORMED_REQUEST', 'bad_request'],
  ]; // prettier-ignore
  test.each(cases)('%s', async (_name, request, status, code, kind) => {
    const answer = await request();
    expect(answer).toMatchObject({
      status,
      body: { code, kind, help: '', retryable: false, causes: [expect.any(String)], weight: 2 },
    });
    expect(violations(contract, wrong, answer.body, 'response')).toEqual([]);
    expect(JSON.stringify(answer.body)).not.toMatch(SAMPLE);
  });

  test('TRACE and requests that are not HTTP', async () => {
    const bodyOf = (raw: string): unknown => JSON.parse(raw.slice(raw.indexOf('\r\n\r\n') + 4));
    const trace = await sendRaw(server, 'TRACE /v1/pets HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(trace).toMatch(/^HTTP\/1.1 405 /);
    expect(bodyOf(trace)).toMatchObject({ code: 'METHOD_NOT_ALLOWED', kind: 'bad_request' });
    const garbage = await sendRaw(server, 'GARBAGE\r\n\r\n');
    expect(garbage).toMatch(/^HTTP\/1.1 400 /);
    expect(violations(contract, wrong, bodyOf(garbage), 'response')).toEqual([]);
    const unknown = await sendRaw(server, 'BREW /v1/pets HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(unknown).toMatch(/^HTTP\/1.1 501 /);
    expect(bodyOf(unknown)).toMatchObject({ code: 'NOT_IMPLEMENTED' });
  });

  test('OPTIONS * and HEAD of an unknown path have the right status and no body', async () => {
    const options = await sendRaw(server, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(options).toMatch(/^HTTP\/1.1 204 [^]*Allow: GET, /);
    const head = await sendRaw(server, 'HEAD /v1/none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 404 [^]*\r\n\r\n$/);
  });
});

test('an alternative that can be filled is chosen, with neutral values for patterns, lengths and headers', async () => {
  const answer = await ask(server, '/v1/odd?n=x', { headers: ['x-trace', 'x-attempts'] });
  expect(answer.body).toMatchObject({ reference: 'ERR-0000', note: null, short: expect.stringMatching(/^.{2,5}$/) });
  expect(violations(contract, { $ref: '#/components/schemas/Odd' }, answer.body, 'response')).toEqual([]);
  expect(answer.headers['x-attempts']).toBe('1');
  expect(JSON.stringify(answer)).not.toMatch(SAMPLE);
});

test('a contract that declares no errors gets the shape of the project', async () => {
  const bare = await serve('openapi: 3.1.0\ninfo: { title: Bare, version: 1.0.0 }\npaths: {}\n');
  expect(await ask(bare, '/none')).toMatchObject({
    status: 404,
    body: { success: false, error: { code: 'NOT_FOUND' } },
  });
  await bare.close();
});
