import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { batched } from '../../../../src/infra/db/batched.ts';
import { SecondConnectionError, UnknownTransactionError } from '../../../../src/infra/db/current-transaction.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { inTransactionOfWork, inUnitOfWork } from '../../../../src/infra/db/unit-of-work.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.execute('create table notes (id integer primary key)');
});
afterAll(() => database.close());

const insert = (id: number) => ({ sql: `insert into notes values (${id})` });
const count = { sql: 'select count(*)::int as count from notes' };

describe('code within a transaction', () => {
  test('runs every query on the connection of the transaction, however it comes by the database', async () => {
    const undone = inTransaction(database, async () => {
      await database.query(insert(1), []);
      expect(await database.query(count, [])).toEqual([{ count: 1 }]);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test.each([
    ['a nested transaction', () => inTransaction(database, (query) => query(count, []))],
    ['a unit of work', () => inUnitOfWork(database, (em) => em.execute('select 1'))],
    ['a transaction of work', () => inTransactionOfWork(database, (em) => em.execute('select 1'))],
    [
      'the query builder',
      () =>
        database.orm.em
          .fork()
          .getKysely()
          .executeQuery({ sql: 'select 1' } as never),
    ],
    ['statements in one go', () => database.execute('select 1')],
  ])('fails when it asks for a second connection by %s', async (_, ask) => {
    // The ORM makes an error of its own of it.
    await expect(inTransaction<unknown>(database, ask)).rejects.toThrow(new SecondConnectionError().message);
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test('asks in a batch of its own, which nobody outside waits for or is waited for by', async () => {
    const find = batched(async (ids: readonly number[]) => {
      const rows = await database.query({ sql: 'select id from notes where id = any($1::int[])' }, [ids]);
      return new Map(rows.map(({ id }) => [Number(id), 'found']));
    });
    await inTransaction(database, async () => {
      await database.query(insert(2), []);
      const outside = sleep(0).then(() => find(2));
      expect(await find(2)).toBe('found');
      void outside;
    });
    await database.query({ sql: 'delete from notes' }, []);
  });

  test('is outside again once the transaction is over', async () => {
    let later: Promise<unknown> | undefined;
    await inTransaction(database, async (query) => {
      await query(count, []);
      later = sleep(20).then(() => inTransaction(database, (own) => own(count, [])));
    });
    expect(await later).toEqual([{ count: 0 }]);
  });
});

describe('a transaction that the guard would not know of', () => {
  test.each([
    ['the ORM', () => database.orm.em.fork().transactional((em) => em.execute('select 1'))],
    [
      'the query builder',
      () =>
        database.orm.em
          .fork()
          .getKysely()
          .transaction()
          .execute((transaction) => transaction.executeQuery({ sql: 'select 1' } as never)),
    ],
  ])('is refused by %s, and keeps no connection', async (_, begin) => {
    for (let attempt = 0; attempt < 8; attempt += 1) await expect(begin()).rejects.toThrow(UnknownTransactionError);
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });

  test('is part of the known one where the ORM begins it there', async () => {
    const undone = inTransactionOfWork(database, async (em) => {
      await em.transactional((inner) => inner.execute(insert(3).sql));
      expect(await database.query(count, [])).toEqual([{ count: 1 }]);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await database.query(count, [])).toEqual([{ count: 0 }]);
  });
});

test('transactions and queries that come together do not see into each other', async () => {
  const seen = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      if (index % 2 === 0) return await database.query(count, []);
      return await inTransaction(database, async (query) => {
        await query(insert(100 + index), []);
        await sleep(2);
        throw new Error('undo');
      }).catch(() => []);
    }),
  );
  expect(seen.flat().every((row) => row['count'] === 0)).toBe(true);
});
