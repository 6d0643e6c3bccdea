import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../src/infra/db/open-database.ts';
import { createProject, dataOf, loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

const STALE = { status: 401, body: { error: { code: 'REAUTHENTICATION_REQUIRED' } } };
const SOON = () => new Date(Date.now() + 3_600_000).toISOString();

let desk: Desk;
let user: User;

beforeAll(async () => {
  desk = await startDesk();
  user = await loginAs(desk, 'User');
});

afterAll(async () => {
  await desk.close();
});

/** The clock of a desk cannot be turned on PGlite in memory; on a server the session is made older. */
const onServer = process.env['DATABASE_URL'] ? describe : describe.skip;

onServer('a login that is too long ago', () => {
  const age = async () => {
    const database = await openDatabase({ url: desk.databaseUrl, entities: [], limits: { poolSize: 1 } });
    await database.execute(`update desk.sessions set authenticated_at = now() - interval '11 minutes'`);
    await database.close();
  };

  test('neither erases the account, nor changes its address, nor makes a key that lives on', async () => {
    const short = await user.call('POST', '/api-keys', { name: 'Short', scopes: ['desk:read'], expiresAt: SOON() });
    const long = await user.call('POST', '/api-keys', { name: 'Long', scopes: ['desk:read'] });
    expect([short.status, long.status]).toEqual([201, 201]);
    await age();
    const far = new Date(Date.now() + 400 * 24 * 3_600_000).toISOString();
    const rotate = (key: Reply) => user.call('POST', `/api-keys/${dataOf(key).id}/rotate`, { overlapHours: 0 });
    const key = { name: 'Another', scopes: ['desk:read'] };
    for (const attempt of [
      () => user.call('DELETE', '/users/me'),
      () => user.call('POST', '/auth/email', { email: 'thief@example.org' }),
      () => user.call('POST', '/api-keys', key),
      () => user.call('POST', '/api-keys', { ...key, expiresAt: far }),
      () => rotate(long),
    ]) {
      expect(await attempt()).toMatchObject(STALE);
    }
    expect((await user.call('POST', '/api-keys', { ...key, expiresAt: SOON() })).status).toBe(201);
    expect((await rotate(short)).status).toBe(201);
  });

  test('is made recent by the password, and not by a wrong one', async () => {
    await age();
    const confirm = (password: string) => user.call('POST', '/auth/reauthenticate', { password });
    expect((await confirm('not the password')).status).toBe(401);
    const key = { name: 'Confirmed', scopes: ['desk:read'] };
    expect(await user.call('POST', '/api-keys', key)).toMatchObject(STALE);
    expect((await confirm(user.password)).status).toBe(204);
    expect((await user.call('POST', '/api-keys', key)).status).toBe(201);
  });
});

describe('limits', () => {
  test('an address gets five invitations a day, from whomever and to whatever', async () => {
    const statuses: number[] = [];
    for (const round of [1, 2, 3, 4, 5, 6]) {
      const path = await createProject(user, `MANY${round}`);
      const invitation = { email: 'bombed@example.org', role: 'viewer' };
      statuses.push((await user.call('POST', `${path}/invitations`, invitation)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
  });
});
