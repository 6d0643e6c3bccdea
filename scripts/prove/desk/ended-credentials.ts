import { bearing, type Credentials } from '../credentials.ts';
import { newKey, type Cast } from './cast.ts';
import { type Person, session } from './people.ts';

/** A credential that was good once, and what ended it. */
export interface Ended {
  name: string;
  credentials: Credentials;
}

const SCOPES = ['desk:read', 'desk:write'] as const;
const CHANGED = 'nine slow herons changed it';

/** Sessions that were ended in every way that there is. */
export async function endedSessions({ client, people, administrator, owner }: Cast): Promise<Ended[]> {
  const { call } = client;
  const ended = async (name: string, end: (person: Person) => Promise<unknown>): Promise<Ended> => {
    const person = await people.someone('gone');
    await end(person);
    return { name, credentials: person.credentials };
  };
  const left = await people.logIn(owner);
  await call('POST', '/auth/logout', undefined, bearing(left.accessToken).headers);
  return [
    { name: 'session that was ended', credentials: bearing(left.accessToken) },
    await ended('session that another one took away', async (person) => {
      const [own] = await call<{ id: string }[]>('GET', '/auth/sessions', undefined, person.credentials.headers);
      const { headers } = session(await people.logIn(person)).credentials;
      await call('DELETE', `/auth/sessions/${own?.id ?? ''}`, undefined, headers);
    }),
    await ended('session before the password was changed', ({ password, credentials }) =>
      call('POST', '/auth/password', { currentPassword: password, newPassword: CHANGED }, credentials.headers),
    ),
    await ended('session before the password was reset', async ({ email }) => {
      await call('POST', '/auth/password/forgot', { email });
      await call('POST', '/auth/password/reset', { token: await client.mailedToken(email), password: CHANGED });
    }),
    await ended('session whose refresh token came twice', async ({ refreshToken }) => {
      await call('POST', '/auth/refresh', { refreshToken });
      // Refused, as it should be: who has a used one may have stolen it.
      await call('POST', '/auth/refresh', { refreshToken }).catch(() => undefined);
    }),
    await ended('suspended account', ({ id }) =>
      call('PATCH', `/users/${id}`, { status: 'suspended' }, administrator.credentials.headers),
    ),
    await ended('erased account', ({ credentials }) => call('DELETE', '/users/me', undefined, credentials.headers)),
  ];
}

/** Keys that were revoked, have expired, or whose account is gone. */
export async function endedKeys(cast: Cast): Promise<Ended[]> {
  const { client, people, administrator, owner } = cast;
  const { headers } = owner.credentials;
  const [revoked, rotated] = [await newKey(client, owner, SCOPES), await newKey(client, owner, SCOPES)];
  await client.call('DELETE', `/api-keys/${revoked.id}`, undefined, headers);
  await client.call('POST', `/api-keys/${rotated.id}/rotate`, { overlapHours: 0 }, headers);
  const gone = await people.someone('gone');
  const orphaned = await newKey(client, gone, SCOPES);
  await client.call('PATCH', `/users/${gone.id}`, { status: 'suspended' }, administrator.credentials.headers);
  return [
    { name: 'revoked key', credentials: revoked.credentials },
    { name: 'key that was rotated', credentials: rotated.credentials },
    { name: 'key of a suspended account', credentials: orphaned.credentials },
  ];
}

/** Somebody who was an administrator for a while, and the key that they made then. */
export async function formerAdministrator({ client, people, administrator }: Cast): Promise<Ended[]> {
  const { id, ...person } = await people.someone('former');
  const { headers } = administrator.credentials;
  await client.call('PATCH', `/users/${id}`, { role: 'administrator' }, headers);
  const key = await newKey(client, { id, ...person }, ['administrator', ...SCOPES]);
  await client.call('PATCH', `/users/${id}`, { role: 'user' }, headers);
  return [
    { name: 'former administrator', credentials: person.credentials },
    { name: 'key of a former administrator', credentials: key.credentials },
  ];
}
