import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callWith, createProject, dataOf, loginAs, startDesk, type Desk } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(async () => {
  await desk.close();
});

test('the stand-in of development may do everything, and leaves the administrator to who registers first', async () => {
  const standIn = { call: desk.standIn };
  const me = dataOf(await standIn.call('GET', '/users/me'));
  expect(me).toMatchObject({ role: 'user' });
  expect((await standIn.call('GET', '/audit-events')).status).toBe(200);
  await createProject(standIn, 'MINE');
  const wanted = { name: 'Everything', scopes: ['desk:read', 'desk:write', 'administrator'] };
  const { key } = dataOf(await standIn.call('POST', '/api-keys', wanted));
  const keyed = callWith(desk.call, { 'X-Api-Key': String(key) });
  expect((await keyed('GET', '/audit-events')).status).toBe(200);

  const [ada, grace] = [await loginAs(desk, 'Ada'), await loginAs(desk, 'Grace')];
  expect(dataOf(await ada.call('GET', '/users/me'))).toMatchObject({ role: 'administrator' });
  expect(dataOf(await grace.call('GET', '/users/me'))).toMatchObject({ role: 'user' });
  expect((await standIn.call('PATCH', `/users/${ada.id}`, { role: 'user' })).status).toBe(409);
});

test('an account made on first sight is in the audit chain', async () => {
  const me = dataOf(await desk.standIn('GET', '/users/me'));
  const { body } = await desk.standIn('GET', '/audit-events?action=account-first-seen');
  expect(body).toMatchObject({
    data: [
      {
        action: 'account-first-seen',
        actor: { kind: 'account', id: me.id },
        target: { kind: 'account', id: me.id },
        outcome: 'success',
      },
    ],
  });
});
