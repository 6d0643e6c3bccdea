import { setTimeout as sleep } from 'node:timers/promises';
import type { ContractOperation } from '../../../src/infra/contract/contract.ts';
import type { OperationId } from '../../../src/infra/http/operation.ts';
import { bearing, type Credentials } from '../credentials.ts';
import type { Intruder } from '../supplies/supplies.ts';
import { newKey, type Cast } from './cast.ts';
import type { Person } from './people.ts';
import { invited, joined, newItem, newProject } from './projects.ts';

/** A project with people of every role, and credentials that were good once. */
export interface Scene {
  /** Path values of what the project holds, and of what the owner has. */
  path: Record<string, string>;
  editor: Person;
  viewer: Person;
  stranger: Person;
  /** Mailed to the viewer. */
  invitation: string;
  revokedSession: Credentials;
  suspended: Credentials;
  revokedKey: Credentials;
  expiredKey: Credentials;
  /** Good keys of the owner, by the one scope that each has. */
  keys: Record<'desk:read' | 'desk:write', Credentials>;
}

/** What only owners may do. */
const FOR_OWNERS: ReadonlySet<string> = new Set<OperationId>([
  'deleteProject',
  'updateMember',
  'deleteMember',
  'listInvitations',
  'createInvitation',
  'deleteInvitation',
]);

/** What is found by nobody but whom it belongs to. */
const PERSONAL: ReadonlySet<string> = new Set<OperationId>(['deleteSession', 'deleteApiKey', 'rotateApiKey']);

const SHORT_MS = 1500;

export async function setScene({ client, people, administrator, owner }: Cast): Promise<Scene> {
  const { call } = client;
  const by = (person: Person): Record<string, string> => person.credentials.headers;
  const soon = new Date(Date.now() + SHORT_MS);
  const expiring = await newKey(client, owner, ['desk:read', 'desk:write'], soon);
  const [editor, viewer, stranger] = [
    await people.someone('editor'),
    await people.someone('viewer'),
    await people.someone('stranger'),
  ];
  const projectId = await newProject(client, owner);
  await joined(client, projectId, owner, editor, 'editor');
  await joined(client, projectId, owner, viewer, 'viewer');
  const invitee = { email: 'nobody@proof.example', role: 'viewer' };
  const invitation = await call<{ id: string }>('POST', `/projects/${projectId}/invitations`, invitee, by(owner));
  const left = await people.logIn(owner);
  await call('POST', '/auth/logout', undefined, bearing(left.accessToken).headers);
  const suspended = await people.someone('suspended');
  await call('PATCH', `/users/${suspended.id}`, { status: 'suspended' }, by(administrator));
  const revoked = await newKey(client, owner, ['desk:read', 'desk:write']);
  await call('DELETE', `/api-keys/${revoked.id}`, undefined, by(owner));
  const [read, write] = [await newKey(client, owner, ['desk:read']), await newKey(client, owner, ['desk:write'])];
  const [session] = await call<{ id: string }[]>('GET', '/auth/sessions', undefined, by(owner));
  await sleep(Math.max(0, soon.getTime() - Date.now()));
  return {
    path: {
      projectId,
      backlogItemId: await newItem(client, owner, projectId),
      invitationId: invitation.id,
      userId: owner.id,
      sessionId: session?.id ?? '',
      keyId: read.id,
    },
    editor,
    viewer,
    stranger,
    invitation: await invited(client, await newProject(client, owner), owner, viewer),
    revokedSession: bearing(left.accessToken),
    suspended: suspended.credentials,
    revokedKey: revoked.credentials,
    expiredKey: expiring.credentials,
    keys: { 'desk:read': read.credentials, 'desk:write': write.credentials },
  };
}

/** Whom an operation of the desk has to refuse, besides those who show nothing that is known. */
export function sceneIntruders(operation: ContractOperation, scene: Scene): Intruder[] {
  const { path, editor, viewer, stranger, keys } = scene;
  const takesKey = operation.security.some((requirement) => 'apiKey' in requirement);
  const scopes = operation.security.flatMap((requirement) => Object.values(requirement).flat());
  const refused = (due: Intruder['due'], name: string, credentials: Credentials): Intruder => ({
    name,
    credentials,
    due,
    path: ofTemplate(operation, path),
  });
  const ofProject = Object.hasOwn(ofTemplate(operation, path), 'projectId');
  const isForOwners = FOR_OWNERS.has(operation.id);
  const isWriting = scopes.includes('desk:write');
  const lesser = scopes.includes('desk:read') ? keys['desk:write'] : keys['desk:read'];
  return [
    refused(401, 'session that was ended', scene.revokedSession),
    refused(401, 'suspended account', scene.suspended),
    ...(takesKey
      ? [
          refused(401, 'revoked key', scene.revokedKey),
          refused(401, 'expired key', scene.expiredKey),
          refused(403, 'key without the scope', lesser),
        ]
      : [refused(401, 'key in place of a session', keys['desk:write'])]),
    ...(scopes.includes('administrator') ? [refused(403, 'no administrator', viewer.credentials)] : []),
    ...(ofProject && (isForOwners || isWriting) ? [refused(403, 'viewer', viewer.credentials)] : []),
    ...(ofProject && isForOwners ? [refused(403, 'editor', editor.credentials)] : []),
    ...(ofProject || PERSONAL.has(operation.id) ? [refused(404, 'stranger', stranger.credentials)] : []),
    ...(operation.id === 'acceptInvitation'
      ? [{ ...refused(404, 'another guest', stranger.credentials), body: { token: scene.invitation } }]
      : []),
  ];
}

function ofTemplate({ parameters }: ContractOperation, path: Record<string, string>): Record<string, string> {
  const names = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
  return Object.fromEntries(Object.entries(path).filter(([name]) => names.includes(name)));
}
