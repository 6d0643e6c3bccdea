import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../../../src/infra/db/transaction.ts';
import type { Database } from '../../../src/infra/db/database.ts';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import {
  createProject,
  dataOf,
  joinProject,
  logIn,
  loginAs,
  startDesk,
  type Desk,
  type Reply,
  type User,
} from '../support/desk.ts';

/** PGlite has one connection: nothing can be held there while a request waits. */
const onServer = process.env['DATABASE_URL'] ? describe : describe.skip;

onServer('a write that waited for a lock', () => {
  let desk: Desk;
  let database: Database;
  let owner: User;
  let editor: User;
  let path: string;

  beforeAll(async () => {
    desk = await startDesk({ RATE_LIMIT_FACTOR: '100' });
    database = await openDatabase({ url: desk.databaseUrl, entities: [], limits: { poolSize: 2 } });
    owner = await loginAs(desk, 'Owner');
    editor = await loginAs(desk, 'Editor');
    path = await createProject(owner, 'WAIT');
    await joinProject(desk, owner, editor, path, 'editor');
  });

  afterAll(async () => {
    await database.close();
    await desk.close();
  });

  /** Sends a request that waits for the project, changes something meanwhile, and gives the answer. */
  async function meanwhile(request: () => Promise<Reply>, sql: string, parameters: unknown[]): Promise<Reply> {
    let waiting: Promise<Reply> | undefined;
    await inTransaction(database, async (query) => {
      await query({ sql: 'select from desk.projects where id = $1 for update' }, [path.split('/').at(-1)]);
      waiting = request();
      const isWaiting = {
        sql: `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      };
      while ((await database.query(isWaiting, [])).length === 0) await new Promise((done) => setTimeout(done, 20));
      await query({ sql }, parameters);
    });
    if (waiting === undefined) throw new Error('Nothing was sent.');
    return waiting;
  }

  const rename = (user: Pick<User, 'call'>) => () => user.call('PATCH', path, { name: 'By somebody who is out' });
  const nameNow = async () => dataOf(await owner.call('GET', path))['name'];

  test('is not served to a member who was removed meanwhile', async () => {
    const before = await nameNow();
    const remove = 'delete from desk.members where account_id = $1';
    expect((await meanwhile(rename(editor), remove, [editor.id])).status).toBe(404);
    expect(await nameNow()).toBe(before);
    await joinProject(desk, owner, editor, path, 'editor');
  });

  test('is not served to a member whose role no longer allows it', async () => {
    const demote = `update desk.members set role = 'viewer' where account_id = $1`;
    expect((await meanwhile(rename(editor), demote, [editor.id])).status).toBe(403);
    expect((await owner.call('PATCH', `${path}/members/${editor.id}`, { role: 'editor' })).status).toBe(200);
  });

  test.each([
    ['was logged out', `update desk.sessions set revoked_at = now(), revoked_for = 'logout' where account_id = $1`],
    ['was suspended', `update desk.accounts set status = 'suspended' where id = $1`],
    ['was erased', `delete from desk.accounts where id = $1`],
  ])('is not served to an account that %s meanwhile', async (what, sql) => {
    const before = await nameNow();
    const guest = await loginAs(desk, `Guest-${what.slice(4, 7)}`);
    await joinProject(desk, owner, guest, path, 'editor');
    const reply = await meanwhile(rename(guest), sql, [guest.id]);
    expect(reply.status).toBe(what === 'was erased' ? 404 : 401);
    expect(await nameNow()).toBe(before);
  });

  test('is not served to a key that was revoked meanwhile', async () => {
    const made = await editor.call('POST', '/api-keys', { name: 'CI', scopes: ['desk:write'] });
    const { id, key } = dataOf(made);
    const keyed = {
      call: (method: string, to: string, body?: unknown) => desk.call(method, to, body, { 'X-Api-Key': String(key) }),
    };
    const reply = await meanwhile(rename(keyed), 'update desk.api_keys set revoked_at = now() where id = $1', [id]);
    expect(reply).toMatchObject({ status: 401, body: { error: { code: 'UNAUTHENTICATED' } } });
  });

  test('ends the own session and still succeeds', async () => {
    const again = await logIn(desk, editor);
    expect((await again.call('POST', '/auth/logout')).status).toBe(204);
    expect((await again.call('GET', '/users/me')).status).toBe(401);
  });
});
