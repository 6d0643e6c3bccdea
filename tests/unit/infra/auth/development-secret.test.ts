import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keptDevelopmentSecret } from '../../../../src/infra/auth/development-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made once for a folder, which is made where it is not there, and is for its owner only', async () => {
  const data = join(folder, 'new', 'data');
  const secret = await keptDevelopmentSecret(data);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await keptDevelopmentSecret(data)).toBe(secret);
  expect((await stat(join(data, 'development-secret'))).mode & 0o777).toBe(0o600);
  expect(await keptDevelopmentSecret(folder)).not.toBe(secret);
});

test('half a secret is made anew, and kept', async () => {
  await writeFile(join(folder, 'development-secret'), 'abc');
  const secret = await keptDevelopmentSecret(folder);
  expect(await readFile(join(folder, 'development-secret'), 'utf8')).toBe(secret);
  expect(secret).toHaveLength(64);
});

test('a folder that is none is said to be', async () => {
  await writeFile(join(folder, 'file'), '');
  await expect(keptDevelopmentSecret(join(folder, 'file'))).rejects.toThrow('ENOTDIR');
});
