import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryError, lockDirectory } from '../../../../src/infra/db/data-directory.ts';

const MODULE = new URL('../../../../src/infra/db/data-directory.ts', import.meta.url).href;
const PROCESSES = 3;

/**
 * Takes the lock again and again; two holders at once would find each other's mark. Leaves a stale file each time.
 *
 * @param pause milliseconds for which the process now and then does nothing, as one that is starting among others does: what it
 *   has read is old when it acts upon it
 */
const contender = (directory: string, rounds: number, pause: number) => `
  const { lockDirectory } = await import(${JSON.stringify(MODULE)});
  const { rm, writeFile } = await import('node:fs/promises');
  const mark = ${JSON.stringify(join(directory, 'mark'))};
  setInterval(() => {
    const end = Date.now() + Math.random() * ${pause};
    while (Date.now() < end);
  }, 10).unref();
  let taken = 0;
  let doubled = 0;
  while (taken < ${rounds}) {
    const unlock = await lockDirectory(${JSON.stringify(directory)}).catch(() => undefined);
    if (unlock === undefined) continue;
    await writeFile(mark, '', { flag: 'wx' }).catch(() => (doubled += 1));
    await new Promise((done) => setTimeout(done, ${pause === 0 ? 1 : 20}));
    await rm(mark, { force: true });
    taken += 1;
    await unlock();
    const stale = { pid: 2 ** 30, host: ${JSON.stringify(hostname())} };
    await writeFile(${JSON.stringify(join(directory, 'lock'))}, JSON.stringify(stale));
  }
  console.log(JSON.stringify({ taken, doubled }));`;

async function contend(source: string): Promise<{ taken: number; doubled: number }> {
  const child = spawn(join('node_modules', '.bin', 'node'), ['--input-type=module', '-e', source]);
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
  test.each([
    ['in 500 rounds', 167, 0],
    ['in 30 rounds of processes that stall in between', 10, 80],
  ])(
    `is held by one of ${PROCESSES} processes at a time, %s`,
    async (_, rounds, pause) => {
      const shared = await mkdtemp(join(directory, 'shared-'));
      const all = Array.from({ length: PROCESSES }, () => contend(contender(shared, rounds, pause)));
      expect(await Promise.all(all)).toEqual(all.map(() => ({ taken: rounds, doubled: 0 })));
    },
    180_000,
  );

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
