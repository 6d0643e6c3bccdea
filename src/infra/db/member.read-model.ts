import { Account } from '../../domain/account/account.ts';
import { accountOf } from '../../domain/account/principal.ts';
import { Invitation } from '../../domain/member/invitation.ts';
import { Member } from '../../domain/member/member.ts';
import type { InvitationViews, MemberViews } from '../../domain/member/member-views.ts';
import type { PageRequest } from '../../domain/page.ts';
import type { EntityManager } from './database.ts';
import { pageOf, windowOf } from './entity-pages.ts';
import { noProject } from './project.repository.ts';

/** Members as they are shown: with the names of the people. */
export function memberReadModel(em: EntityManager): MemberViews {
  return {
    page: async (projectId, page) => {
      const found = await pageOf(
        em.findAndCount(Member, { projectId }, { orderBy: { joinedAt: 'asc', accountId: 'asc' }, ...windowOf(page) }),
        page,
      );
      const accounts = await em.find(Account, { id: { $in: found.entries.map(({ accountId }) => accountId) } });
      const people = new Map(accounts.map((account) => [account.id, account]));
      const entries = found.entries.flatMap(({ accountId, role, joinedAt }) => {
        const person = people.get(accountId);
        return person === undefined
          ? []
          : [{ projectId, accountId, role, joinedAt, name: person.name, email: person.email }];
      });
      return { ...found, entries };
    },
    ensureMay: async (principal, projectId, action) => {
      const member = await em.findOne(Member, { projectId, accountId: accountOf(principal) });
      if (member === null) return noProject(projectId);
      member.ensureMay(action);
    },
    ofAccount: (accountId, page) =>
      pageOf(
        em.findAndCount(Member, { accountId }, { orderBy: { joinedAt: 'asc', projectId: 'asc' }, ...windowOf(page) }),
        page,
      ),
  };
}

/** Invitations as they are shown. */
export function invitationReadModel(em: EntityManager): InvitationViews {
  const oldestFirst = (where: { emailIndex: string } | { invitedBy: string }, page: PageRequest) =>
    pageOf(em.findAndCount(Invitation, where, { orderBy: { createdAt: 'asc', id: 'asc' }, ...windowOf(page) }), page);
  return {
    page: (projectId, now, page) =>
      pageOf(
        em.findAndCount(
          Invitation,
          { projectId, acceptedAt: null, withdrawnAt: null, expiresAt: { $gt: now } },
          { orderBy: { createdAt: 'desc', id: 'desc' }, ...windowOf(page) },
        ),
        page,
      ),
    ofAddress: (emailIndex, page) => oldestFirst({ emailIndex }, page),
    sentBy: (invitedBy, page) => oldestFirst({ invitedBy }, page),
  };
}
