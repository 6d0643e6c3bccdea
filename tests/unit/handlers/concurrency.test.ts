import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createProject, loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

const MANY = Array.from({ length: 8 }, (_, index) => index);

let desk: Desk;
let ada: User;

beforeAll(async () => {
  desk = await startDesk();
  ada = await loginAs(desk, 'Ada');
});

afterAll(async () => {
  await desk.close();
});

/** How often each status occurs. */
function statuses(replies: Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test('of many who change one state, one is first, and its change is the one that is kept', async () => {
  const path = await createProject(ada, 'ETAG');

  const replies = await Promise.all(
    MANY.map((index) => ada.call('PATCH', path, { name: `Name ${index}` }, { 'If-Match': '"1"' })),
  );

  expect(statuses(replies)).toEqual({ 200: 1, 412: MANY.length - 1 });
  const first = replies.find(({ status }) => status === 200);
  expect((await ada.call('GET', path)).body).toEqual(first?.body);
});

test('whoever names no state is never refused for being late, and no change is lost', async () => {
  const path = await createProject(ada, 'LATE');

  const replies = await Promise.all(MANY.map((index) => ada.call('PATCH', path, { name: `Name ${index}` })));

  expect(statuses(replies)).toEqual({ 200: MANY.length });
  expect((await ada.call('GET', path)).headers.get('ETag')).toBe(`"${MANY.length + 1}"`);
});

test('of many who create one key, one gets it', async () => {
  const replies = await Promise.all(MANY.map(() => ada.call('POST', '/projects', { key: 'ONE', name: 'One' })));

  expect(statuses(replies)).toEqual({ 201: 1, 409: MANY.length - 1 });
});

test('no item gets into a project while it is being archived', async () => {
  const path = await createProject(ada, 'RACE');

  const [archived, ...filed] = await Promise.all([
    ada.call('POST', `${path}/archive`),
    ...MANY.map((index) => ada.call('POST', `${path}/backlog-items`, { title: `Item ${index}` })),
  ]);

  const { archivedAt } = (archived.body as { data: { archivedAt: string } }).data;
  const list = (await ada.call('GET', `${path}/backlog-items`)).body as { data: { createdAt: string }[] };
  expect(list.data.filter(({ createdAt }) => createdAt > archivedAt)).toEqual([]);
  expect(statuses(filed)[201] ?? 0).toBe(list.data.length);
  expect((statuses(filed)[201] ?? 0) + (statuses(filed)[409] ?? 0)).toBe(MANY.length);
});

test('of many who delete one project, one does', async () => {
  const path = await createProject(ada, 'GONE');
  await ada.call('POST', `${path}/archive`);

  const replies = await Promise.all(MANY.map(() => ada.call('DELETE', path)));

  expect(statuses(replies)).toEqual({ 204: 1, 404: MANY.length - 1 });
});

test('whoever changes a member, and the member who erases themselves, do not end each other', async () => {
  const path = await createProject(ada, 'ERASE');
  const rounds = MANY.slice(0, 4);
  for (const round of rounds) {
    const guest = await loginAs(desk, `Guest${round}`);
    await ada.call('POST', `${path}/invitations`, { email: guest.email, role: 'editor' });
    const token = /pli_[\w-]+/.exec(await desk.mailbox.letterTo(guest.email))?.[0];
    const [accepted, withdrawn] = await Promise.all([
      guest.call('POST', '/invitations/accept', { token }),
      ada.call('POST', `${path}/invitations`, { email: guest.email, role: 'viewer' }),
    ]);
    expect([200, 404]).toContain(accepted.status);
    expect([201, 409]).toContain(withdrawn.status);
    const [changed, erased] = await Promise.all([
      ada.call('PATCH', `${path}/members/${guest.id}`, { role: 'viewer' }),
      guest.call('DELETE', '/users/me'),
    ]);
    expect([200, 404]).toContain(changed.status);
    expect(erased.status).toBe(204);
  }
});
