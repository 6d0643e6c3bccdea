import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { inTransaction } from '../../../src/infra/db/transaction.ts';
import { createProject, loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

const isServer = (process.env['DATABASE_URL'] ?? '') !== '';
const WAITING = {
  sql: `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
};

// PGlite has one connection: no other can hold a row.
(isServer ? describe : describe.skip)('writers of one object (needs DATABASE_URL)', () => {
  let desk: Desk;
  let owner: User;
  let database: Database;
  beforeAll(async () => {
    desk = await startDesk({ DATABASE_LOCK_TIMEOUT: '20', DATABASE_ACQUIRE_TIMEOUT: '20' });
    owner = await loginAs(desk, 'Owner');
    database = await openDatabase({ url: desk.databaseUrl, entities: [] });
  });
  afterAll(async () => {
    await database.close();
    await desk.close();
  });

  test('wait for its lock with one connection among them, and others go on', async () => {
    const [held, free] = [await createProject(owner, 'HELD'), await createProject(owner, 'FREE')];
    const rename = (path: string, name: string): Promise<Reply> => owner.call('PATCH', path, { name });
    let writers: Promise<Reply>[] = [];
    await inTransaction(database, async (query) => {
      await query({ sql: 'select id from desk.projects where id = $1::uuid for update' }, [held.split('/').at(-1)]);
      writers = Array.from({ length: 20 }, (_, each) =>
        each % 2 === 0
          ? rename(held, `Name ${each}`)
          : owner.call('POST', `${held}/backlog-items`, { title: `Item ${each}` }),
      );
      const waiting = async () => (await query(WAITING, []))[0]?.['count'];
      while ((await waiting()) === 0) await sleep(50);
      await sleep(500);
      expect(await waiting()).toBe(1);
      expect((await rename(free, 'Other')).status).toBe(200);
      expect((await owner.call('GET', held)).status).toBe(200);
    });
    const statuses = (await Promise.all(writers)).map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 20 }, (_, each) => (each % 2 === 0 ? 200 : 201)));
  });
});
