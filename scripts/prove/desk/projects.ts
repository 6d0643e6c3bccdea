import type { DeskClient } from './client.ts';
import type { Person } from './people.ts';

/** Makes a project with a key that nobody has; its maker is the owner. @returns its identifier */
export async function newProject({ call }: DeskClient, owner: Person): Promise<string> {
  count += 1;
  const project = { key: `GATE${count}`, name: `Proof ${count}` };
  return (await call<{ id: string }>('POST', '/projects', project, owner.credentials.headers)).id;
}

/** One process proves one desk after another, each with its own database. */
let count = 0;

/** Files a draft. @returns its identifier */
export async function newItem({ call }: DeskClient, owner: Person, projectId: string): Promise<string> {
  const path = `/projects/${projectId}/backlog-items`;
  return (await call<{ id: string }>('POST', path, { title: 'Proof' }, owner.credentials.headers)).id;
}

/** Invites somebody. @returns the mailed token */
export async function invited(
  { call, mailedToken }: DeskClient,
  projectId: string,
  owner: Person,
  guest: Person,
  role = 'viewer',
): Promise<string> {
  const { headers } = owner.credentials;
  await call('POST', `/projects/${projectId}/invitations`, { email: guest.email, role }, headers);
  return mailedToken(guest.email);
}

/** Makes somebody a member. */
export async function joined(
  client: DeskClient,
  projectId: string,
  owner: Person,
  guest: Person,
  role = 'viewer',
): Promise<void> {
  const token = await invited(client, projectId, owner, guest, role);
  await client.call('POST', '/invitations/accept', { token }, guest.credentials.headers);
}
