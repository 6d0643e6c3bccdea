import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testDatabase } from '../../support/database.ts';
import { corpus, type Target } from './hostile/corpus.ts';
import { startMeasured, type HostileRequest, type MeasuredServer } from './hostile/measured-server.ts';
import { RICH_CONTRACT, RICH_TARGETS } from './hostile/rich-contract.ts';

/** How long one request may keep the process from doing anything else, in milliseconds of its processor time. */
const MOST_BLOCKED = 250;
/** How much memory may be held after all of them that was not before, in bytes. */
const MOST_GROWTH = 150 * 1024 * 1024;
const BATCH = 25;
const JSON_TYPE = { 'content-type': 'application/json' };
const COUNT = 10_000;

const DESK_TARGETS: readonly Target[] = [
  { method: 'POST', path: '/v1/auth/login', body: { email: 'a@example.org', password: 'seven quiet otters' } },
  { method: 'POST', path: '/v1/auth/register', body: { email: 'a@example.org', password: 'x', name: 'Ada' } },
  { method: 'POST', path: '/v1/auth/refresh', body: { refreshToken: 'x' } },
  { method: 'POST', path: '/v1/projects', body: { key: 'AB', name: 'Name' } },
  { method: 'GET', path: '/v1/projects' },
  { method: 'GET', path: '/v1/projects/{}' },
  { method: 'GET', path: '/v1/system' },
  { method: 'GET', path: '/{}' },
];

/** Sends the requests a few at a time; whichever may have blocked the process is sent again alone before it is believed. */
async function attack(server: MeasuredServer, requests: readonly HostileRequest[]): Promise<string[]> {
  const faults: string[] = [];
  const name = ({ kind, method, path, headers, body, raw }: HostileRequest) =>
    JSON.stringify([kind, method, path, headers, body ?? raw]).slice(0, 400);
  for (let start = 0; start < requests.length; start += BATCH) {
    const batch = requests.slice(start, start + BATCH);
    const statuses = await Promise.all(batch.map((request) => server.send(request)));
    statuses.forEach((status, index) => {
      const request = batch[index];
      const isAnswered = status > 0 || request?.kind === 'raw';
      if (request !== undefined && ((status >= 500 && status !== 501) || !isAnswered))
        faults.push(`${status} ${name(request)}`);
    });
    const { longest } = await server.measure();
    if (longest <= MOST_BLOCKED) continue;
    for (const request of batch) {
      const times = [];
      do {
        await server.send(request);
        times.push((await server.measure()).longest);
      } while (times.length < 3 && Math.min(...times) > MOST_BLOCKED);
      if (Math.min(...times) > MOST_BLOCKED) faults.push(`${Math.min(...times)} ms ${name(request)}`);
    }
  }
  return faults;
}

async function storage(): Promise<{ argv: string[]; environment: Record<string, string>; close: () => Promise<void> }> {
  if (!process.env['DATABASE_URL']) return { argv: ['--memory'], environment: {}, close: () => Promise.resolve() };
  const database = await testDatabase();
  return { argv: [], environment: { DATABASE_URL: database.options.url ?? '' }, close: () => database.close() };
}

/** @param first what makes an item that requests may be about */
async function expectHarmless(
  argv: string[],
  targets: readonly Target[],
  count: number,
  seed: number,
  first?: Target,
): Promise<void> {
  const { argv: where, environment, close } = await storage();
  const server = await startMeasured([...argv, ...where], {
    ...environment,
    MASTER_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_FACTOR: '1000000',
  });
  try {
    const known =
      first &&
      (await server.create({ kind: 'create', ...first, headers: JSON_TYPE, body: JSON.stringify(first.body) }));
    // What is made on first use is made before: schemas are compiled, tables are created.
    await attack(server, corpus(targets, 300, seed + 1, known));
    const { heap } = await server.measure('memory');
    expect(await attack(server, corpus(targets, count, seed, known))).toEqual([]);
    expect((await server.measure('memory')).heap - heap).toBeLessThan(MOST_GROWTH);
  } finally {
    await server.close();
    await close();
  }
}

describe('a corpus of hostile requests', () => {
  test('does not stop a derived contract', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-hostile-'));
    const file = join(folder, 'openapi.json');
    await writeFile(file, JSON.stringify(RICH_CONTRACT));
    try {
      await expectHarmless([file], RICH_TARGETS, COUNT * 0.7, 20_261_130, RICH_TARGETS[0]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 600_000);

  test('does not stop the delivery desk', async () => {
    await expectHarmless([], DESK_TARGETS, COUNT * 0.3, 7_110_312);
  }, 600_000);
});
