import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDeskKeys } from '../../src/facilities.ts';
import { PUBLICATION_SECONDS, rotateKeyRing } from '../../src/infra/auth/key-ring.ts';
import { openDatabase } from '../../src/infra/db/open-database.ts';
import { testDatabase, type TestDatabase } from '../unit/support/database.ts';
import { dataOf, startInstance, type Instance } from './instance.ts';

const REDIS_URL = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
process.env['DATABASE_URL'] ??= 'postgres://postgres@127.0.0.1:5432/postgres';

async function answers(what: string, ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`NOT TESTED: two instances, since ${what} does not answer (${why})\n`);
    return false;
  }
}

async function askPostgresql(): Promise<void> {
  await (await openDatabase({ url: process.env['DATABASE_URL'], entities: [], limits: { poolSize: 1 } })).close();
}

async function askRedis(): Promise<void> {
  const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  await redis.connect();
  await redis.quit();
}

const areThere = (await answers('PostgreSQL', askPostgresql)) && (await answers('Redis', askRedis));

(areThere ? describe : describe.skip)('two instances on one PostgreSQL and one Redis', () => {
  const environment = { MASTER_KEY: randomBytes(32).toString('base64'), REDIS_URL, TRUSTED_PROXIES: '1' };
  const ada = { email: 'ada@example.org', password: 'seven quiet otters' };
  let database: TestDatabase;
  let one: Instance;
  let other: Instance;

  const start = () => startInstance([], { ...environment, DATABASE_URL: database.options.url ?? '' });
  /** An address that no other run of this test counts against. */
  const somewhere = () => ({
    'x-forwarded-for': `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`,
  });
  const logIn = async (instance: Instance) => {
    const { accessToken = '', refreshToken = '' } = dataOf(
      await instance.send('POST', '/auth/login', ada, somewhere()),
    );
    return { accessToken, refreshToken };
  };
  const statusOf = async (instance: Instance, accessToken: string) =>
    (await instance.send('GET', '/users/me', undefined, { authorization: `Bearer ${accessToken}` })).status;

  beforeAll(async () => {
    database = await testDatabase();
    // Together: one migrates and makes the keys, the other waits and takes them.
    [one, other] = await Promise.all([start(), start()]);
    dataOf(await one.send('POST', '/auth/register', { ...ada, name: 'Ada' }, somewhere()));
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await database.close();
  });

  test('take each other’s tokens', async () => {
    const { accessToken } = await logIn(one);
    expect([await statusOf(one, accessToken), await statusOf(other, accessToken)]).toEqual([200, 200]);
  });

  test('refuse at once what the other revoked, access tokens and refresh tokens', async () => {
    const { accessToken, refreshToken } = await logIn(one);
    expect(await statusOf(one, accessToken)).toBe(200);
    expect((await other.send('POST', '/auth/logout', {}, { authorization: `Bearer ${accessToken}` })).status).toBe(204);
    expect([await statusOf(one, accessToken), await statusOf(other, accessToken)]).toEqual([401, 401]);
    expect((await one.send('POST', '/auth/refresh', { refreshToken }, somewhere())).status).toBe(401);
  });

  test('count one limit between them', async () => {
    const from = somewhere();
    const statuses: number[] = [];
    for (let request = 0; request < 12; request += 1) {
      const instance = request % 2 === 0 ? one : other;
      statuses.push(
        (await instance.send('POST', '/auth/password/forgot', { email: 'nobody@example.org' }, from)).status,
      );
    }
    expect(statuses).toEqual([...Array<number>(10).fill(202), 429, 429]);
  });

  test('take tokens of a key that was rotated in elsewhere, and of the key before it', async () => {
    const before = await logIn(one);
    const store = await openDatabase({ ...database.options, entities: [] });
    const keys = await openDeskKeys(
      one.config,
      store,
      () => new Date(),
      () => undefined,
    );
    // As if it had been done when its publication time is over.
    await keys.update((ring) => rotateKeyRing(ring, new Date(Date.now() - PUBLICATION_SECONDS * 1000)));
    keys.close();
    await store.close();
    const third = await start();
    // An unknown key makes an instance read the ring again, but not more often than every five seconds.
    await setTimeout(5_100);
    const after = await logIn(third);
    await third.close();
    const kids = [before, after].map(({ accessToken }) => decodeProtectedHeader(accessToken).kid);
    expect(kids[0]).not.toBe(kids[1]);
    for (const instance of [one, other]) {
      expect([await statusOf(instance, after.accessToken), await statusOf(instance, before.accessToken)]).toEqual([
        200, 200,
      ]);
      expect(decodeProtectedHeader((await logIn(instance)).accessToken).kid).toBe(kids[1]);
    }
  });
});
