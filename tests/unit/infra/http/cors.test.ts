import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, sendRaw, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.2.0
info: { title: Todos, version: 1.0.0 }
paths:
  /todos:
    get:
      operationId: listTodos
      responses:
        '200': { description: all, headers: { X-Total-Count: { schema: { type: integer } } }, content: { application/json: { schema: {} } } }
    query:
      operationId: searchTodos
      responses: { '200': { description: found, headers: { X-Search-Id: { schema: { type: string } } } } }
    additionalOperations:
      PURGE: { operationId: purgeTodos, responses: { '204': { description: gone } } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(
    CONTRACT,
    { listTodos: () => ({ status: 200, body: [], headers: { 'X-Total-Count': '0', 'X-Extra': '1' } }) },
    { corsOrigins: ['https://app.test'] },
  );
});
afterAll(() => server.close());

const send = { origin: 'https://app.test' };
const exposedBy = async (path: string): Promise<string[]> => {
  const { headers } = await ask(server, path, { send, headers: ['access-control-expose-headers'] });
  return (headers['access-control-expose-headers'] ?? '').toLowerCase().split(',');
};

test('scripts may read every header that the contract declares or the server sends', async () => {
  const names = ['x-total-count', 'x-search-id', 'x-extra', 'etag', 'location', 'link', 'ratelimit', 'deprecation'];
  expect(await exposedBy('/todos')).toEqual(expect.arrayContaining([...names, 'x-request-id', 'content-range']));
  expect(await exposedBy('/none')).toEqual(expect.arrayContaining(['x-total-count', 'x-request-id']));
  expect(await exposedBy('/todos')).not.toContain('access-control-allow-origin');
});

test('a preflight allows every declared method and the headers that are asked for', async () => {
  const answer = await sendRaw(
    server,
    'OPTIONS /todos HTTP/1.1\r\nHost: a\r\nOrigin: https://app.test\r\nAccess-Control-Request-Method: QUERY\r\nAccess-Control-Request-Headers: x-tenant,authorization\r\nConnection: close\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1.1 204 /);
  const methods = /Access-Control-Allow-Methods: (.*)\r/.exec(answer)?.[1]?.split(',');
  expect(methods).toEqual(expect.arrayContaining(['GET', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PURGE']));
  expect(answer).toContain('Access-Control-Allow-Headers: x-tenant,authorization');
});

test('other origins are not allowed in', async () => {
  const { headers } = await ask(server, '/todos', {
    send: { origin: 'https://evil.test' },
    headers: ['access-control-allow-origin'],
  });
  expect(headers).toEqual({ 'access-control-allow-origin': null });
});
