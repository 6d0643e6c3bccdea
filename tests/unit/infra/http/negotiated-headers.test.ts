import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Languages, version: 1.0.0 }
paths:
  /reviews:
    get:
      operationId: reviews
      parameters: [{ name: Accept-Language, in: header, schema: { type: string, enum: [de-DE, en-GB] } }]
      responses: { '200': { description: ok } }
  /strict:
    get:
      operationId: strict
      parameters: [{ name: Accept-Language, in: header, required: true, schema: { type: string, enum: [de-DE, en-GB] } }]
      responses: { '200': { description: ok } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
beforeEach(() => {
  server.invocations.length = 0;
});
afterAll(() => server.close());

test.each([
  ['en-GB', 'en-GB'],
  ['fr;q=0.9, en;q=0.5', 'en-GB'],
  ['*', 'de-DE'],
  ['fr', undefined],
])('of the languages in %s the one that is declared arrives', async (accepted, arrives) => {
  const { status } = await ask(server, '/reviews', { send: { 'accept-language': accepted } });
  const { headers = {} } = server.invocations[0] ?? {};
  expect([status, headers['accept-language']]).toEqual([200, arrives]);
});

test('a language that must be one of those declared is refused when it is none', async () => {
  expect((await ask(server, '/strict', { send: { 'accept-language': 'fr' } })).status).toBe(400);
  expect(server.invocations).toEqual([]);
});
