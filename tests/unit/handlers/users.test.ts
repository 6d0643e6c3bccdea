import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callWith, createProject, dataOf, loginAs, startDesk, type Desk, type User } from '../support/desk.ts';

let desk: Desk;
let admin: User;

beforeAll(async () => {
  desk = await startDesk();
  admin = await loginAs(desk, 'Admin');
});

afterAll(async () => {
  await desk.close();
});

describe('administrators', () => {
  test('list, find and show users; nobody else does', async () => {
    const user = await loginAs(desk, 'Listed');
    expect((await admin.call('GET', '/users?email=LISTED%40example.org')).body).toMatchObject({
      data: [{ id: user.id, name: 'Listed' }],
      meta: { total: 1 },
    });
    expect((await admin.call('GET', '/users?role=administrator')).body).toMatchObject({ data: [{ id: admin.id }] });
    expect((await admin.call('GET', `/users/${user.id}`)).body).toMatchObject({ data: { email: user.email } });
    for (const path of ['/users', `/users/${user.id}`, '/audit-events']) {
      expect((await user.call('GET', path)).status).toBe(403);
    }
  });

  test('suspend users, who are out at once, and let them in again; the last one stays', async () => {
    const user = await loginAs(desk, 'Suspended');
    const path = `/users/${user.id}`;
    expect((await admin.call('PATCH', path, { status: 'suspended' })).body).toMatchObject({
      data: { status: 'suspended' },
    });
    expect((await user.call('GET', '/users/me')).status).toBe(401);
    expect((await desk.call('POST', '/auth/login', { email: user.email, password: user.password })).status).toBe(401);
    await admin.call('PATCH', path, { status: 'active' });
    expect((await desk.call('POST', '/auth/login', { email: user.email, password: user.password })).status).toBe(200);
    expect((await admin.call('PATCH', `/users/${admin.id}`, { role: 'user' })).status).toBe(409);
  });
});

describe('API keys', () => {
  const keyed = (key: unknown) => callWith(desk.call, { 'X-Api-Key': String(key) });

  test('act for their account within their scopes, are shown once, and end when they are deleted', async () => {
    const user = await loginAs(desk, 'Keys');
    await createProject(user, 'KEYS');
    const created = await user.call('POST', '/api-keys', { name: 'Reader', scopes: ['desk:read'] });
    expect(created.status).toBe(201);
    const { key, ...shown } = dataOf(created);
    const program = keyed(key);
    expect((await program('GET', '/projects')).body).toMatchObject({ data: [{ key: 'KEYS' }] });
    expect((await program('POST', '/projects', { key: 'NO', name: 'No' })).status).toBe(403);
    expect((await program('GET', '/users/me')).status).toBe(401);
    const list = (await user.call('GET', '/api-keys')).body as { data: object[] };
    expect(list.data).toEqual([{ ...shown, lastUsedAt: expect.any(String) }]);
    expect((await admin.call('DELETE', `/api-keys/${shown.id}`)).status).toBe(404);
    expect((await user.call('DELETE', `/api-keys/${shown.id}`)).status).toBe(204);
    expect((await program('GET', '/projects')).status).toBe(401);
  });

  test('are rotated: the old one works on for the overlap, or not at all', async () => {
    const user = await loginAs(desk, 'Rotate');
    const first = dataOf(await user.call('POST', '/api-keys', { name: 'CI', scopes: ['desk:read', 'desk:write'] }));
    const second = dataOf(await user.call('POST', `/api-keys/${first.id}/rotate`, { overlapHours: 1 }));
    const third = dataOf(await user.call('POST', `/api-keys/${second.id}/rotate`, { overlapHours: 0 }));
    const statuses = [];
    for (const { key } of [first, second, third]) statuses.push((await keyed(key)('GET', '/projects')).status);
    expect(statuses).toEqual([200, 401, 200]);
    expect((await user.call('POST', `/api-keys/${first.id}/rotate`, {})).status).toBe(409);
  });

  test('may do no more than whoever makes them', async () => {
    const user = await loginAs(desk, 'Greedy');
    const refused = await user.call('POST', '/api-keys', { name: 'CI', scopes: ['administrator'] });
    expect(refused).toMatchObject({ status: 422, body: { error: { details: [{ field: 'body.scopes' }] } } });
  });
});

describe('a person', () => {
  test('exports what others did to the account, and the invitations it sent', async () => {
    const user = await loginAs(desk, 'Exported');
    const wrong = { email: user.email, password: 'eleven loud geese' };
    expect((await desk.call('POST', '/auth/login', wrong)).status).toBe(401);
    expect((await desk.call('POST', '/auth/password/forgot', { email: user.email })).status).toBe(202);
    await admin.call('PATCH', `/users/${user.id}`, { role: 'user' });
    const path = await createProject(user, 'SENT');
    await user.call('POST', `${path}/invitations`, { email: 'guest@example.org', role: 'viewer' });

    const everything = dataOf(await user.call('GET', '/users/me/export'));
    expect(everything).toMatchObject({ invitations: [], sentInvitations: [{ email: 'guest@example.org' }] });
    const events = everything['auditEvents'] as { action: string; actor: object; address: string | null }[];
    const about = (action: string) => events.filter((event) => event.action === action);
    expect(about('createSession').map(({ actor }) => actor)).toContainEqual({ kind: 'anonymous', id: null });
    expect(about('requestPasswordReset')).toHaveLength(1);
    expect(about('updateUser')).toMatchObject([{ actor: { kind: 'account', id: admin.id }, address: null }]);
    expect(about('createInvitation')).toMatchObject([{ address: expect.any(String) as unknown }]);
    expect(about('registerAccount')).toHaveLength(1);
  });

  test('changes their name, and exports everything that is kept of them', async () => {
    const user = await loginAs(desk, 'Export');
    const project = await createProject(user, 'EXPORT');
    expect((await user.call('PATCH', '/users/me', { name: 'Exported' })).body).toMatchObject({
      data: { name: 'Exported' },
    });
    const host = await createProject(admin, 'HOST');
    await admin.call('POST', `${host}/invitations`, { email: user.email, role: 'viewer' });
    const key = dataOf(await user.call('POST', '/api-keys', { name: 'CI', scopes: ['desk:write'] }));
    await desk.call('POST', `${project}/archive`, undefined, { 'X-Api-Key': String(key['key']) });
    expect((await user.call('GET', '/users/me/export')).body).toMatchObject({
      data: {
        user: { email: user.email, name: 'Exported' },
        identities: [],
        sessions: [{ address: '127.0.0.1' }],
        apiKeys: [{ id: key.id, name: 'CI' }],
        memberships: [{ projectId: project.split('/').at(-1), role: 'owner' }],
        invitations: [{ projectId: host.split('/').at(-1), email: user.email, role: 'viewer' }],
        auditEvents: [
          { action: 'registerAccount' },
          { action: 'createSession' },
          { action: 'confirmEmail' },
          { action: 'createProject' },
          { action: 'updateCurrentUser' },
          { action: 'createInvitation', actor: { kind: 'account', id: admin.id }, address: null },
          { action: 'createApiKey' },
          { action: 'archiveProject', actor: { kind: 'api-key', id: key.id } },
        ],
      },
    });
  });

  test('exports pages of bounded size, and links to the next while there is one', async () => {
    const user = await loginAs(desk, 'Pages');
    const first = await user.call('GET', '/users/me/export');
    expect(first.body).toMatchObject({ meta: { page: 1, limit: 500, total: 3 } });
    expect(first.headers.get('link')).not.toContain('next');
    const second = await user.call('GET', '/users/me/export?page=2');
    expect(second.body).toMatchObject({ data: { user: { email: user.email }, auditEvents: [], sessions: [] } });
  });

  test('is erased everywhere, but not as the last owner; the audit chain says nothing of them any more', async () => {
    const user = await loginAs(desk, 'Gone');
    const project = await createProject(user, 'GONE');
    const key = dataOf(await user.call('POST', '/api-keys', { name: 'CI', scopes: ['desk:write'] }));
    await desk.call('POST', `${project}/archive`, undefined, { 'X-Api-Key': String(key['key']) });
    await desk.call('POST', `${project}/restore`, undefined, { 'X-Api-Key': String(key['key']) });
    expect((await user.call('DELETE', '/users/me')).status).toBe(409);
    await user.call('POST', `${project}/archive`);
    await user.call('DELETE', project);
    expect((await user.call('DELETE', '/users/me')).status).toBe(204);
    expect((await user.call('GET', '/users/me')).status).toBe(401);
    expect((await desk.call('POST', '/auth/login', { email: user.email, password: user.password })).status).toBe(401);
    expect((await admin.call('GET', `/users/${user.id}`)).body).toMatchObject({
      data: { status: 'erased', name: 'Erased', email: `${user.id}@erased.invalid` },
    });
    const { body } = await admin.call('GET', `/audit-events?actorId=${user.id}&limit=100`);
    const events = (body as { data: { address: string | null; action: string }[] }).data;
    expect(events.map(({ address }) => address)).toEqual(events.map(() => null));
    expect(events.at(0)?.action).toBe('deleteCurrentUser');
    expect((await admin.call('GET', `/audit-events?actorId=${key.id}`)).body).toMatchObject({
      data: [
        { action: 'restoreProject', address: null },
        { action: 'archiveProject', address: null },
      ],
    });
    expect((await loginAs(desk, 'Gone')).id).not.toBe(user.id);
  });
});
