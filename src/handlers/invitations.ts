import { accountOf } from '../domain/account/principal.ts';
import { ConflictError, LimitReachedError, NotFoundError } from '../domain/errors.ts';
import { Invitation } from '../domain/member/invitation.ts';
import type { Member } from '../domain/member/member.ts';
import type { Operation, PreparedOperation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { invitationLetter } from './letters.ts';
import { pageLinks } from './page-links.ts';

export const listInvitations: Operation<'listInvitations'> = async (
  { path, query, basePath, principal },
  { memberViews, invitationViews, clock },
) => {
  await memberViews.ensureMay(principal, path.projectId, 'manage');
  const page = await invitationViews.page(path.projectId, clock.now(), { page: 1, limit: 20, ...query });
  const headers = { Link: pageLinks(`${basePath}/projects/${path.projectId}/invitations`, query, page) };
  return { status: 200, headers, body: answerPage(page, presentInvitation) };
};

export const createInvitation: PreparedOperation<'createInvitation'> = {
  // Whoever may invite may not find out who has an account here.
  isEven: true,
  prepare:
    ({ path, body, principal }, { emailIndex: indexOf }) =>
    async (_request, services) => {
      const { projects, accounts, members, invitations, letterLog, secrets, mail, audit, clock, ids, system } =
        services;
      const now = clock.now();
      const project = await projects.visibleTo(principal, path.projectId, 'manage');
      const emailIndex = indexOf(body.email);
      // First, since it waits for whoever accepts one at this moment, and is a member then.
      const earlier = await invitations.openOf(project.id, emailIndex, now);
      const invited = await accounts.byEmailIndex(emailIndex);
      if (invited !== undefined && (await members.find(project.id, invited.id)) !== undefined) {
        throw new ConflictError('An account with that address is a member already.');
      }
      const [id, invitedBy] = [ids.next(), accountOf(principal)];
      if (!(await letterLog.claim({ kind: 'invitation', recipient: emailIndex, sender: invitedBy }, now))) {
        throw new LimitReachedError('You have invited often enough today, or the address was. Try again tomorrow.');
      }
      for (const each of earlier) each.withdraw(now);
      const { token, digest } = secrets.invitationToken();
      const made = { id, projectId: project.id, ...body, emailIndex, invitedBy, digest, now };
      const invitation = new Invitation(made);
      invitations.add(invitation);
      mail(invitationLetter(invitation.email, token, system));
      audit.concerns('invitation', invitation.id);
      return { status: 201, body: answer(presentInvitation(invitation)) };
    },
};

export const deleteInvitation: Operation<'deleteInvitation'> = async (
  { path, principal },
  { projects, invitations, clock },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'manage');
  const invitation = await invitations.byId(path.invitationId, project.id);
  invitation.withdraw(clock.now());
  return { status: 204 };
};

export const acceptInvitation: Operation<'acceptInvitation'> = async (
  { body, principal },
  { accounts, members, invitations, secrets, audit, clock },
) => {
  const account = await accounts.byId(accountOf(principal));
  account.ensureVerified();
  const invitation = await invitations.byDigest(secrets.digest(body.token));
  if (invitation === undefined) throw new NotFoundError('There is no such invitation, or it is over. Ask for another.');
  audit.concerns('invitation', invitation.id);
  // Members have no open invitation: none is sent to them, and there is one at a time.
  const member = invitation.accept(account, clock.now());
  members.add(member);
  return { status: 200, body: answer(presentMembership(member)) };
};

/** What somebody is a member of, and as what. */
export function presentMembership({ projectId, role, joinedAt }: Member) {
  return { projectId, role, joinedAt: joinedAt.toISOString() };
}

/** An invitation as the contract has it. */
export function presentInvitation({ id, projectId, email, role, invitedBy, createdAt, expiresAt }: Invitation) {
  return {
    id,
    projectId,
    email,
    role,
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
