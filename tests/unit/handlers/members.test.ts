import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProject, dataOf, loginAs, startDesk, type Desk, type User } from '../support/desk.ts';

let desk: Desk;
let owner: User;
let editor: User;
let viewer: User;
let stranger: User;
let project: string;

const FORBIDDEN = { status: 403, body: { success: false, error: { code: 'FORBIDDEN' } } };
const ABSENT = { status: 404, body: { success: false, error: { code: 'NOT_FOUND' } } };

/** Invites a user and lets them accept. */
async function join(path: string, user: User, role: string): Promise<void> {
  expect((await owner.call('POST', `${path}/invitations`, { email: user.email, role })).status).toBe(201);
  const token = /pli_[\w-]+/.exec(await desk.mailbox.letterTo(user.email))?.[0];
  expect(await stranger.call('POST', '/invitations/accept', { token })).toMatchObject(ABSENT);
  const joined = await user.call('POST', '/invitations/accept', { token });
  expect(joined).toMatchObject({ status: 200, body: { data: { projectId: path.split('/').at(-1), role } } });
  expect(await user.call('POST', '/invitations/accept', { token })).toMatchObject(ABSENT);
}

beforeAll(async () => {
  desk = await startDesk();
  owner = await loginAs(desk, 'Owner');
  editor = await loginAs(desk, 'Editor');
  viewer = await loginAs(desk, 'Viewer');
  stranger = await loginAs(desk, 'Stranger');
  project = await createProject(owner, 'TEAM');
  await join(project, editor, 'editor');
  await join(project, viewer, 'viewer');
});

afterAll(async () => {
  await desk.close();
});

describe.each([
  ['GET', '', undefined, [200, 200, 200]],
  ['GET', '/backlog-items', undefined, [200, 200, 200]],
  ['GET', '/members', undefined, [200, 200, 200]],
  ['GET', '/invitations', undefined, [200, 403, 403]],
  ['PATCH', '', { name: 'Another' }, [200, 200, 403]],
  ['POST', '/backlog-items', { title: 'An item' }, [201, 201, 403]],
  ['POST', '/invitations', { email: 'new@example.org', role: 'viewer' }, [201, 403, 403]],
  ['DELETE', '', undefined, [409, 403, 403]],
] as const)('%s %s', (method, suffix, body, statuses) => {
  test('is up to the role, and absent for whoever is no member', async () => {
    const replies = await Promise.all([owner, editor, viewer].map((user) => user.call(method, project + suffix, body)));
    expect(replies.map(({ status }) => status)).toEqual(statuses);
    expect(await stranger.call(method, project + suffix, body)).toMatchObject(ABSENT);
  });
});

test('projects are listed for their members only', async () => {
  expect((await viewer.call('GET', '/projects')).body).toMatchObject({ data: [{ key: 'TEAM' }], meta: { total: 1 } });
  expect((await stranger.call('GET', '/projects')).body).toMatchObject({ data: [], meta: { total: 0 } });
});

test('a refused write is in the audit chain', async () => {
  expect(await viewer.call('POST', `${project}/archive`)).toMatchObject(FORBIDDEN);
  const { body } = await owner.call('GET', `/audit-events?action=archiveProject&outcome=refused`);
  expect(body).toMatchObject({
    data: [{ actor: { kind: 'account', id: viewer.id }, target: { kind: 'project', id: project.split('/').at(-1) } }],
  });
});

test('owners change roles and remove members; the last owner stays', async () => {
  const path = await createProject(owner, 'ROLES');
  await join(path, editor, 'editor');
  const member = ({ id }: User) => `${path}/members/${id}`;
  expect((await owner.call('PATCH', member(owner), { role: 'editor' })).status).toBe(409);
  expect((await owner.call('DELETE', member(owner))).status).toBe(409);
  expect(await editor.call('PATCH', member(owner), { role: 'viewer' })).toMatchObject(FORBIDDEN);
  expect((await owner.call('PATCH', member(stranger), { role: 'viewer' })).status).toBe(404);
  expect(await owner.call('PATCH', member(editor), { role: 'owner' })).toMatchObject({
    status: 200,
    body: { data: { userId: editor.id, name: 'Editor', email: editor.email, role: 'owner' } },
  });
  expect((await owner.call('DELETE', member(owner))).status).toBe(204);
  expect(await owner.call('GET', path)).toMatchObject(ABSENT);
  expect((await editor.call('GET', `${path}/members`)).body).toMatchObject({ meta: { total: 1 } });
});

test('a withdrawn invitation opens nothing, and a member is not invited again', async () => {
  const path = await createProject(owner, 'AGAIN');
  const invited = await owner.call('POST', `${path}/invitations`, { email: viewer.email, role: 'viewer' });
  const token = /pli_[\w-]+/.exec(await desk.mailbox.letterTo(viewer.email))?.[0];
  expect((await owner.call('DELETE', `${path}/invitations/${dataOf(invited).id}`)).status).toBe(204);
  expect(await viewer.call('POST', '/invitations/accept', { token })).toMatchObject(ABSENT);
  const again = { email: owner.email, role: 'viewer' };
  expect((await owner.call('POST', `${path}/invitations`, again)).status).toBe(409);
});
