import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '../../src/infra/db/migrate.ts';
import { openDatabase } from '../../src/infra/db/open-database.ts';
import { testDatabase, type TestDatabase } from '../unit/support/database.ts';
import { openMailbox, type Mailbox } from '../unit/support/mailbox.ts';
import { dataOf, startInstance, type Instance } from './instance.ts';

const PERSON = { email: 'ada@example.org', password: 'seven quiet otters' };

let folder: string;
let server: TestDatabase | undefined;
let mailbox: Mailbox;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-administrator-'));
  mailbox = await openMailbox();
  server = process.env['DATABASE_URL'] ? await testDatabase() : undefined;
  environment = {
    SMTP_URL: mailbox.url,
    DATA_DIR: folder,
    MASTER_KEY: randomBytes(32).toString('base64'),
    ...(server?.options.url !== undefined && { DATABASE_URL: server.options.url }),
  };
  const database = await openDatabase({ url: server?.options.url, dataDir: folder, entities: [] });
  await migrate(database);
  await database.close();
});

afterAll(async () => {
  mailbox.close();
  await server?.close();
  await rm(folder, { recursive: true });
});

/** Runs the command, as an operator does. */
async function admin(email: string): Promise<{ code: number; text: string }> {
  const env = { ...process.env, DATABASE_URL: '', ...environment };
  return await new Promise((done) => {
    execFile(process.execPath, ['scripts/admin.ts', email], { env }, (error, stdout, stderr) => {
      done({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}

async function inProduction<Result>(work: (instance: Instance, headers: Record<string, string>) => Promise<Result>) {
  const instance = await startInstance(['--production'], environment);
  try {
    const login = await instance.send('POST', '/auth/login', PERSON);
    const headers = login.status === 200 ? { authorization: `Bearer ${dataOf(login)['accessToken'] ?? ''}` } : {};
    return await work(instance, headers);
  } finally {
    await instance.close();
  }
}

test('in production an administrator is made by the command only, and only of who has verified the address', async () => {
  await inProduction(async (instance) => {
    const registered = await instance.send('POST', '/auth/register', { ...PERSON, name: 'Ada' });
    expect(dataOf(registered)).toMatchObject({ role: 'user', isEmailVerified: false });
  });
  expect(await admin('nobody@example.org')).toMatchObject({
    code: 1,
    text: expect.stringContaining('Register it first'),
  });
  expect(await admin(PERSON.email)).toMatchObject({ code: 1, text: expect.stringContaining('is not verified') });
  await inProduction(async (instance, headers) => {
    const token = await mailbox.tokenTo(PERSON.email, 'plv');
    expect((await instance.send('POST', '/auth/email/confirm', { token }, headers)).status).toBe(200);
    expect((await instance.send('GET', '/users', undefined, headers)).status).toBe(403);
  });
  expect(await admin(PERSON.email)).toMatchObject({ code: 0, text: expect.stringContaining('from now on') });
  expect(await admin(PERSON.email)).toMatchObject({ code: 0, text: expect.stringContaining('already') });
  await inProduction(async (instance, headers) => {
    expect((await instance.send('GET', '/users', undefined, headers)).status).toBe(200);
    const events = await instance.send('GET', '/audit-events?action=administrator-made', undefined, headers);
    expect(events.body).toMatchObject({ data: [{ actor: { kind: 'system', id: null }, outcome: 'success' }] });
  });
}, 300_000);
