import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError, lockDirectory } from '../../../../src/infra/db/data-directory.ts';

const MODULE = new URL('../../../../src/infra/db/data-directory.ts', import.meta.url).href;
const ROUNDS = 500;
const PROCESSES = 3;

/** Takes the lock again and again; two holders at once would find each other's mark. Leaves a stale file each time. */
const contender = (directory: string) => `
  const { lockDirectory } = await import(${JSON.stringify(MODULE)});
  const { rm, writeFile } = await import('node:fs/promises');
  const mark = ${JSON.stringify(join(directory, 'mark'))};
  let taken = 0;
  let doubled = 0;
  while (taken < ${Math.ceil(ROUNDS / PROCESSES)}) {
    const unlock = await lockDirectory(${JSON.stringify(directory)}).catch(() => undefined);
    if (unlock === undefined) continue;
    await writeFile(mark, '', { flag: 'wx' }).catch(() => (doubled += 1));
    await new Promise((done) => setTimeout(done, 1));
    await rm(mark, { force: true });
    taken += 1;
    await unlock();
    await writeFile(${JSON.stringify(join(directory, 'lock'))}, JSON.stringify({ pid: 2 ** 30, host: ${JSON.stringify(hostname())} }));
  }
  console.log(JSON.stringify({ taken, doubled }));`;

async function contend(directory: string): Promise<{ taken: number; doubled: number }> {
  const child = spawn(join('node_modules', '.bin', 'node'), ['--input-type=module', '-e', contender(directory)]);
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(String(chunk)));
  await new Promise((done) => child.once('close', done));
  return JSON.parse(said.join('')) as { taken: number; doubled: number };
}

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'plumbline-lock-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the lock of a data directory', () => {
  test(`is held by one of ${PROCESSES} processes at a time, in ${ROUNDS} rounds with stale files`, async () => {
    const shared = await mkdtemp(join(directory, 'shared-'));
    const counts = await Promise.all(Array.from({ length: PROCESSES }, () => contend(shared)));
    expect(counts.map(({ doubled }) => doubled)).toEqual([0, 0, 0]);
    expect(counts.reduce((sum, { taken }) => sum + taken, 0)).toBeGreaterThanOrEqual(ROUNDS);
  }, 300_000);

  test.each([
    ['whose number another process has now', { pid: process.ppid, host: hostname() }],
    ['in a container that is gone', { pid: 1, host: 'gone' }],
  ])('is free after a holder was killed %s', async (_, holder) => {
    const left = await mkdtemp(join(directory, 'left-'));
    await writeFile(join(left, 'lock'), JSON.stringify({ ...holder, hasSystemLock: true }));
    await (
      await lockDirectory(left)
    )();
  });

  test('is taken while a holder on another host touches its file', async () => {
    const far = await mkdtemp(join(directory, 'far-'));
    const file = join(far, 'lock');
    await writeFile(file, JSON.stringify({ pid: 1, host: 'elsewhere', hasSystemLock: true }));
    const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()), 500);
    await expect(lockDirectory(far)).rejects.toThrow(DataDirectoryError);
    clearInterval(heartbeat);
  });
});
