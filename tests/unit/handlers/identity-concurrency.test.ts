import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, dataOf, logIn, loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

/** As many as there are connections to wait with; on PGlite they queue up for the one. */
const MANY = [1, 2, 3, 4];

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk({ RATE_LIMIT_FACTOR: '100' });
});

afterAll(async () => {
  await desk.close();
});

const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

async function mailed(address: string): Promise<string> {
  const token = /pl[ip]_[\w-]+/.exec((await desk.mailbox.letterTo(address)).replaceAll('=\n', ''))?.[0];
  return token ?? '';
}

/** Two owners of one project. */
async function owners(name: string): Promise<{ path: string; first: User; second: User }> {
  const [first, second] = [await loginAs(desk, `${name}-first`), await loginAs(desk, `${name}-second`)];
  const path = await createProject(first, name.toUpperCase());
  await first.call('POST', `${path}/invitations`, { email: second.email, role: 'owner' });
  await second.call('POST', '/invitations/accept', { token: await mailed(second.email) });
  return { path, first, second };
}

test('of many who register first, one is the administrator; of many with one address, the last one gets it', async () => {
  const password = 'seven quiet otters';
  const first = await Promise.all(
    MANY.map((each) => desk.call('POST', '/auth/register', { email: `${each}@example.org`, password, name: 'First' })),
  );
  expect(statuses(first)).toEqual([201, 201, 201, 201]);
  expect(first.filter((reply) => dataOf(reply)['role'] === 'administrator')).toHaveLength(1);
  const same = await Promise.all(
    MANY.map(() => desk.call('POST', '/auth/register', { email: 'same@example.org', password, name: 'Same' })),
  );
  // None of them has verified the address, so that each replaces the one before.
  expect(statuses(same)).toEqual([201, 201, 201, 201]);
  const { call } = await loginAs(desk, 'Same');
  expect((await call('GET', '/users/me')).status).toBe(200);
  expect(
    (await desk.call('POST', '/auth/register', { email: 'same@example.org', password, name: 'Same' })).status,
  ).toBe(409);
});

describe('an invitation', () => {
  test('is accepted or withdrawn, never both', async () => {
    const owner = await loginAs(desk, 'Inviting');
    const path = await createProject(owner, 'INVITE');
    for (const round of MANY) {
      const guest = await loginAs(desk, `Invited${round}`);
      const made = await owner.call('POST', `${path}/invitations`, { email: guest.email, role: 'viewer' });
      const token = await mailed(guest.email);
      const [accepted, withdrawn] = await Promise.all([
        guest.call('POST', '/invitations/accept', { token }),
        owner.call('DELETE', `${path}/invitations/${dataOf(made).id}`),
      ]);
      const isMember = (await guest.call('GET', path)).status === 200;
      expect([accepted.status, withdrawn.status, isMember]).toEqual(isMember ? [200, 409, true] : [404, 204, false]);
    }
  });

  test('is accepted or replaced by another, never both', async () => {
    const owner = await loginAs(desk, 'Replacing');
    const path = await createProject(owner, 'REPLACE');
    for (const round of MANY) {
      const guest = await loginAs(desk, `Replaced${round}`);
      const invitation = { email: guest.email, role: 'viewer' };
      await owner.call('POST', `${path}/invitations`, invitation);
      const token = await mailed(guest.email);
      const [accepted, replaced] = await Promise.all([
        guest.call('POST', '/invitations/accept', { token }),
        owner.call('POST', `${path}/invitations`, invitation),
      ]);
      const isMember = (await guest.call('GET', path)).status === 200;
      expect([accepted.status, replaced.status]).toEqual(isMember ? [200, 409] : [404, 201]);
    }
  });

  test('is accepted once, however often at once', async () => {
    const owner = await loginAs(desk, 'Once');
    const guest = await loginAs(desk, 'Onceinvited');
    const path = await createProject(owner, 'ONCE');
    await owner.call('POST', `${path}/invitations`, { email: guest.email, role: 'viewer' });
    const token = await mailed(guest.email);
    const replies = await Promise.all(MANY.map(() => guest.call('POST', '/invitations/accept', { token })));
    expect(statuses(replies)).toEqual([200, 404, 404, 404]);
  });
});

describe('the last two owners', () => {
  test('do not both leave', async () => {
    const { path, first, second } = await owners('leave');
    const replies = await Promise.all([
      first.call('DELETE', `${path}/members/${first.id}`),
      second.call('DELETE', `${path}/members/${second.id}`),
    ]);
    expect(statuses(replies)).toEqual([204, 409]);
  });

  test('do not both erase themselves', async () => {
    const { first, second } = await owners('erase');
    const replies = await Promise.all([first.call('DELETE', '/users/me'), second.call('DELETE', '/users/me')]);
    expect(statuses(replies)).toEqual([204, 409]);
  });
});

test('one reset token sets one password, which is the one that logs in', async () => {
  const { email } = await loginAs(desk, 'Reset');
  await desk.call('POST', '/auth/password/forgot', { email });
  const token = await mailed(email);
  const passwords = MANY.map((each) => `otters number ${each} swim`);
  const replies = await Promise.all(
    passwords.map((password) => desk.call('POST', '/auth/password/reset', { token, password })),
  );
  expect(statuses(replies)).toEqual([204, 401, 401, 401]);
  const set = passwords[replies.findIndex(({ status }) => status === 204)] ?? '';
  await expect(logIn(desk, { email, password: set })).resolves.toHaveProperty('accessToken');
});

test('one refresh token brings one next; the others are replays, and end the session', async () => {
  const { refreshToken, call } = await loginAs(desk, 'Refresh');
  const replies = await Promise.all(MANY.map(() => desk.call('POST', '/auth/refresh', { refreshToken })));
  expect(statuses(replies)).toEqual([200, 401, 401, 401]);
  expect((await call('GET', '/users/me')).status).toBe(401);
});

test('one key has one successor', async () => {
  const user = await loginAs(desk, 'Rotating');
  const { id } = dataOf(await user.call('POST', '/api-keys', { name: 'CI', scopes: ['desk:read'] }));
  const replies = await Promise.all(MANY.map(() => user.call('POST', `/api-keys/${id}/rotate`, { overlapHours: 1 })));
  expect(statuses(replies)).toEqual([201, 409, 409, 409]);
  expect((await user.call('GET', '/api-keys')).body).toMatchObject({ meta: { total: 2 } });
});

test('one second factor comes of many enrolments at once', async () => {
  const { password, call } = await loginAs(desk, 'Enrolling');
  const replies = await Promise.all(MANY.map(() => call('POST', '/auth/second-factor', { password })));
  expect(statuses(replies)).toEqual([201, 201, 201, 201]);
});
