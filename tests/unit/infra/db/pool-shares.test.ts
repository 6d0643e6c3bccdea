import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bulkhead } from '../../../../src/infra/db/bulkhead.ts';
import { transactionsOf } from '../../../../src/infra/db/limits.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { refusalFor } from '../../../../src/infra/http/errors/refusal.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.execute('create table seats (id integer primary key)');
});
afterAll(() => database.close());

const count = { sql: 'select count(*)::int as count from seats' };

describe('readers and transactions that come together', () => {
  test('share the connections: a read does not wait for all transactions that came before', async () => {
    let over = 0;
    const transactions = Array.from({ length: 15 }, () =>
      inTransaction(database, async (query) => {
        for (let step = 0; step < 5; step += 1) {
          await query(count, []);
          await sleep(10);
        }
        over += 1;
      }),
    );
    await sleep(5);
    await Promise.all(Array.from({ length: 5 }, () => database.query(count, [])));
    expect(over).toBeLessThanOrEqual(5);
    await Promise.all(transactions);
  });

  test('share the connections: a transaction does not wait for all reads that came before', async () => {
    const state = { isOver: false };
    let reads = 0;
    const readers = Array.from({ length: 20 }, async () => {
      while (!state.isOver) {
        await database.query(count, []);
        reads += 1;
      }
    });
    await sleep(50);
    const before = reads;
    for (let round = 0; round < 5; round += 1) await inTransaction(database, (query) => query(count, []));
    state.isOver = true;
    await Promise.all(readers);
    expect(reads - before).toBeLessThan(1000);
  });
});

test('transactions leave connections to reads, and have one at least', () => {
  expect([1, 2, 3, 5, 10, 50].map((poolSize) => transactionsOf({ poolSize }))).toEqual([1, 1, 2, 3, 6, 33]);
});

describe('Bulkhead', () => {
  test('runs as many works of a kind at a time as may, in their order, and others meanwhile', async () => {
    const bulkhead = new Bulkhead(1000);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const works = [1, 2, 3, 4].map((each) =>
      bulkhead.run('locked', 2, () => {
        begun.push(each);
        return new Promise<void>((end) => ends.push(end));
      }),
    );
    expect(await bulkhead.run('free', 2, () => Promise.resolve('done'))).toBe('done');
    expect(begun).toEqual([1, 2]);
    while (ends.length > 0) {
      ends.shift()?.();
      await sleep(1);
    }
    await Promise.all(works);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  test('refuses with 503 what cannot begin in time, and gives back the place of what fails', async () => {
    const bulkhead = new Bulkhead(50);
    let end: () => void = () => undefined;
    const first = bulkhead.run('one', 1, () => new Promise<void>((done) => (end = done)));
    const refused: unknown = await bulkhead.run('one', 1, () => Promise.resolve()).catch((error: unknown) => error);
    expect(refusalFor(refused)).toMatchObject({ status: 503, headers: { 'Retry-After': expect.any(String) } });
    end();
    await first;
    await expect(bulkhead.run('one', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await bulkhead.run('one', 1, () => Promise.resolve('after'))).toBe('after');
  });
});
