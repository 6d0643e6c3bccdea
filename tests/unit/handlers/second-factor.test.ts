import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { callWith, dataOf, loginAs, startDesk, type Desk, type User } from '../support/desk.ts';

const REFUSED = { status: 401, body: { error: { code: 'UNAUTHENTICATED' } } };
const ASKED = { status: 401, body: { error: { code: 'SECOND_FACTOR_REQUIRED' } } };

let desk: Desk;
let admin: User;

beforeAll(async () => {
  desk = await startDesk();
  admin = await loginAs(desk, 'Admin');
});

afterAll(async () => {
  await desk.close();
});

const login = (body: object) => desk.call('POST', '/auth/login', body);

const enrol = ({ call, password }: User) => call('POST', '/auth/second-factor', { password });

/** Puts a factor in force. @returns its codes, by steps from now, and its recovery codes */
async function guard(user: User) {
  const enrolled = dataOf(await enrol(user));
  const totp = new TOTP({ secret: Secret.fromBase32(String(enrolled['secret'])) });
  const codeAt = (steps: number) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
  const code = codeAt(0);
  expect(await user.call('POST', '/auth/second-factor/confirm', { code: codeAt(50) })).toMatchObject(REFUSED);
  const confirmed = dataOf(await user.call('POST', '/auth/second-factor/confirm', { code }));
  return { enrolled, code, codeAt, recoveryCodes: confirmed['recoveryCodes'] as string[] };
}

test('is asked for once confirmed; each of its codes and recovery codes counts once', async () => {
  const user = await loginAs(desk, 'Factor');
  const { enrolled, code, codeAt, recoveryCodes } = await guard(user);
  expect(enrolled['provisioningUri']).toContain(`secret=${String(enrolled['secret'])}`);
  expect((await login(user)).status).toBe(400);

  const proof = { email: user.email, password: user.password };
  expect(await login(proof)).toMatchObject(ASKED);
  expect(await login({ ...proof, code })).toMatchObject(REFUSED);
  expect((await login({ ...proof, code: codeAt(1) })).status).toBe(200);
  expect((await login({ ...proof, recoveryCode: recoveryCodes[0] })).status).toBe(200);
  expect(await login({ ...proof, recoveryCode: recoveryCodes[0] })).toMatchObject(REFUSED);
  expect((await user.call('GET', '/users/me')).body).toMatchObject({ data: { hasSecondFactor: true } });

  const disabling = { recoveryCode: recoveryCodes[1] };
  expect((await user.call('POST', '/auth/second-factor/disable', disabling)).status).toBe(204);
  expect((await login(proof)).status).toBe(200);
}, 30_000);

test('whoever has an access token and no password enrols none, and every guess is on record', async () => {
  const user = await loginAs(desk, 'Token');
  expect((await user.call('POST', '/auth/second-factor')).status).toBe(400);
  expect((await user.call('POST', '/auth/second-factor', {})).status).toBe(400);
  for (const password of ['a guess of twelve', 'and another one']) {
    expect(await user.call('POST', '/auth/second-factor', { password })).toMatchObject(REFUSED);
  }
  expect(await user.call('POST', '/auth/second-factor/confirm', { code: '000000' })).toMatchObject({ status: 409 });
  expect((await user.call('GET', '/users/me')).body).toMatchObject({ data: { hasSecondFactor: false } });
  const guesses = await admin.call('GET', '/audit-events?action=enrolSecondFactor&outcome=refused');
  expect(guesses.body).toMatchObject({ meta: { total: 2 }, data: Array(2).fill({ actor: { id: user.id } }) });
});

test('stands beside a password: an account without one has none', async () => {
  expect(await desk.standIn('POST', '/auth/second-factor', { password: 'seven quiet otters' })).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT' } },
  });
});

test('is taken away by an administrator when it is lost; its owner is told, and the chain says who did it', async () => {
  const user = await loginAs(desk, 'Lost');
  const proof = { email: user.email, password: user.password };
  const path = `/users/${user.id}/second-factor`;
  expect((await admin.call('DELETE', path)).status).toBe(404);
  await guard(user);
  expect(await login(proof)).toMatchObject(ASKED);

  expect((await user.call('DELETE', path)).status).toBe(403);
  const { key } = dataOf(await admin.call('POST', '/api-keys', { name: 'Help desk', scopes: ['desk:read'] }));
  expect((await callWith(desk.call, { 'X-Api-Key': String(key) })('DELETE', path)).status).toBe(403);
  expect(await login(proof)).toMatchObject(ASKED);

  expect((await admin.call('DELETE', path)).status).toBe(204);
  expect((await login(proof)).status).toBe(200);
  expect((await admin.call('GET', `/users/${user.id}`)).body).toMatchObject({ data: { hasSecondFactor: false } });
  expect(await desk.mailbox.letterTo(user.email)).toContain('took away the second factor');
  const events = await admin.call('GET', '/audit-events?action=deleteSecondFactor&outcome=success');
  expect(events.body).toMatchObject({
    data: [{ actor: { kind: 'account', id: admin.id }, target: { kind: 'user', id: user.id } }],
  });
  const exported = JSON.stringify((await user.call('GET', '/users/me/export')).body);
  expect(exported).toContain('deleteSecondFactor');
});

test('administrators take their own off with a code: a stolen token of theirs is not enough', async () => {
  const path = `/users/${admin.id}/second-factor`;
  expect((await admin.call('DELETE', path)).status).toBe(409);
  await guard(admin);
  expect((await admin.call('DELETE', path)).status).toBe(409);
  expect((await admin.call('GET', '/users/me')).body).toMatchObject({ data: { hasSecondFactor: true } });
});
