import { setTimeout as sleep } from 'node:timers/promises';
import type { ContractOperation } from '@plumbline/contract/contract';
import type { OperationId } from '../../../src/infra/http/operation.ts';
import type { Credentials } from '../credentials.ts';
import type { Intruder } from '../supplies/supplies.ts';
import { newKey, type Cast } from './cast.ts';
import { endedKeys, endedSessions, formerAdministrator, type Ended } from './ended-credentials.ts';
import type { Person } from './people.ts';
import { invited, joined, newItem, newProject } from './projects.ts';

/** A project with people of every role, and credentials that were good once. */
export interface Scene {
  /** Path values of what the project holds, and of what the owner has. */
  path: Record<string, string>;
  editor: Person;
  viewer: Person;
  stranger: Person;
  /** Somebody whose address is not verified. */
  newcomer: Person;
  /** Mailed to the viewer. */
  invitation: string;
  endedSessions: readonly Ended[];
  endedKeys: readonly Ended[];
  /** Of an administrator who is none any more. */
  former: readonly Ended[];
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

/** What of the own account takes a verified address. */
const FOR_VERIFIED: ReadonlySet<string> = new Set<OperationId>(['acceptInvitation', 'createApiKey']);

const SHORT_MS = 1500;

export async function setScene(cast: Cast): Promise<Scene> {
  const { client, people, owner } = cast;
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
  const [read, write] = [await newKey(client, owner, ['desk:read']), await newKey(client, owner, ['desk:write'])];
  const [session] = await call<{ id: string }[]>('GET', '/auth/sessions', undefined, by(owner));
  const ended = { endedSessions: await endedSessions(cast), former: await formerAdministrator(cast) };
  const ofKeys = await endedKeys(cast);
  await sleep(Math.max(0, soon.getTime() - Date.now()));
  return {
    ...ended,
    endedKeys: [...ofKeys, { name: 'expired key', credentials: expiring.credentials }],
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
    newcomer: await people.newcomer('newcomer'),
    invitation: await invited(client, await newProject(client, owner), owner, viewer),
    keys: { 'desk:read': read.credentials, 'desk:write': write.credentials },
  };
}

/** Whom an operation of the desk has to refuse, besides those who show nothing that is known. */
export function sceneIntruders(operation: ContractOperation, scene: Scene): Intruder[] {
  const { path, editor, viewer, stranger, newcomer, keys } = scene;
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
    ...scene.endedSessions.map(({ name, credentials }) => refused(401, name, credentials)),
    ...(takesKey
      ? [
          ...scene.endedKeys.map(({ name, credentials }) => refused(401, name, credentials)),
          refused(403, 'key without the scope', lesser),
        ]
      : [refused(401, 'key in place of a session', keys['desk:write'])]),
    ...(!scopes.includes('account') || FOR_VERIFIED.has(operation.id)
      ? [refused(403, 'address that is not verified', newcomer.credentials)]
      : []),
    ...(scopes.includes('administrator')
      ? [
          refused(403, 'no administrator', viewer.credentials),
          ...scene.former.map(({ name, credentials }) => refused(403, name, credentials)),
        ]
      : []),
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
