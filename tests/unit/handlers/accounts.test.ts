import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, logIn, loginAs, startDesk, type Desk, type User } from '../support/desk.ts';

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

describe('registration', () => {
  test('makes the first account the administrator, and nobody else', async () => {
    const grace = await loginAs(desk, 'Grace');
    expect([await ada.call('GET', '/users/me'), await grace.call('GET', '/users/me')]).toMatchObject([
      { body: { data: { id: ada.id, email: 'ada@example.org', name: 'Ada', role: 'administrator' } } },
      { body: { data: { id: grace.id, role: 'user', status: 'active', hasSecondFactor: false } } },
    ]);
  });

  test('takes an address once, however it is written', async () => {
    const person = { email: 'ADA@Example.org', password: PASSWORD, name: 'Eve' };
    expect(await desk.call('POST', '/auth/register', person)).toMatchObject({
      status: 409,
      body: {
        error: { code: 'CONFLICT', details: [{ field: 'body.email', message: 'is the address of another account' }] },
      },
    });
  });

  test.each([
    ['a short password', { password: 'short' }, 400],
    ['a well-known password', { password: 'passwordpassword' }, 422],
    ['a password that is too long in bytes', { password: '\u{1F4E6}'.repeat(20) }, 422],
    ['NUL in the password', { password: `${PASSWORD}\0` }, 400],
    ['a header in the address', { email: 'eve@example.org\r\nBcc: all@example.org' }, 400],
    ['a role of their own choice', { role: 'administrator' }, 400],
  ])('refuses %s, and makes no account', async (_, wrong, status) => {
    const person = { email: 'eve@example.org', password: PASSWORD, name: 'Eve' };
    expect((await desk.call('POST', '/auth/register', { ...person, ...wrong })).status).toBe(status);
    expect((await ada.call('GET', '/users?email=eve%40example.org')).body).toMatchObject({ meta: { total: 0 } });
  });
});

describe('a password', () => {
  test('is changed with the old one, which ends every session and opens a new one', async () => {
    const user = await loginAs(desk, 'Change');
    const change = { currentPassword: user.password, newPassword: PASSWORD };
    expect(await user.call('POST', '/auth/password', { ...change, currentPassword: 'wrong' })).toMatchObject(REFUSED);
    const changed = await user.call('POST', '/auth/password', change);
    expect(changed).toMatchObject({ status: 200, body: { data: { expiresIn: 900, tokenType: 'Bearer' } } });
    expect(await user.call('GET', '/users/me')).toMatchObject(REFUSED);
    expect(await login({ email: user.email, password: user.password })).toMatchObject(REFUSED);
    const token = { Authorization: `Bearer ${String(dataOf(changed)['accessToken'])}` };
    expect((await desk.call('GET', '/users/me', undefined, token)).status).toBe(200);
  });

  test('is reset with a mailed token, once; a stranger gets the same answer', async () => {
    const user = await loginAs(desk, 'Forgot');
    const forgot = (email: string) => desk.call('POST', '/auth/password/forgot', { email });
    const [known, unknown] = [await forgot(user.email), await forgot('nobody@example.org')];
    expect([known.status, known.body]).toEqual([202, unknown.body]);
    const token = /plp_[\w-]+/.exec(await desk.mailbox.letterTo(user.email))?.[0];
    const reset = { token, password: PASSWORD };
    expect((await desk.call('POST', '/auth/password/reset', reset)).status).toBe(204);
    expect(await desk.call('POST', '/auth/password/reset', reset)).toMatchObject(REFUSED);
    expect(await user.call('GET', '/users/me')).toMatchObject(REFUSED);
    expect((await logIn(desk, { email: user.email, password: PASSWORD })).accessToken).toBeDefined();
  });
});

test('no cache keeps tokens, keys and exports', async () => {
  const replies = [
    await login({ email: ada.email, password: ada.password }),
    await desk.call('POST', '/auth/refresh', { refreshToken: ada.refreshToken }),
    await ada.call('POST', '/api-keys', { name: 'Kept', scopes: ['desk:read'] }),
    await ada.call('GET', '/users/me/export'),
  ];
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 201, 200]);
  expect(replies.map(({ headers }) => headers.get('Cache-Control'))).toEqual(Array(4).fill('no-store'));
});
