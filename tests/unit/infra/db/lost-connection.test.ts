import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const isServer = (process.env['DATABASE_URL'] ?? '') !== '';
const endOthers =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

// PGlite is in the process: there is no connection to lose.
(isServer ? describe : describe.skip)('a connection that the server ends (needs a PostgreSQL server)', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('fails the statement that runs on it as unavailable, and the next one gets another', async () => {
    const sleeping = database.query({ sql: 'select pg_sleep(20)' }, []).catch((error: unknown) => error);
    await new Promise((done) => setTimeout(done, 200));
    await database.query({ sql: endOthers }, []);
    expect(await sleeping).toBeInstanceOf(DatabaseUnavailableError);
    expect(await database.query({ sql: 'select 1 as one' }, [])).toEqual([{ one: 1 }]);
  });

  test('while it idles harms nobody', async () => {
    await Promise.all([1, 2, 3].map((value) => database.query({ sql: 'select $1::int' }, [value])));
    await database.query({ sql: endOthers }, []);
    await new Promise((done) => setTimeout(done, 100));
    await database.ping();
  });

  test('undoes its transaction and empties no pool, however often', async () => {
    await database.execute('create table kept (id integer)');
    const other = await openDatabase({ ...database.options, entities: [] });
    for (let round = 0; round < 7; round += 1) {
      const work = inTransaction(database, async (query) => {
        await query({ sql: 'insert into kept values (1)' }, []);
        await other.query({ sql: endOthers }, []);
        await query({ sql: 'insert into kept values (2)' }, []);
      });
      await expect(work).rejects.toThrow(DatabaseUnavailableError);
    }
    await other.close();
    expect(await database.query({ sql: 'select id from kept' }, [])).toEqual([]);
  });
});

test('a transaction whose work throws writes nothing', async () => {
  const database = await testDatabase();
  await database.execute('create table half (id integer)');
  const work = inTransaction(database, async (query) => {
    await query({ sql: 'insert into half values (1)' }, []);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await database.query({ sql: 'select id from half' }, [])).toEqual([]);
  await database.close();
});
