import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { developmentCredentials } from '../../src/infra/auth/known-credentials.ts';
import { loadContract } from '@plumbline/contract/load';
import { dataOf, startInstance, type Instance } from './instance.ts';

const PASSWORD = 'planted-password-otters';
const NEW_PASSWORD = 'planted-second-otters';
const SMTP_PASSWORD = 'planted-smtp-password';
const DEVELOPMENT_SECRET = 'planted-development-secret';
const EMAIL = 'planted.person@example.org';
const NAME = 'Planted Person';
/** Stored in clear on purpose: what shows that the search below would find the others. */
const PLAIN = 'Planted project that is no secret';

let folder: string;
let instance: Instance;
/** Secrets by what they are. */
const planted: Record<string, string> = { PASSWORD, NEW_PASSWORD, SMTP_PASSWORD, DEVELOPMENT_SECRET };
const refusals: string[] = [];

/** Sends what must be refused. */
async function fail(...request: Parameters<Instance['send']>): Promise<void> {
  const { status, text } = await instance.send(...request);
  expect(status).toBeGreaterThanOrEqual(400);
  refusals.push(text);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-planted-'));
  // Nobody listens there: the mail fails, and the failure is logged.
  const SMTP_URL = `smtp://planted:${SMTP_PASSWORD}@127.0.0.1:1`;
  instance = await startInstance(['--data', folder], { SMTP_URL, DEVELOPMENT_SECRET });
  dataOf(await instance.send('POST', '/auth/register', { email: EMAIL, password: PASSWORD, name: NAME }));
  const login = { email: EMAIL, password: PASSWORD };
  const { accessToken = '', refreshToken = '' } = dataOf(await instance.send('POST', '/auth/login', login));
  Object.assign(planted, { accessToken, refreshToken });
  const bearer = { authorization: `Bearer ${accessToken}` };
  const { key = '' } = dataOf(await instance.send('POST', '/api-keys', { name: 'ci', scopes: ['desk:read'] }, bearer));
  planted['apiKey'] = key;
  const { secret = '' } = dataOf(await instance.send('POST', '/auth/second-factor', { password: PASSWORD }, bearer));
  planted['totpSecret'] = secret;
  const code = new TOTP({ secret }).generate();
  const { recoveryCodes = [] } = dataOf(
    await instance.send('POST', '/auth/second-factor/confirm', { code }, bearer),
  ) as { recoveryCodes?: string[] };
  planted['recoveryCode'] = recoveryCodes[0] ?? '';
  dataOf(await instance.send('POST', '/projects', { key: 'PLANT', name: PLAIN }, bearer));
  await instance.send('POST', '/auth/password/forgot', { email: EMAIL });
  await fail('POST', '/auth/login', { email: EMAIL, password: NEW_PASSWORD });
  await fail('POST', '/auth/login', { email: EMAIL, password: { wrong: PASSWORD } });
  await fail('POST', '/auth/login', { ...login, recoveryCode: planted['recoveryCode'], code: PASSWORD });
  await fail('POST', '/auth/refresh', { refreshToken: `${refreshToken}x` });
  await fail('GET', `/projects?token=${accessToken}&password=${PASSWORD}`, undefined, bearer);
  await fail('GET', '/projects', undefined, { 'x-api-key': `${key}x` });
  await fail('GET', '/projects', undefined, {
    authorization: `Basic ${Buffer.from(`${EMAIL}:${PASSWORD}`).toString('base64')}`,
  });
  const contract = await loadContract(instance.config.contract);
  const [standIn] = developmentCredentials(contract, DEVELOPMENT_SECRET).shown;
  planted['standIn'] = standIn?.value.replace('Bearer ', '') ?? '';
  dataOf(await instance.send('GET', '/projects', undefined, { authorization: standIn?.value ?? '' }));
  await instance.send('POST', '/auth/password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }, bearer);
  await instance.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** Names of the planted texts that a text holds, also as PostgreSQL and URLs may write them. */
function found(text: string, secrets: Record<string, string> = planted): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')].some((form) => text.includes(form))
      ? [name]
      : [],
  );
}

test('every kind of secret was planted', () => {
  expect(Object.entries(planted).filter(([, secret]) => secret.length < 12)).toEqual([]);
  expect(Object.keys(planted).length).toBe(10);
});

test('no secret is in the log, not even where the mail server cannot be reached', () => {
  const log = instance.log.join('');
  expect(log).toContain('a mail could not be sent');
  expect(found(log)).toEqual([]);
});

test('no refusal repeats a secret', () => {
  expect(refusals.length).toBe(7);
  expect(found(refusals.join('\n'))).toEqual([]);
});

test('no secret, no address and no name is in the files of the database, in tables, indexes or journal', async () => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const isOfDatabase = (name: string) => name !== 'keys.json';
  let isPlainThere = false;
  const there: string[] = [];
  for (const file of files) {
    if (!file.isFile() || !isOfDatabase(file.name)) continue;
    const text = (await readFile(join(file.parentPath, file.name))).toString('latin1');
    isPlainThere ||= text.includes(PLAIN);
    there.push(...found(text, { ...planted, EMAIL, NAME }).map((name) => `${name} in ${file.name}`));
  }
  expect({ isPlainThere, there }).toEqual({ isPlainThere: true, there: [] });
});
