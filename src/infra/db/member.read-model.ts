import { Account } from '../../domain/account/account.ts';
import { accountOf } from '../../domain/account/principal.ts';
import { Invitation } from '../../domain/member/invitation.ts';
import { Member } from '../../domain/member/member.ts';
import type { InvitationViews, MemberViews } from '../../domain/member/member-views.ts';
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
    ofAccount: (accountId) => em.find(Member, { accountId }, { orderBy: { joinedAt: 'asc', projectId: 'asc' } }),
  };
}

/** Invitations as they are shown. */
export function invitationReadModel(em: EntityManager): InvitationViews {
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
    ofAddress: (emailIndex) => em.find(Invitation, { emailIndex }, { orderBy: { createdAt: 'asc', id: 'asc' } }),
    sentBy: (invitedBy) => em.find(Invitation, { invitedBy }, { orderBy: { createdAt: 'asc', id: 'asc' } }),
  };
}
