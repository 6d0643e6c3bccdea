import { NO_CREDENTIALS, type Credentials } from '../credentials.ts';
import type { DeskClient } from './client.ts';
import { kept, type Kept } from './kept.ts';
import { peopleOf, type People, type Person } from './people.ts';

/** Who plays which part while the desk is proven. */
export interface Cast {
  client: DeskClient;
  people: People;
  /** The first account of the desk. */
  administrator: Person;
  /** Owns the projects. */
  owner: Person;
  /** Somebody whom the administrator may suspend. */
  managed: Kept<Person>;
  /** Keys that may do all that the account may. */
  keys: { administrator: Credentials; owner: Credentials };
}

/** Registers those whom every proof needs. @throws Error where the desk does not let them in */
export async function openCast(client: DeskClient): Promise<Cast> {
  const people = peopleOf(client);
  const administrator = await people.someone('administrator');
  const owner = await people.someone('owner');
  const [ofAdministrator, ofOwner] = [
    await newKey(client, administrator, ['desk:read', 'desk:write', 'administrator']),
    await newKey(client, owner, ['desk:read', 'desk:write']),
  ];
  return {
    client,
    people,
    administrator,
    owner,
    managed: kept(() => people.someone('managed')),
    keys: { administrator: ofAdministrator.credentials, owner: ofOwner.credentials },
  };
}

/** Makes an API key. @param expiresAt none: it does not expire */
export async function newKey(
  { call }: DeskClient,
  person: Person,
  scopes: readonly string[],
  expiresAt?: Date,
): Promise<{ id: string; credentials: Credentials }> {
  const wanted = { name: 'proof', scopes, ...(expiresAt && { expiresAt: expiresAt.toISOString() }) };
  const made = await call<{ id: string; key: string }>('POST', '/api-keys', wanted, person.credentials.headers);
  return { id: made.id, credentials: { ...NO_CREDENTIALS, headers: { 'x-api-key': made.key } } };
}
