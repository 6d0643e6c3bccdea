import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  callWith,
  createProject,
  dataOf,
  joinProject,
  logIn,
  loginAs,
  registerAs,
  startDesk,
  type Desk,
  type User,
} from '../support/desk.ts';
import { TOTP } from 'otpauth';

const UNVERIFIED = { status: 403, body: { error: { code: 'EMAIL_NOT_VERIFIED' } } };
const REFUSED = { status: 401, body: { error: { code: 'UNAUTHENTICATED' } } };
const ABSENT = { status: 404, body: { error: { code: 'NOT_FOUND' } } };
const OWN_PASSWORD = 'nine loud ravens';

let desk: Desk;
let owner: User;
let path: string;

beforeAll(async () => {
  desk = await startDesk({ RATE_LIMIT_FACTOR: '100' });
  owner = await loginAs(desk, 'Owner');
  path = await createProject(owner, 'VERIFY');
});

afterAll(async () => {
  await desk.close();
});

/** The person who reads the mail of an address takes its account over. */
async function reset(email: string): Promise<void> {
  expect((await desk.call('POST', '/auth/password/forgot', { email })).status).toBe(202);
  const token = await desk.mailbox.tokenTo(email, 'plp');
  expect((await desk.call('POST', '/auth/password/reset', { token, password: OWN_PASSWORD })).status).toBe(204);
}

describe('an account whose address is not verified', () => {
  test('does nothing that concerns others', async () => {
    const squatter = await registerAs(desk, 'Victim');
    await owner.call('POST', `${path}/invitations`, { email: squatter.email, role: 'editor' });
    const invitation = await desk.mailbox.tokenTo(squatter.email, 'pli');
    const { call, password } = squatter;
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const replies = [
      await call('GET', '/projects'),
      await call('GET', path),
      await call('POST', '/projects', { key: 'SQUAT', name: 'Squatted' }),
      await call('POST', `${path}/invitations`, { email: 'a@example.org', role: 'viewer' }),
      await call('POST', '/invitations/accept', { token: invitation }),
      await call('POST', '/api-keys', { name: 'Key', scopes: ['desk:read'], expiresAt: soon }),
      await call('POST', '/auth/second-factor', { password }),
      await call('POST', '/auth/second-factor/confirm', { code: '000000' }),
    ];
    for (const reply of replies) expect(reply).toMatchObject(UNVERIFIED);
    const exported = dataOf(await call('GET', '/users/me/export'));
    expect(exported).toMatchObject({ invitations: [], user: { isEmailVerified: false } });
    expect((await owner.call('PATCH', `/users/${squatter.id}`, { role: 'administrator' })).status).toBe(409);
  });

  test('does not end what is addressed to its address by erasing itself', async () => {
    const squatter = await registerAs(desk, 'Addressed');
    await owner.call('POST', `${path}/invitations`, { email: squatter.email, role: 'viewer' });
    expect((await squatter.call('DELETE', '/users/me')).status).toBe(204);
    const guest = await registerAs(desk, 'Addressed');
    await desk.mailbox.tokenTo(guest.email, 'plv');
    const token = await desk.mailbox.tokenTo(guest.email, 'plv');
    expect((await guest.call('POST', '/auth/email/confirm', { token })).status).toBe(200);
    const invitation = await desk.mailbox.tokenTo(guest.email, 'pli');
    expect((await guest.call('POST', '/invitations/accept', { token: invitation })).status).toBe(200);
  });

  test('is the account of whoever resets its password, and of nobody else', async () => {
    const squatter = await registerAs(desk, 'Taken');
    const { email } = squatter;
    await reset(email);
    expect(await squatter.call('GET', '/users/me')).toMatchObject(REFUSED);
    expect(await desk.call('POST', '/auth/refresh', { refreshToken: squatter.refreshToken })).toMatchObject(REFUSED);
    expect((await desk.call('POST', '/auth/login', { email, password: squatter.password })).status).toBe(401);
    const person = await logIn(desk, { email, password: OWN_PASSWORD });
    expect(dataOf(await person.call('GET', '/users/me'))).toMatchObject({ isEmailVerified: true });
    await joinProject(desk, owner, { ...squatter, ...person }, path, 'viewer');
  });

  test('keeps nobody from registering its address, and leaves nothing to who does', async () => {
    const squatter = await registerAs(desk, 'Contested');
    const { email } = squatter;
    const person = { email, password: OWN_PASSWORD, name: 'Contested' };
    const registered = await desk.call('POST', '/auth/register', person);
    expect(registered).toMatchObject({ status: 201, body: { data: { isEmailVerified: false } } });
    expect(dataOf(registered).id).not.toBe(squatter.id);
    expect(await squatter.call('GET', '/users/me')).toMatchObject(REFUSED);
    const { call } = await logIn(desk, person);
    // Whichever letter it was: it was mailed to the address.
    const token = await desk.mailbox.tokenTo(email, 'plv');
    expect((await call('POST', '/auth/email/confirm', { token })).status).toBe(200);
    expect((await desk.call('POST', '/auth/register', { ...person, password: 'five calm tigers' })).status).toBe(409);
  });

  test('is replaced by whoever proves the address while a stranger registers it again and again', async () => {
    const { email } = await registerAs(desk, 'Besieged');
    await desk.call('POST', '/auth/password/forgot', { email });
    const token = await desk.mailbox.tokenTo(email, 'plp');
    for (const password of ['one grey falcon flies', 'two grey falcons fly']) {
      expect((await desk.call('POST', '/auth/register', { email, password, name: 'Squatter' })).status).toBe(201);
    }
    expect((await desk.call('POST', '/auth/password/reset', { token, password: OWN_PASSWORD })).status).toBe(204);
    const { call } = await logIn(desk, { email, password: OWN_PASSWORD });
    expect(dataOf(await call('GET', '/users/me'))).toMatchObject({ isEmailVerified: true });
  });
});

describe('a token that verifies an address', () => {
  test('is valid once, and only for the account that it was mailed for', async () => {
    const [one, other] = [await registerAs(desk, 'One'), await registerAs(desk, 'Other')];
    const token = await desk.mailbox.tokenTo(one.email, 'plv');
    const confirm = (user: User) => user.call('POST', '/auth/email/confirm', { token });
    expect(await confirm(other)).toMatchObject(ABSENT);
    expect(await confirm(one)).toMatchObject({ status: 200, body: { data: { isEmailVerified: true } } });
    expect(await confirm(one)).toMatchObject(ABSENT);
  });

  test('is no other kind of token, and no other kind is one', async () => {
    const user = await registerAs(desk, 'Kinds');
    await desk.call('POST', '/auth/password/forgot', { email: user.email });
    const [verifying, resetting] = [
      await desk.mailbox.tokenTo(user.email, 'plv'),
      await desk.mailbox.tokenTo(user.email, 'plp'),
    ];
    expect(await user.call('POST', '/auth/email/confirm', { token: resetting })).toMatchObject(ABSENT);
    const asReset = { token: verifying, password: OWN_PASSWORD };
    expect(await desk.call('POST', '/auth/password/reset', asReset)).toMatchObject(REFUSED);
    expect(await user.call('POST', '/auth/email/confirm', { token: verifying })).toMatchObject({ status: 200 });
    expect(await user.call('POST', '/invitations/accept', { token: verifying })).toMatchObject(ABSENT);
  });

  test('is used by one of many at once', async () => {
    const user = await registerAs(desk, 'Many');
    const token = await desk.mailbox.tokenTo(user.email, 'plv');
    const replies = await Promise.all([1, 2, 3, 4].map(() => user.call('POST', '/auth/email/confirm', { token })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
  });
});

describe('another address', () => {
  test('is taken once it is verified, and the former one is told', async () => {
    const user = await loginAs(desk, 'Moving');
    const email = 'moved@example.org';
    expect((await user.call('POST', '/auth/email', { email })).status).toBe(202);
    expect(dataOf(await user.call('GET', '/users/me'))).toMatchObject({ email: user.email });
    const token = await desk.mailbox.tokenTo(email, 'plv');
    expect(await user.call('POST', '/auth/email/confirm', { token })).toMatchObject({
      status: 200,
      body: { data: { email, isEmailVerified: true } },
    });
    expect(await desk.mailbox.letterTo(user.email)).toContain('has another email address');
    expect((await desk.call('POST', '/auth/login', { email: user.email, password: user.password })).status).toBe(401);
    await logIn(desk, { email, password: user.password });
  });

  test('is answered alike whether it is free or another’s, which gets no letter', async () => {
    const user = await loginAs(desk, 'Curious');
    const [free, others] = [
      await user.call('POST', '/auth/email', { email: 'free@example.org' }),
      await user.call('POST', '/auth/email', { email: owner.email }),
    ];
    expect([free.status, free.body]).toEqual([202, others.body]);
    await desk.mailbox.tokenTo('free@example.org', 'plv');
    await expect(desk.mailbox.letterTo(owner.email)).rejects.toThrow('No mail came');
    expect(dataOf(await owner.call('GET', '/users/me'))).toMatchObject({ email: owner.email });
  }, 30_000);

  test('goes to the first of two who verify it', async () => {
    const [first, second] = [await loginAs(desk, 'Firstmover'), await loginAs(desk, 'Secondmover')];
    const email = 'wanted@example.org';
    const tokens: string[] = [];
    for (const user of [first, second]) {
      await user.call('POST', '/auth/email', { email });
      tokens.push(await desk.mailbox.tokenTo(email, 'plv'));
    }
    expect((await first.call('POST', '/auth/email/confirm', { token: tokens[0] })).status).toBe(200);
    expect((await second.call('POST', '/auth/email/confirm', { token: tokens[1] })).status).toBe(409);
  });
});

describe('a password reset', () => {
  test('revokes sessions, keys and a factor that was not confirmed; one that was stays in force', async () => {
    const user = await loginAs(desk, 'Resetting');
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const made = await user.call('POST', '/api-keys', { name: 'Key', scopes: ['desk:read'], expiresAt: soon });
    const keyed = callWith(desk.call, { 'X-Api-Key': String(dataOf(made)['key']) });
    expect((await keyed('GET', '/projects')).status).toBe(200);
    expect((await user.call('POST', '/auth/second-factor', { password: user.password })).status).toBe(201);
    await reset(user.email);
    expect(await keyed('GET', '/projects')).toMatchObject(REFUSED);
    expect(await user.call('GET', '/users/me')).toMatchObject(REFUSED);
    const again = await logIn(desk, { email: user.email, password: OWN_PASSWORD });
    const code = { code: '000000' };
    expect(await again.call('POST', '/auth/second-factor/confirm', code)).toMatchObject({ status: 409 });
    const { secret } = dataOf(await again.call('POST', '/auth/second-factor', { password: OWN_PASSWORD }));
    const totp = new TOTP({ secret: String(secret) }).generate();
    expect((await again.call('POST', '/auth/second-factor/confirm', { code: totp })).status).toBe(200);
    await reset(user.email);
    const login = { email: user.email, password: OWN_PASSWORD };
    expect(await desk.call('POST', '/auth/login', login)).toMatchObject({
      status: 401,
      body: { error: { code: 'SECOND_FACTOR_REQUIRED' } },
    });
  });

  test('a changed password revokes keys where that is asked', async () => {
    const user = await loginAs(desk, 'Changing');
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const made = await user.call('POST', '/api-keys', { name: 'Key', scopes: ['desk:read'], expiresAt: soon });
    const keyed = callWith(desk.call, { 'X-Api-Key': String(dataOf(made)['key']) });
    const change = { currentPassword: user.password, newPassword: OWN_PASSWORD };
    const changed = await user.call('POST', '/auth/password', change);
    expect(changed.status).toBe(200);
    expect((await keyed('GET', '/projects')).status).toBe(200);
    const call = callWith(desk.call, { Authorization: `Bearer ${String(dataOf(changed)['accessToken'])}` });
    const back = { currentPassword: OWN_PASSWORD, newPassword: user.password, revokeApiKeys: true };
    expect((await call('POST', '/auth/password', back)).status).toBe(200);
    expect(await keyed('GET', '/projects')).toMatchObject(REFUSED);
  });
});
