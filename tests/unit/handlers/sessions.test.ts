import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, logIn, loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

const REFUSED = { status: 401, body: { success: false, error: { code: 'UNAUTHENTICATED' } } };
const PASSWORD = 'nine loud ravens';

let desk: Desk;
let ada: User;

beforeAll(async () => {
  desk = await startDesk();
  ada = await loginAs(desk, 'Ada');
});

afterAll(async () => {
  await desk.close();
});

const login = (body: object) => desk.call('POST', '/auth/login', body);
const refresh = (refreshToken: unknown) => desk.call('POST', '/auth/refresh', { refreshToken });
const errorOf = ({ body }: Reply) => (body as { error: { message: string } }).error.message;

describe('login', () => {
  test('refuses an unknown address, a wrong password and an endless one alike', async () => {
    const { email } = await loginAs(desk, 'Wrong');
    const replies = [
      await login({ email: 'nobody@example.org', password: PASSWORD }),
      await login({ email, password: PASSWORD }),
      await login({ email, password: 'x'.repeat(1000) }),
    ];
    expect(replies).toMatchObject([REFUSED, REFUSED, REFUSED]);
    expect(new Set(replies.map(errorOf)).size).toBe(1);
    expect(replies.map(({ headers }) => headers.get('WWW-Authenticate'))).toEqual(['Bearer', 'Bearer', 'Bearer']);
  });
});

describe('a session', () => {
  test('is listed, and ended by its owner alone, at once', async () => {
    const user = await loginAs(desk, 'Sessions');
    const other = await logIn(desk, user);
    const list = (await user.call('GET', '/auth/sessions')).body as { data: { id: string; isCurrent: boolean }[] };
    expect(list.data.map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    const path = `/auth/sessions/${String(list.data[0]?.id)}`;
    expect((await ada.call('DELETE', path)).status).toBe(404);
    expect((await other.call('GET', '/users/me')).status).toBe(200);
    expect((await user.call('DELETE', path)).status).toBe(204);
    expect(await other.call('GET', '/users/me')).toMatchObject(REFUSED);
    expect(await refresh(other.refreshToken)).toMatchObject(REFUSED);
  });

  test('ends at logout, with both of its tokens', async () => {
    const user = await loginAs(desk, 'Logout');
    expect((await user.call('POST', '/auth/logout')).status).toBe(204);
    expect([await user.call('GET', '/users/me'), await refresh(user.refreshToken)]).toMatchObject([REFUSED, REFUSED]);
  });

  test('ends for both holders when a refresh token is used twice, although that request is refused', async () => {
    const user = await loginAs(desk, 'Replay');
    const first = await refresh(user.refreshToken);
    expect(first.status).toBe(200);
    expect(await refresh(user.refreshToken)).toMatchObject(REFUSED);
    expect(await refresh(dataOf(first)['refreshToken'])).toMatchObject(REFUSED);
    expect(await user.call('GET', '/users/me')).toMatchObject(REFUSED);
    expect((await ada.call('GET', '/audit-events?action=refresh-token-replayed')).body).toMatchObject({
      data: [{ outcome: 'refused', target: { kind: 'session' } }],
    });
  });
});
