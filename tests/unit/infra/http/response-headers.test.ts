import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildApp, type App } from '../../../../src/app.ts';
import { readConfig } from '../../../../src/config.ts';
import { listen } from '../../../../src/infra/http/server.ts';
import { createLogger } from '../../../../src/infra/telemetry/logger.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Headers, version: 1.0.0 }
paths:
  /notes:
    get:
      operationId: listNotes
      responses:
        2XX:
          description: ok
          headers:
            X-Total-Count: { required: true, schema: { type: integer } }
            Last-Modified: { required: true, schema: { type: string } }
            ETag: { required: true, schema: { type: string } }
            X-Request-Id: { required: true, schema: { type: string } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } }
    post:
      operationId: addNote
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '201':
          description: ok
          headers:
            Location: { required: true, schema: { type: string, format: uri } }
            Content-Location: { schema: { type: string, format: uri-reference } }
            X-Colour: { required: true, schema: { type: string, enum: [red] } }
            X-Cost: { required: true, schema: { type: integer, default: 5 }, example: 7 }
            ETag: { required: true, schema: { type: string, pattern: '^W/"[a-z]{4}"$' } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getNote
      responses:
        '200':
          description: ok
          headers:
            Last-Modified: { required: true, schema: { type: string, format: date-time } }
            Cache-Control: { required: true, schema: { type: string } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
        '404':
          description: none
          headers:
            X-Server: { required: true, schema: { type: string, enum: [west-1] } }
            X-Hint: { schema: { type: string } }
            X-Request-Id: { required: true, schema: { type: string, maxLength: 3 } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { id: { type: integer, readOnly: true }, text: { type: string } } }
`;

let app: App | undefined;
let origin = '';
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-headers-'));
  const file = join(folder, 'headers.yaml');
  await writeFile(file, CONTRACT);
  const config = readConfig([file, '--memory'], {});
  if (config === 'help') throw new Error('no help was asked for');
  app = await buildApp(config, createLogger({ level: 'error', format: 'json' }));
  origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  await rm(folder, { recursive: true });
});
afterAll(() => app?.close());

const add = () =>
  fetch(`${origin}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'one' }),
  });

test('a derived answer has every header that its contract requires, and none that it declares otherwise', async () => {
  const { status, headers } = await add();
  expect([status, headers.get('location'), headers.get('x-colour'), headers.get('x-cost')]).toEqual([
    201,
    expect.stringMatching(`^${origin}/notes/\\d+$`),
    'red',
    '7',
  ]);
  expect(headers.get('etag')).toMatch(/^W\/"[a-z]{4}"$/);
});

test('what is known of an item stands in its headers: when it was last written', async () => {
  const before = Date.now();
  const location = (await add()).headers.get('location') ?? '';
  const { status, headers } = await fetch(location);
  const moment = new Date(headers.get('last-modified') ?? '').getTime();
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
  // The clock of a database server of its own may run a little ahead or behind.
  expect(Math.abs(moment - before)).toBeLessThan(60_000);
  expect((await fetch(location)).headers.get('last-modified')).toBe(headers.get('last-modified'));
});

test('a list counts in the header that its class of status declares, and tags what it shows', async () => {
  const listed = await fetch(`${origin}/notes`);
  const count = ((await listed.json()) as unknown[]).length;
  expect([listed.status, listed.headers.get('x-total-count')]).toEqual([200, String(count)]);
  expect(new Date(listed.headers.get('last-modified') ?? '').getTime()).toBeGreaterThan(0);
  await add();
  const tag = (await fetch(`${origin}/notes`)).headers.get('etag');
  expect(tag).not.toBe(listed.headers.get('etag'));
});

test('an error has the headers that its response requires, and those of its own as they are', async () => {
  const { status, headers } = await fetch(`${origin}/notes/4711`);
  expect([status, headers.get('x-server'), headers.get('x-hint')]).toEqual([404, 'west-1', null]);
  expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});
