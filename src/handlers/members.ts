import { accountOf } from '../domain/account/principal.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { Member } from '../domain/member/member.ts';
import type { MemberView } from '../domain/member/member-views.ts';
import type { Members } from '../domain/member/members.ts';
import type { Operation } from '../infra/http/operation.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listMembers: Operation<'listMembers'> = async (
  { path, query, basePath, principal },
  { projectViews, memberViews },
) => {
  const project = await projectViews.visibleTo(principal, path.projectId);
  const page = await memberViews.page(project.id, { page: 1, limit: 20, ...query });
  const headers = { Link: pageLinks(`${basePath}/projects/${project.id}/members`, query, page) };
  return { status: 200, headers, body: answerPage(page, (view) => present(view, view)) };
};

export const updateMember: Operation<'updateMember'> = async (
  { path, body, principal },
  { projects, members, accounts, audit },
) => {
  audit.concerns('member', `${path.projectId}:${path.userId}`);
  const project = await projects.visibleTo(principal, path.projectId, 'manage');
  const member = await memberOf(members, project.id, path.userId);
  member.changeRole(body.role, await members.ownersBesides(project.id, member.accountId));
  return { status: 200, body: answer(present(member, await accounts.byId(member.accountId))) };
};

export const deleteMember: Operation<'deleteMember'> = async ({ path, principal }, { projects, members, audit }) => {
  audit.concerns('member', `${path.projectId}:${path.userId}`);
  const isLeaving = path.userId === accountOf(principal);
  const project = await projects.visibleTo(principal, path.projectId, isLeaving ? 'read' : 'manage');
  const member = await memberOf(members, project.id, path.userId);
  member.leave(await members.ownersBesides(project.id, member.accountId));
  members.remove(member);
  return { status: 204 };
};

async function memberOf(members: Members, projectId: string, accountId: string): Promise<Member> {
  const member = await members.find(projectId, accountId);
  if (member !== undefined) return member;
  throw new NotFoundError(`User ${accountId} is no member of project ${projectId}.`);
}

function present(
  { accountId, role, joinedAt }: Pick<MemberView, 'accountId' | 'role' | 'joinedAt'>,
  { name, email }: Pick<MemberView, 'name' | 'email'>,
) {
  return { userId: accountId, name, email, role, joinedAt: joinedAt.toISOString() };
}
