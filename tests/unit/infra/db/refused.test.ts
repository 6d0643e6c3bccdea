import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../../../src/infra/db/open-database.ts';
import { refusalAtStart } from '../../../../src/infra/db/refused.ts';
import { inTransaction } from '../../../../src/infra/db/transaction.ts';
import { DatabaseUnavailableError } from '../../../../src/infra/db/unavailable.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** What making a schema fails with, after `first`, which is undone with it. */
function refused(first: string): Promise<unknown> {
  return inTransaction(database, async (query) => {
    await query({ sql: first }, []);
    await query({ sql: 'create schema tables' }, []);
  }).catch((error: unknown) => error);
}

test('a user who may not create anything is told so', async () => {
  expect(refusalAtStart(await refused('set local role pg_monitor'))).toMatch(
    /^The database refuses: permission denied for database \S+\. Let the user of DATABASE_URL create schemas/,
  );
});

test('a replica is told from a primary', async () => {
  expect(refusalAtStart(await refused('set transaction read only'))).toBe(
    'The database refuses: cannot execute CREATE SCHEMA in a read-only transaction. ' +
      'It is read-only, as a replica is: give the one that takes writes in DATABASE_URL.',
  );
});

test('any other error is no refusal', () => {
  expect(refusalAtStart(new TypeError('x is not a function'))).toBeUndefined();
});

test('a URL whose database is no percent-encoded text is refused as such', async () => {
  const opening = openDatabase({ url: 'postgresql://127.0.0.1:1/re%zz', entities: [] });
  const error = await opening.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatabaseUnavailableError);
  expect((error as Error).message).toMatch(/^The database URL cannot be read/);
});
