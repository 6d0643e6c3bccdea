import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, serve, type TestServer } from './support.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Photos, version: 1.0.0 }
paths:
  /photos:
    post:
      operationId: upload
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { photo: { type: string, format: binary }, paper: { type: string, format: binary } } }
            encoding: { photo: { contentType: 'image/png, image/jpeg' } }
      responses: { '200': { description: ok } }
`;

let server: TestServer;
beforeAll(async () => {
  server = await serve(CONTRACT);
});
afterAll(() => server.close());

test.each([
  ['photo', 'image/jpeg', 200],
  ['photo', 'text/plain', 415],
  ['paper', 'text/plain', 200],
])('a file in %s that is %s is answered %i', async (field, type, status) => {
  server.invocations.length = 0;
  const body = new FormData();
  body.set(field, new Blob(['x'], { type }), 'x');
  expect((await ask(server, '/photos', { method: 'POST', body })).status).toBe(status);
  expect(server.invocations.length).toBe(status === 200 ? 1 : 0);
});
