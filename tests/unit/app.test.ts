import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { buildApp, type App } from '../../src/app.ts';
import { handlerAnswerers } from '../../src/answering.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { handlers } from '../../src/handlers/index.ts';
import { loadContract } from '@plumbline/contract/load';
import { listen } from '../../src/infra/http/server.ts';
import { createLogger } from '../../src/infra/telemetry/logger.ts';

const logger = createLogger({ level: 'error', format: 'json' });
const example = (name: string) => fileURLToPath(new URL(`../../openapi/examples/${name}`, import.meta.url));

function configure(...argv: string[]): Config {
  const config = readConfig([...argv, '--memory'], {});
  return config === 'help' ? configure() : config;
}

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function start(...argv: string[]): Promise<string> {
  app = await buildApp(configure(...argv), logger);
  return `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
}

const sendJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

test('what is posted to a contract without handlers is read back, and gone once deleted', async () => {
  const origin = await start(example('library.yaml'));
  const books = `${origin}/api/v1/books`;
  const created = await fetch(books, sendJson('POST', { title: 'Emma', author: 'Jane', isbn: '9780141439587' }));
  const book = (await created.json()) as { data: { id: number } };
  expect([created.status, book.data]).toEqual([201, expect.objectContaining({ title: 'Emma', author: 'Jane' })]);
  const one = `${books}/${book.data.id}`;
  expect(await (await fetch(one)).json()).toEqual(book);
  expect((await fetch(one, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(one)).status).toBe(404);
});

test('production of the own contract takes a mail server, or a folder for mail that was asked for', async () => {
  await expect(buildApp(configure('--production'), logger)).rejects.toThrow('Production has no SMTP_URL.');
});

test('what no resource serves answers below items that are there, and below no others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-app-'));
  const file = join(folder, 'contract.json');
  const text = { type: 'string' };
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const pet = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, name: text } };
  const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
  const ok = { 200: { description: 'ok', ...json(pet) } };
  const mood = { type: 'object', required: ['mood'], properties: { mood: text } };
  const paths = {
    '/pets': { post: { requestBody: json(pet), responses: { 201: ok[200] } } },
    '/pets/{petId}': { parameters: [inPath('petId')], get: { responses: ok } },
    '/pets/{id}/mood': {
      parameters: [inPath('id')],
      get: { responses: { 200: { description: 'ok', ...json(mood) } } },
    },
  };
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', info: { title: 'Moods', version: '1' }, paths }));
  const origin = await start(file);
  await rm(folder, { recursive: true });
  expect(app?.answered).toMatchObject({ derived: 2, example: 1 });
  await fetch(`${origin}/pets`, sendJson('POST', { id: 1, name: 'Rex' }));
  const moodOf = async (id: number) => {
    const response = await fetch(`${origin}/pets/${id}/mood`);
    return [response.status, response.headers.get('x-plumbline-answer')];
  };
  expect(await moodOf(1)).toEqual([200, 'example']);
  expect(await moodOf(9)).toEqual([404, null]);
});

test("the project's own contract is answered by handlers, every operation of it", async () => {
  const origin = await start();
  expect(app?.answered).toEqual({ handler: app?.contract.operations.length, derived: 0, example: 0, unimplemented: 0 });
  const person = { email: 'ada@example.org', password: 'seven quiet otters' };
  await fetch(`${origin}/v1/auth/register`, sendJson('POST', { ...person, name: 'Ada' }));
  const login = await fetch(`${origin}/v1/auth/login`, sendJson('POST', person));
  const { data } = (await login.json()) as { data: { accessToken: string } };
  const authorization = `Bearer ${data.accessToken}`;
  const project = sendJson('POST', { key: 'DESK', name: 'The desk' });
  const created = await fetch(`${origin}/v1/projects`, {
    ...project,
    headers: { 'content-type': 'application/json', authorization },
  });
  const location = created.headers.get('location') ?? '';
  expect([created.status, location]).toEqual([201, expect.stringMatching(/^\/v1\/projects\/[0-9a-f-]{36}$/)]);
  const read = await fetch(origin + location, { headers: { authorization } });
  expect(await read.json()).toEqual(await created.json());
});

test('an operation without a handler, and a handler without an operation, keep the program from starting', async () => {
  const contract = await loadContract(configure().contract);
  const { getSystem, ...others } = handlers;
  const wrong = { ...others, getSistem: getSystem } as never;
  expect(() => handlerAnswerers(contract, wrong, () => Promise.reject(new Error('not asked')))).toThrow(
    [
      `The handlers in src/handlers do not match ${contract.file}.`,
      '  No handler answers the operation getSystem: export one and list it in src/handlers/index.ts.',
      '  The handler getSistem answers no operation: rename or remove it.',
      'After a change of the contract, run npm run generate: the compiler then finds these too.',
    ].join('\n'),
  );
});

test('what nothing implements is answered 501 in production', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-app-'));
  const file = join(folder, 'api.yaml');
  await writeFile(
    file,
    `
openapi: 3.1.0
info: { title: Bare, version: 1.0.0 }
paths:
  /compute:
    post: { operationId: compute, responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
`,
  );
  const origin = await start(file, '--production');
  const answer = await fetch(`${origin}/compute`, { method: 'POST', headers: { 'x-request-id': 'test' } });
  expect([answer.status, await answer.json()]).toEqual([
    501,
    {
      success: false,
      error: {
        code: 'NOT_IMPLEMENTED',
        message: 'compute is declared, but nothing implements it.',
        details: [],
        requestId: 'test',
      },
    },
  ]);
  await rm(folder, { recursive: true });
});

test('a data directory whose keys are gone, or are those of another, is not served: nothing in it could be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-keys-'));
  const build = (name: string) => {
    const config = readConfig(['--data', join(folder, name)], {});
    if (config === 'help') throw new Error('Help was asked for');
    return buildApp(config, logger);
  };
  app = await build('one');
  const origin = `http://127.0.0.1:${await listen(app.http, 0, '127.0.0.1')}`;
  const person = { email: 'ada@example.org', password: 'seven quiet otters', name: 'Ada' };
  expect((await fetch(`${origin}/v1/auth/register`, sendJson('POST', person))).status).toBe(201);
  await app.close();
  app = await build('other');
  await app.close();
  app = undefined;

  await rm(join(folder, 'one', 'keys.json'));
  await expect(build('one')).rejects.toThrow(/The keys are gone: there are none in .*keys\.json/);
  await copyFile(join(folder, 'other', 'keys.json'), join(folder, 'one', 'keys.json'));
  await expect(build('one')).rejects.toThrow(/keys\.json are not those of this database/);
  await rm(folder, { recursive: true });
}, 60_000);
