import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../../src/infra/db/database.ts';
import { beforeDeadline } from '../../../../src/infra/db/deadline.ts';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { Watchdog } from '../../../../src/infra/db/watchdog.ts';
import { refusalFor } from '../../../../src/infra/http/errors/refusal.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const LIMITS = {
  poolSize: 2,
  acquireTimeout: 300,
  statementTimeout: 1000,
  lockTimeout: 300,
  idleTransactionTimeout: 300,
  stallTimeout: 2000,
};
const isServer = (process.env['DATABASE_URL'] ?? '') !== '';

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await testDatabase();
  database = await openDatabase({ ...made.options, entities: [], limits: LIMITS });
  await database.execute('create table seats (id integer primary key)');
});
afterAll(async () => {
  await database.close();
  await made.close();
});

const count = { sql: 'select count(*)::int as count from seats' };

/** Runs work while every connection is in use. */
async function withAllInUse<Result>(work: () => Promise<Result>): Promise<Result> {
  const all = isServer ? LIMITS.poolSize : 1;
  let end: () => void = () => undefined;
  const ending = new Promise<void>((done) => (end = done));
  let begun = 0;
  const users = Array.from({ length: all }, () =>
    database.orm.em
      .fork()
      .getKysely()
      .connection()
      .execute(async () => {
        begun += 1;
        await ending;
      }),
  );
  while (begun < all) await sleep(5);
  try {
    return await work();
  } finally {
    end();
    await Promise.all(users);
  }
}

/** What a caller is answered, and after how long. */
async function refused(work: Promise<unknown>) {
  const began = performance.now();
  const error: unknown = await work.then(
    () => new Error('done'),
    (thrown: unknown) => thrown,
  );
  const { status, headers } = refusalFor(error);
  return { status, retryAfter: headers['Retry-After'] !== undefined, isSoon: performance.now() - began < 5000 };
}

const BUSY = { status: 503, retryAfter: true, isSoon: true };

describe('a request that would wait', () => {
  test('for a connection while all are in use is refused in time, and readiness is not', async () => {
    await withAllInUse(async () => {
      expect(await refused(database.query(count, []))).toEqual(BUSY);
      await database.ping();
    });
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test('for its own transaction, which did nothing for too long, finds it rolled back', async () => {
    const idle = inTransaction(database, async (query) => {
      await query({ sql: 'insert into seats values (1)' }, []);
      await sleep(1000);
      await query(count, []);
    });
    expect(await refused(idle)).toEqual(BUSY);
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test('beyond its deadline is refused, and commits nothing afterwards', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const overdue = beforeDeadline(100, () => {
      late = inTransaction(database, async (query) => {
        await query({ sql: 'insert into seats values (2)' }, []);
        await sleep(200);
      });
      return late;
    });
    expect(await refused(overdue)).toEqual(BUSY);
    await late.catch(() => undefined);
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });
});

(isServer ? describe : describe.skip)('on a server', () => {
  test('a table that another locks is not waited for, and readiness stays', async () => {
    const locked = inTransaction(made, async (query) => {
      await query({ sql: 'lock table seats in access exclusive mode' }, []);
      expect(await Promise.all(Array.from({ length: 10 }, () => refused(database.query(count, []))))).toEqual(
        Array.from({ length: 10 }, () => BUSY),
      );
      await database.ping();
    });
    await locked;
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test('a statement that takes too long is cut short', async () => {
    expect(await refused(database.query({ sql: 'select pg_sleep(20)' }, []))).toEqual(BUSY);
  });

  test('that has no connection left, requests are refused until it has', async () => {
    const name = `limited_${process.pid}`;
    await made.execute(`create role ${name} login connection limit 1`);
    const url = new URL(made.options.url ?? '');
    url.username = name;
    const first = await openDatabase({ url: url.href, entities: [], limits: LIMITS });
    const second = inTransaction(first, async (query) => {
      await query({ sql: 'select 1' }, []);
      const other = openDatabase({ url: url.href, entities: [], limits: LIMITS });
      expect(await refused(other)).toEqual(BUSY);
    });
    await second;
    expect(await first.query({ sql: 'select 1 as one' }, [])).toEqual([{ one: 1 }]);
    await first.close();
    await made.execute(`drop role ${name}`);
  });
});

test('a connection without progress fails liveness, is reported once, and recovers', async () => {
  const warnings: string[] = [];
  const watchdog = new Watchdog(1, { warn: (message) => warnings.push(message) });
  const connection = {};
  watchdog.progress(connection);
  const until = async (isStalled: boolean) => {
    while (watchdog.isStalled !== isStalled) await sleep(20);
  };
  await until(true);
  await sleep(1200);
  expect(warnings).toEqual([expect.stringContaining('no progress')]);
  watchdog.release(connection);
  await until(false);
  watchdog.close();
});
