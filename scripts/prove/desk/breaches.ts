import type { OperationId } from '../../../src/infra/http/operation.ts';
import type { Breach } from '../supplies/supplies.ts';
import type { Breaches, ItemPath } from './breaching.ts';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import { credentialBreaches } from './credential-breaches.ts';
import { lifecycleBreaches } from './lifecycle-breaches.ts';
import { invited, newItem, newProject } from './projects.ts';
import { confirmed } from './second-factor.ts';

/** Among those that are tried first. */
const WELL_KNOWN = 'password1234';
const CODE = { code: '000000' };

/** Makes what rules stand against: an archived project, a factor in force, a credential that is good no more. */
export async function deskBreaches(cast: Cast): Promise<Breaches> {
  const all = [await ruleBreaches(cast), await lifecycleBreaches(cast), await credentialBreaches(cast)];
  const names = new Set(all.flatMap((each) => Object.keys(each) as OperationId[]));
  return Object.fromEntries([...names].map((name) => [name, all.flatMap((each) => each[name] ?? [])]));
}

async function ruleBreaches(cast: Cast): Promise<Breaches> {
  const { administrator, owner } = cast;
  const { client, people } = cast;
  const guarded = await people.someone('guarded');
  await confirmed(client, guarded);
  const { credentials } = guarded;
  const gone = await people.someone('gone');
  await client.call('DELETE', '/users/me', undefined, gone.credentials.headers);
  const archived = await archivedProject(cast);
  const draft = await newDraft(cast);
  const joint = await jointProject(cast);
  const lastOwner = { name: 'last owner', due: 409, path: { projectId: joint.projectId, userId: owner.id } } as const;
  const inArchive = { name: 'archived project', due: 409, path: archived } as const;
  const badPassword = { name: 'well-known password', due: 422 } as const;
  const noFactor = { name: 'no second factor', due: 409, body: CODE } as const;
  const inForce = { name: 'second factor in force', due: 409, credentials } as const;
  return {
    registerAccount: [{ ...badPassword, body: { email: 'new@proof.example', password: WELL_KNOWN, name: 'New' } }],
    changePassword: [{ ...badPassword, body: { currentPassword: owner.password, newPassword: WELL_KNOWN } }],
    resetPassword: [{ ...badPassword, body: { token: 'plp_any', password: WELL_KNOWN } }],
    enrolSecondFactor: [{ ...inForce, body: { password: guarded.password } }],
    confirmSecondFactor: [{ ...inForce, body: CODE }],
    replaceRecoveryCodes: [noFactor],
    disableSecondFactor: [noFactor],
    deleteCurrentUser: [{ name: 'last owner', due: 409 }],
    requestEmailVerification: [{ name: 'address that is verified', due: 409, body: { email: owner.email } }],
    confirmEmail: await emailBreaches(cast),
    updateCurrentUser: [{ name: 'invisible character', due: 422, body: { name: 'Proof\u2028break' } }],
    updateUser: [{ name: 'erased account', due: 409, path: { userId: gone.id }, body: { status: 'suspended' } }],
    deleteSecondFactor: [{ name: 'own second factor', due: 409, path: { userId: administrator.id } }],
    createApiKey: [{ name: 'in the past', due: 422, body: keyUntil('2020-01-01T00:00:00Z') }],
    updateProject: [inArchive],
    createBacklogItem: [
      inArchive,
      { name: 'required twice', due: 422, body: { title: 'Proof', dataRequirements: [PROPERTY, PROPERTY_AGAIN] } },
    ],
    updateBacklogItem: [
      { ...inArchive, body: { title: 'Proof' } },
      { name: 'two steps at once', due: 409, path: draft, body: { status: 'in-progress' } },
      { name: 'ready without a story', due: 422, path: draft, body: { status: 'ready' } },
    ],
    deleteBacklogItem: [inArchive],
    updateMember: [{ ...lastOwner, body: { role: 'viewer' } }],
    deleteMember: [lastOwner],
    createInvitation: [
      { name: 'member already', due: 409, path: joint, body: { email: joint.guest.email, role: 'viewer' } },
    ],
    deleteInvitation: [{ name: 'accepted invitation', due: 409, path: joint }],
  };
}

/** A token that was used, and one whose address somebody else has shown to be theirs meanwhile. */
async function emailBreaches({ client, people }: Cast): Promise<Breach[]> {
  const [spending, late] = [await people.newcomer('spending'), await people.someone('late')];
  const token = await client.mailedToken(spending.email);
  await client.call('POST', '/auth/email/confirm', { token }, spending.credentials.headers);
  const email = 'contested@proof.example';
  await client.call('POST', '/auth/email', { email }, late.credentials.headers);
  const lateToken = await client.mailedToken(email);
  const first = await people.someone('first');
  await client.call('POST', '/auth/email', { email }, first.credentials.headers);
  await client.call(
    'POST',
    '/auth/email/confirm',
    { token: await client.mailedToken(email) },
    first.credentials.headers,
  );
  return [
    { name: 'token that was used', due: 404, credentials: spending.credentials, body: { token } },
    { name: 'address of another account', due: 409, credentials: late.credentials, body: { token: lateToken } },
  ];
}

const PROPERTY = { resource: 'Parcel', property: 'deliveredAt', dataType: 'date-time', isRequired: false };
const PROPERTY_AGAIN = { ...PROPERTY, dataType: 'string' };

function keyUntil(expiresAt: string) {
  return { name: 'late', scopes: ['desk:read'], expiresAt };
}

async function newDraft({ client, owner }: Cast): Promise<ItemPath> {
  const projectId = await newProject(client, owner);
  return { projectId, backlogItemId: await newItem(client, owner, projectId) };
}

async function archivedProject(cast: Cast): Promise<ItemPath> {
  const path = await newDraft(cast);
  const { client, owner } = cast;
  await client.call('POST', `/projects/${path.projectId}/archive`, undefined, owner.credentials.headers);
  return path;
}

/** A project of two, and the invitation by which the second came. */
async function jointProject(cast: Cast): Promise<{ projectId: string; invitationId: string; guest: Person }> {
  const { client, people, owner } = cast;
  const guest = await people.someone('guest');
  const projectId = await newProject(client, owner);
  const token = await invited(client, projectId, owner, guest);
  const path = `/projects/${projectId}/invitations`;
  const [invitation] = await client.call<{ id: string }[]>('GET', path, undefined, owner.credentials.headers);
  await client.call('POST', '/invitations/accept', { token }, guest.credentials.headers);
  return { projectId, invitationId: invitation?.id ?? '', guest };
}
