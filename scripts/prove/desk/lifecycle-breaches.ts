import type { Breach } from '../supplies/supplies.ts';
import type { Breaches, ItemPath } from './breaching.ts';
import type { Cast } from './cast.ts';
import { invited, newItem, newProject } from './projects.ts';

/** What is complete enough to be begun. */
const COMPLETE = { userStory: 'As a prover I want a story.', acceptanceCriteria: ['It is there.'] };
const STEPS = ['ready', 'in-progress', 'done'] as const;

/** Steps out of turn: what is not archived yet or is so already, is being worked on, is done, is taken or over. */
export async function lifecycleBreaches(cast: Cast): Promise<Breaches> {
  const { client, owner, administrator } = cast;
  const projectId = await newProject(client, owner);
  const archived = await newProject(client, owner);
  await client.call('POST', `/projects/${archived}/archive`, undefined, owner.credentials.headers);
  const { key } = await client.call<{ key: string }>(
    'GET',
    `/projects/${archived}`,
    undefined,
    owner.credentials.headers,
  );
  const [begun, done] = [await itemAt(cast, projectId, 'in-progress'), await itemAt(cast, projectId, 'done')];
  const taken = { email: owner.email, password: 'five calm tigers arrive', name: 'Proof' };
  const only = {
    name: 'only administrator',
    due: 409,
    path: { userId: administrator.id },
    prepare: () => withoutOtherAdministrators(cast),
  } as const;
  return {
    registerAccount: [{ name: 'address that is taken', due: 409, body: taken }],
    createProject: [{ name: 'key that is taken', due: 409, body: { key, name: 'Proof' } }],
    deleteProject: [{ name: 'active project', due: 409, path: { projectId } }],
    archiveProject: [{ name: 'archived already', due: 409, path: { projectId: archived } }],
    restoreProject: [{ name: 'active already', due: 409, path: { projectId } }],
    deleteBacklogItem: [{ name: 'item in progress', due: 409, path: begun }],
    updateBacklogItem: [{ name: 'item that is done', due: 409, path: done, body: { title: 'Proof' } }],
    updateUser: [
      { ...only, body: { role: 'user' } },
      { ...only, body: { status: 'suspended' } },
    ],
    deleteSecondFactor: [{ name: 'user without a second factor', due: 404, path: { userId: owner.id } }],
    acceptInvitation: await invitationsThatAreOver(cast, projectId),
  };
}

/** Valid requests may make anybody an administrator. */
async function withoutOtherAdministrators({ client, administrator }: Cast): Promise<void> {
  const { headers } = administrator.credentials;
  const path = '/users?role=administrator&status=active&limit=100';
  const all = await client.call<{ id: string }[]>('GET', path, undefined, headers);
  for (const { id } of all.filter((each) => each.id !== administrator.id))
    await client.call('PATCH', `/users/${id}`, { role: 'user' }, headers);
}

/** A backlog item that was brought to a state, one step at a time. */
async function itemAt({ client, owner }: Cast, projectId: string, state: (typeof STEPS)[number]): Promise<ItemPath> {
  const backlogItemId = await newItem(client, owner, projectId);
  const path = `/projects/${projectId}/backlog-items/${backlogItemId}`;
  for (const status of STEPS.slice(0, STEPS.indexOf(state) + 1)) {
    await client.call('PATCH', path, { ...COMPLETE, status }, owner.credentials.headers);
  }
  return { projectId, backlogItemId };
}

/** By those whom they were sent to: taken back, followed by another, accepted by somebody who has left since. */
async function invitationsThatAreOver({ client, people, owner }: Cast, projectId: string): Promise<Breach[]> {
  const { headers } = owner.credentials;
  const [withdrawn, followed, left] = [
    await people.someone('uninvited'),
    await people.someone('invited-twice'),
    await people.someone('left'),
  ];
  const withdrawnToken = await invited(client, projectId, owner, withdrawn);
  const open = await client.call<{ id: string; email: string }[]>(
    'GET',
    `/projects/${projectId}/invitations`,
    undefined,
    headers,
  );
  const id = open.find(({ email }) => email === withdrawn.email)?.id ?? '';
  await client.call('DELETE', `/projects/${projectId}/invitations/${id}`, undefined, headers);
  const followedToken = await invited(client, projectId, owner, followed);
  await invited(client, projectId, owner, followed);
  const leftToken = await invited(client, projectId, owner, left);
  await client.call('POST', '/invitations/accept', { token: leftToken }, left.credentials.headers);
  await client.call('DELETE', `/projects/${projectId}/members/${left.id}`, undefined, left.credentials.headers);
  const over = (name: string, token: string, { credentials }: typeof left): Breach => ({
    name,
    due: 404,
    credentials,
    body: { token },
  });
  return [
    over('invitation that was withdrawn', withdrawnToken, withdrawn),
    over('invitation that another followed', followedToken, followed),
    over('invitation that was accepted', leftToken, left),
  ];
}
