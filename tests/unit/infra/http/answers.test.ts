import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NotFoundError } from '../../../../src/domain/errors.ts';
import type { Answer } from '../../../../src/infra/http/invocation.ts';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Answers, version: 1.0.0 }
paths:
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getThing
      deprecated: true
      x-sunset: '2030-01-01T00:00:00Z'
      responses:
        '200':
          description: ok
          headers: { X-Count: { required: true, schema: { type: integer } } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/Thing' } }
            text/csv: { schema: { type: string } }
          links: { remove: { operationId: removeThing, parameters: { id: $response.body#/name } } }
    delete:
      operationId: removeThing
      responses: { '204': { description: gone } }
  /errors/{kind}:
    get:
      operationId: fail
      parameters: [{ name: kind, in: path, required: true, schema: { type: string, maxLength: 8 } }]
      responses:
        '200': { description: ok }
        '400':
          description: google
          content: { application/json: { schema: { type: object, required: [error], properties: { error: { type: object, required: [code, message, status], properties: { code: { type: integer }, message: { type: string }, status: { type: string }, errors: { type: array, items: { type: object, required: [location, reason], properties: { location: { type: string }, reason: { type: string } } } } } } } } } }
        '404': { description: problem, content: { application/problem+json: { schema: { type: object, required: [title, status], properties: { type: { type: string }, title: { type: string }, status: { type: integer }, detail: { type: string } } } } } }
        5XX: { description: oauth, content: { application/json: { schema: { type: object, additionalProperties: false, required: [error, error_description, retries], properties: { error: { enum: [server_error] }, error_description: { type: string }, retries: { type: integer, default: 3 } } } } } }
  /problems:
    get:
      operationId: problems
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        '200': { description: ok }
        '400': { description: problem, content: { application/problem+json: { schema: { type: object, properties: { type: { type: string, format: uri-reference }, title: { type: string }, status: { type: integer }, detail: { type: string } } } } } }
  /unprocessable:
    get:
      operationId: strict
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses: { '200': { description: ok }, '422': { description: wrong, content: { application/json: { schema: { type: object, required: [errors], properties: { errors: { type: object, additionalProperties: { type: array, items: { type: string } } } } } } } } }
  /curt:
    get:
      operationId: curt
      parameters: [{ name: n, in: query, schema: { type: integer } }, { name: kind, in: query, schema: { enum: [a] } }]
      responses: { '200': { description: ok }, '400': { description: wrong, content: { application/problem+json: { schema: { type: object, properties: { type: { type: string }, title: { type: string } } } } } } }
  /pages:
    get:
      operationId: page
      parameters: [{ name: n, in: query, schema: { type: integer } }]
      responses:
        '200': { description: ok, content: { text/html: { schema: { type: string } }, application/xml: {}, text/csv: {} } }
        '400':
          description: wrong
          content:
            text/html: { schema: { type: string } }
            application/xml: { schema: { type: object, xml: { name: Error }, required: [message], properties: { message: { type: string }, fields: { type: array, xml: { wrapped: true }, items: { type: object, xml: { name: field }, properties: { name: { type: string } } } } } } }
            text/plain: { schema: { type: string } }
        default: { description: else, content: { image/png: { schema: { type: string, format: binary } } } }
components:
  schemas:
    Thing: { type: object, required: [name], properties: { name: { type: string }, secret: { type: string, writeOnly: true } } }
`;

let server: TestServer;
let next: Answer | (() => never);
beforeAll(async () => {
  const answer = () => (typeof next === 'function' ? next() : next);
  server = await serve(CONTRACT, { getThing: answer, removeThing: answer, fail: answer, strict: answer });
});
afterAll(() => server.close());
beforeEach(() => {
  server.log.length = 0;
});

const thing: Answer = { status: 200, headers: { 'X-Count': '1' }, body: { name: 'a b' } };

test('an answer carries its tag, its links and what the contract says of its lifetime', async () => {
  next = thing;
  const names = ['content-type', 'content-length', 'deprecation', 'sunset', 'link', 'x-request-id', 'x-count', 'etag'];
  const answer = await ask(server, '/things/1', { headers: names });
  expect(answer).toEqual({
    status: 200,
    body: { name: 'a b' },
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': '14',
      deprecation: '@0',
      sunset: 'Tue, 01 Jan 2030 00:00:00 GMT',
      link: '</things/a%20b>; rel="remove"',
      'x-request-id': 'test',
      'x-count': '1',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
    },
  });
  const again = { send: { 'if-none-match': `"other", W/${answer.headers['etag'] ?? ''}` } };
  expect(await ask(server, '/things/1', again)).toEqual({ status: 304, body: '', headers: {} });
});

test('what the contract does not show does not leave', async () => {
  next = { ...thing, body: { name: 'a', secret: 'hidden' } };
  expect((await ask(server, '/things/1')).body).toEqual({ name: 'a' });
});

test('a client gets the media type that it prefers', async () => {
  next = { ...thing, body: 'name\na\n' };
  const answer = await ask(server, '/things/1', {
    send: { accept: 'application/json;q=0.1, text/*' },
    headers: ['content-type'],
  });
  expect(answer).toEqual({ status: 200, body: 'name\na\n', headers: { 'content-type': 'text/csv; charset=utf-8' } });
});

test('204 has neither body nor length', async () => {
  next = { status: 204 };
  const answer = await ask(server, '/things/1', { method: 'DELETE', headers: ['content-length', 'content-type'] });
  expect(answer).toEqual({ status: 204, body: '', headers: { 'content-length': null, 'content-type': null } });
});

test.each<[string, Answer, { field: string; message: string }[]]>([
  ['its body', { ...thing, body: { name: 1 } }, [{ field: 'body.name', message: 'must be a string' }]],
  [
    'a header',
    { ...thing, headers: { 'X-Count': 'many' } },
    [{ field: 'header.x-count', message: 'must be an integer' }],
  ],
  ['a missing header', { ...thing, headers: {} }, [{ field: 'header.x-count', message: 'is required, but missing' }]],
  [
    'a missing body',
    { status: 200, headers: { 'X-Count': '1' } },
    [{ field: 'body', message: 'is declared, but missing' }],
  ],
  ['its status', { status: 202, body: {} }, [{ field: 'status', message: '202 is not declared for getThing' }]],
])(
  'an answer that contradicts the contract by %s fails in development, and is logged',
  async (_what, wrong, details) => {
    next = wrong;
    const message = `The answer of getThing (${wrong.status}) contradicts the contract.`;
    expect(await ask(server, '/things/1')).toEqual({
      status: 500,
      body: {
        error: 'server_error',
        error_description: `${message} ${details.map((one) => `${one.field} ${one.message}`).join('; ')}.`,
        retries: 3,
      },
      headers: {},
    });
    expect(server.log.filter(({ level }) => level === 'error')).toMatchObject([
      { message, details, requestId: 'test', operationId: 'getThing' },
    ]);
  },
);

test('in production such an answer is sent, and reported', async () => {
  const lenient = await serve(CONTRACT, { getThing: () => ({ ...thing, headers: {} }) }, { failsOnViolation: false });
  expect(await ask(lenient, '/things/1')).toMatchObject({ status: 200, body: { name: 'a b' } });
  expect(lenient.log.filter(({ level }) => level === 'error')).toMatchObject([
    { message: 'an answer contradicts the contract', operationId: 'getThing', violations: 1 },
  ]);
  await lenient.close();
});

describe('an error is answered in the shape that the operation declares for its status', () => {
  test('with its own names for code, message and fields', async () => {
    expect(await ask(server, '/errors/far-too-long')).toEqual({
      status: 400,
      body: {
        error: {
          code: 400,
          message: 'Request validation failed: 1 invalid value.',
          status: '400',
          errors: [{ location: 'path.kind', reason: 'must have at most 8 characters' }],
        },
      },
      headers: {},
    });
  });

  test('as problem details where these are declared', async () => {
    next = () => {
      throw new NotFoundError('There is no such error.');
    };
    expect(await ask(server, '/errors/x', { headers: ['content-type'] })).toEqual({
      status: 404,
      body: { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no such error.' },
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    });
  });

  test('with no member that the contract does not declare: the message then names the fields', async () => {
    const detail = 'Request validation failed: 1 invalid value. query.n must be an integer.';
    expect(await ask(server, '/problems?n=x')).toEqual({
      status: 400,
      body: { type: 'about:blank', title: 'Bad Request', status: 400, detail },
      headers: {},
    });
  });

  test('and what nobody foresaw is generic to the caller, whole in the log, once', async () => {
    next = () => {
      throw new Error('disk on fire', { cause: new Error('smoke') });
    };
    const message = 'Something went wrong on the server. The request id finds it in the log.';
    expect(await ask(server, '/errors/x')).toEqual({
      status: 500,
      body: { error: 'server_error', error_description: message, retries: 3 },
      headers: {},
    });
    expect(server.log.filter(({ level }) => level === 'error')).toMatchObject([
      { message, requestId: 'test', error: [{ message: 'disk on fire' }, { message: 'smoke' }] },
    ]);
  });

  test.each([
    ['text/html', /^<!doctype html>.*<li>query.n must be an integer<\/li>/],
    [
      'application/xml',
      /^<\?xml .*<Error><message>.*<fields><field><name>query.n<\/name><\/field><\/fields><\/Error>$/s,
    ],
    ['text/csv, text/plain;q=0.5', /^Request .*\nquery.n must be an integer\nRequest test$/],
  ])('in %s where that is declared', async (accept, body) => {
    const answer = await ask(server, '/pages?n=x', { send: { accept }, headers: ['content-type'] });
    expect([answer.status, answer.body]).toEqual([400, expect.stringMatching(body)]);
    expect(answer.headers['content-type']).toMatch(/^(?:text\/html|application\/xml|text\/plain); charset=utf-8$/);
  });

  test('and as JSON where nothing is declared that can say what is wrong', async () => {
    expect(await ask(server, '/pages', { send: { accept: 'image/gif' }, headers: ['content-type'] })).toMatchObject({
      status: 406,
      body: { error: { code: 406, status: '406' } },
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
  });

  test('422 stands for an invalid request where it is declared and 400 is not', async () => {
    expect(await ask(server, '/unprocessable?n=x')).toEqual({
      status: 422,
      body: { errors: { 'query.n': ['must be an integer'] } },
      headers: {},
    });
  });

  test('with every field in the title where nothing else is declared that could name them', async () => {
    const { status, body } = await ask(server, '/curt?n=x&kind=b');
    expect(status).toBe(400);
    expect((body as { title: string }).title).toMatch(
      /2 invalid values\. query\.n must be an integer; query\.kind must be /,
    );
  });

  test('problem details come on request where nothing is declared', async () => {
    expect(await ask(server, '/none', { send: { accept: 'application/problem+json' } })).toEqual({
      status: 404,
      body: {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'Nothing in the contract answers /none.',
        code: 'NOT_FOUND',
        requestId: 'test',
      },
      headers: {},
    });
  });

  test('a database that is away is 503, and says when to try again', async () => {
    next = () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    };
    expect(await ask(server, '/things/1', { headers: ['retry-after'] })).toEqual({
      status: 503,
      body: {
        error: 'server_error',
        error_description: 'The database cannot be reached just now. Try again shortly.',
        retries: 3,
      },
      headers: { 'retry-after': '5' },
    });
  });
});
