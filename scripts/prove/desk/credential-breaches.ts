import type { Breach } from '../supplies/supplies.ts';
import type { Breaches } from './breaching.ts';
import { newKey, type Cast } from './cast.ts';
import type { Person } from './people.ts';
import { confirmed, nextCode } from './second-factor.ts';

const NOT_THEIRS = 'three brown badgers guess it';
const CHANGED = 'nine slow herons changed it';
const NO_CODE = { code: '000000' };

/** What proves nobody: wrong passwords and codes, and what was good once. Each has somebody of its own, since failures make the next attempt wait. */
export async function credentialBreaches(cast: Cast): Promise<Breaches> {
  const { people, owner } = cast;
  const wrong = async (name: string, more: Partial<Breach> = {}): Promise<Breach> => {
    const { credentials } = await people.someone('mistaken');
    return { name, due: 401, credentials, ...more };
  };
  const { email } = await people.someone('mistaken');
  const mailed = await spentReset(cast);
  return {
    createSession: [
      { name: 'wrong password', due: 401, body: { email, password: NOT_THEIRS } },
      { name: 'nobody has the address', due: 401, body: { email: 'no-one@proof.example', password: NOT_THEIRS } },
      { name: 'password before it was changed', due: 401, body: logIn(await changed(cast)) },
      { name: 'password before it was reset', due: 401, body: logIn(mailed.person) },
      { name: 'account that was erased', due: 401, body: logIn(await erased(cast)) },
      ...(await secondFactorLogIns(cast)),
    ],
    refreshSession: [
      { name: 'refresh token that was used', due: 401, body: await spentRefresh(cast) },
      { name: 'refresh token of an ended session', due: 401, body: await endedRefresh(cast) },
    ],
    confirmLogin: [await wrong('wrong password', { body: { password: NOT_THEIRS } })],
    changePassword: [await wrong('wrong password', { body: { currentPassword: NOT_THEIRS, newPassword: CHANGED } })],
    resetPassword: [{ name: 'token that was used', due: 401, body: { token: mailed.token, password: CHANGED } }],
    enrolSecondFactor: [await wrong('wrong password', { body: { password: NOT_THEIRS } })],
    confirmSecondFactor: [await wrongConfirmation(cast)],
    replaceRecoveryCodes: await wrongCodes(cast),
    disableSecondFactor: [...(await wrongCodes(cast)), await replacedCode(cast)],
    rotateApiKey: await endedKeys(cast),
    createApiKey: [
      {
        name: 'more than the account may',
        due: 422,
        credentials: owner.credentials,
        body: { name: 'proof', scopes: ['administrator'] },
      },
    ],
  };
}

function logIn({ email, password }: Pick<Person, 'email' | 'password'>): Record<string, unknown> {
  return { email, password };
}

async function changed({ client, people }: Cast): Promise<Person> {
  const person = await people.someone('changed');
  const body = { currentPassword: person.password, newPassword: CHANGED };
  await client.call('POST', '/auth/password', body, person.credentials.headers);
  return person;
}

async function erased({ client, people }: Cast): Promise<Person> {
  const person = await people.someone('erased');
  await client.call('DELETE', '/users/me', undefined, person.credentials.headers);
  return person;
}

/** A token that has reset somebody's password already. */
async function spentReset({ client, people }: Cast): Promise<{ token: string; person: Person }> {
  const person = await people.someone('forgetful');
  await client.call('POST', '/auth/password/forgot', { email: person.email });
  const token = await client.mailedToken(person.email);
  await client.call('POST', '/auth/password/reset', { token, password: CHANGED });
  return { token, person };
}

async function spentRefresh({ client, people }: Cast): Promise<Record<string, unknown>> {
  const { refreshToken } = await people.someone('refreshed');
  await client.call('POST', '/auth/refresh', { refreshToken });
  return { refreshToken };
}

async function endedRefresh({ client, people }: Cast): Promise<Record<string, unknown>> {
  const { refreshToken, credentials } = await people.someone('leaving');
  await client.call('POST', '/auth/logout', undefined, credentials.headers);
  return { refreshToken };
}

async function secondFactorLogIns(cast: Cast): Promise<Breach[]> {
  const factor = await confirmed(cast.client, await cast.people.someone('guarded'));
  const body = logIn(factor.person);
  const [spent, kept] = factor.recoveryCodes ?? [];
  await cast.client.call('POST', '/auth/login', { ...body, recoveryCode: spent });
  return [
    { name: 'no second factor shown', due: 401, body },
    { name: 'code that was used', due: 401, body: { ...body, code: factor.spentCode } },
    { name: 'recovery code that was used', due: 401, body: { ...body, recoveryCode: spent } },
    {
      name: 'wrong password beside a recovery code',
      due: 401,
      body: { ...body, password: NOT_THEIRS, recoveryCode: kept },
    },
  ];
}

async function wrongConfirmation({ client, people }: Cast): Promise<Breach> {
  const { credentials, password } = await people.someone('enrolling');
  await client.call('POST', '/auth/second-factor', { password }, credentials.headers);
  return { name: 'wrong code', due: 401, credentials, body: NO_CODE };
}

async function wrongCodes({ client, people }: Cast): Promise<Breach[]> {
  const factor = await confirmed(client, await people.someone('guarded'));
  const { credentials } = factor.person;
  return [
    { name: 'wrong code', due: 401, credentials, body: NO_CODE },
    { name: 'code that was used', due: 401, credentials, body: { code: factor.spentCode } },
  ];
}

/** A recovery code from before others took its place. */
async function replacedCode({ client, people }: Cast): Promise<Breach> {
  const factor = await confirmed(client, await people.someone('guarded'));
  const { credentials } = factor.person;
  const code = nextCode(factor);
  await client.call('POST', '/auth/second-factor/recovery-codes', { code }, credentials.headers);
  return {
    name: 'recovery code that was replaced',
    due: 401,
    credentials,
    body: { recoveryCode: factor.recoveryCodes?.[0] },
  };
}

async function endedKeys({ client, owner }: Cast): Promise<Breach[]> {
  const { headers } = owner.credentials;
  const [rotated, revoked] = [await newKey(client, owner, ['desk:read']), await newKey(client, owner, ['desk:read'])];
  await client.call('POST', `/api-keys/${rotated.id}/rotate`, { overlapHours: 1 }, headers);
  await client.call('DELETE', `/api-keys/${revoked.id}`, undefined, headers);
  const body = { overlapHours: 0 };
  return [
    { name: 'rotated already', due: 409, path: { keyId: rotated.id }, credentials: owner.credentials, body },
    { name: 'revoked', due: 409, path: { keyId: revoked.id }, credentials: owner.credentials, body },
  ];
}
