import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Defaults, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: list
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 10 } }
        - { name: sort, in: query, schema: { $ref: '#/components/schemas/Sort' } }
        - { name: kind, in: query, required: true, schema: { type: string, default: a } }
        - { name: box, in: query, style: deepObject, explode: true, schema: { type: object, properties: { w: { type: integer, default: 1 }, h: { type: integer } } } }
        - { name: X-Page, in: header, schema: { type: integer, default: 3 } }
        - { name: X-Kind, in: header, required: true, schema: { type: integer, default: 3 } }
        - { name: theme, in: cookie, schema: { type: string, default: dark } }
      responses: { '200': { description: ok } }
    post: { operationId: create, requestBody: { $ref: '#/components/requestBodies/Thing' }, responses: { '200': { description: ok } } }
    patch: { operationId: change, requestBody: { $ref: '#/components/requestBodies/Thing' }, responses: { '200': { description: ok } } }
components:
  requestBodies:
    Thing: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
  schemas:
    Sort: { enum: [up, down], default: up }
    Thing:
      allOf:
        - type: object
          properties:
            id: { type: string, default: none, readOnly: true }
            state: { type: string, default: new }
            size: { type: integer, default: 7 }
            sort: { $ref: '#/components/schemas/Sort' }
            parts: { type: array, items: { $ref: '#/components/schemas/Part' } }
            tags: { type: array, default: [], items: { type: string } }
        - required: [state]
    Part:
      type: object
      required: [n]
      properties: { n: { type: integer, default: 1 }, m: { type: integer, default: 2 }, part: { $ref: '#/components/schemas/Part' } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());
beforeEach(() => {
  server.invocations.length = 0;
});

const sendJson = (method: string, body: unknown) =>
  ask(server, '/things', { method, body: JSON.stringify(body), send: { 'content-type': 'application/json' } });

test('what is optional and left out gets its default', async () => {
  await ask(server, '/things?kind=b&box[h]=2', { send: { 'x-kind': '1' } });
  expect(server.invocations[0]).toMatchObject({
    query: { limit: 10, sort: 'up', kind: 'b', box: { w: 1, h: 2 } },
    headers: { 'x-page': 3, 'x-kind': 1 },
    cookies: { theme: 'dark' },
  });
  await ask(server, '/things?kind=b', { send: { 'x-kind': '1' } });
  expect(server.invocations[1]?.query).toEqual({ limit: 10, sort: 'up', kind: 'b' });
});

test('to any depth of a body', async () => {
  await sendJson('POST', { state: 's', parts: [{ n: 5, part: { n: 6 } }] });
  await sendJson('POST', { state: 's', size: 1, tags: ['a'] });
  expect(server.invocations.map(({ body }) => body)).toEqual([
    { state: 's', size: 7, sort: 'up', tags: [], parts: [{ n: 5, m: 2, part: { n: 6, m: 2 } }] },
    { state: 's', size: 1, sort: 'up', tags: ['a'] },
  ]);
});

test('a default does not stand for what is required', async () => {
  expect(await ask(server, '/things')).toMatchObject({
    status: 400,
    body: {
      error: {
        details: [
          { field: 'query.kind', message: 'is required' },
          { field: 'header.x-kind', message: 'is required' },
        ],
      },
    },
  });
  expect(await sendJson('POST', { parts: [{}] })).toMatchObject({
    status: 400,
    body: {
      error: {
        details: [
          { field: 'body.parts.0.n', message: 'is required' },
          { field: 'body.state', message: 'is required' },
        ],
      },
    },
  });
  expect(server.invocations).toEqual([]);
});

test('a change sets nothing that it does not name', async () => {
  await sendJson('PATCH', { state: 's' });
  expect(server.invocations[0]?.body).toEqual({ state: 's' });
});
