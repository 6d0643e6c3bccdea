import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildApp } from '../../src/app.ts';
import { banner } from '../../src/banner.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/infra/telemetry/logger.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Ferry, version: 1.0.0 }
servers: [{ url: https://ferry.example/v2 }]
paths:
  /trips:
    get: { operationId: trips, security: [{ basic: [] }, { token: [] }, { key: [] }, { query: [] }, { cookie: [] }], responses: { '204': { description: ok } } }
  /.well-known/ferry:
    servers: [{ url: / }]
    get: { operationId: wellKnown, responses: { '204': { description: ok } } }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Api-Key }
    query: { type: apiKey, in: query, name: api_key }
    cookie: { type: apiKey, in: cookie, name: sid }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-banner-'));
});
afterAll(() => rm(folder, { recursive: true }));

const printed = (...argv: string[]) => printedFor(CONTRACT, ...argv);

async function printedFor(contract: string, ...argv: string[]): Promise<string> {
  const file = join(folder, 'api.yaml');
  await writeFile(file, contract);
  const config = readConfig([file, '--memory', ...argv], { OIDC_ISSUERS: 'https://id.example.org' });
  if (config === 'help') throw new Error('Help was asked for');
  const app = await buildApp(config, createLogger({ level: 'error', format: 'json' }));
  try {
    return banner(app, config, 3000, 1200);
  } finally {
    await app.close();
  }
}

test('each credential is shown as it is sent', async () => {
  const text = await printed();
  const [, basic = ''] = /Authorization: Basic (\S+)/.exec(text) ?? [];
  const user = Buffer.from(basic, 'base64').toString();
  expect(user).toMatch(/^developer:dev_[0-9a-f]{32}$/);
  expect(text).toContain(`basic   -u ${user}  or  Authorization: Basic ${basic}\n`);
  expect(text).toMatch(/token {3}Authorization: Bearer dev_[0-9a-f]{32}\n/);
  expect(text).toMatch(/key {5}X-Api-Key: dev_[0-9a-f]{32}\n/);
  expect(text).toMatch(/query {3}\?api_key=dev_[0-9a-f]{32}\n/);
  expect(text).toMatch(/cookie {2}Cookie: sid=dev_[0-9a-f]{32}\n/);
});

test('production shows no credential', async () => {
  expect(await printed('--production')).not.toMatch(/Credential|dev_/);
});

test('a path with a server of its own does not make the root an API', async () => {
  expect((await printed()).match(/^ {2}API .*/gm)).toEqual(['  API         http://127.0.0.1:3000/v2']);
});

test('a contract without operations is called that', async () => {
  const text = await printedFor('{ openapi: 3.1.0, info: { title: Empty, version: "1" }, webhooks: {} }');
  expect(text).toContain('  Operations  none: the contract declares no operation\n');
});

test('operations that are not derived are shown with the reason, and those that show samples are counted', async () => {
  const member = '{ type: object, properties: { name: { type: string } } }';
  const answer = `{ description: ok, content: { application/json: { schema: ${member} } } }`;
  const path = (name: string) => `[{ name: ${name}, in: path, required: true, schema: { type: string } }]`;
  const text = await printedFor(`
openapi: 3.1.0
info: { title: Club, version: 1.0.0 }
paths:
  /members:
    post: { requestBody: { content: { application/json: { schema: ${member} } } }, responses: { '201': ${answer} } }
  /members/{login}: { get: { parameters: ${path('login')}, responses: { '200': ${answer} } } }
  /courts/{name}: { get: { parameters: ${path('name')}, responses: { '200': ${answer} } } }
`);
  expect(text).toMatch(/Not derived POST \/members, GET \/members\/\{login\}: No response shows the identifier/);
  expect(text).toMatch(/Samples {5}1 derived operation shows samples/);
});
