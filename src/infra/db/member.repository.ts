import { LockMode } from '@mikro-orm/core';
import { NotFoundError } from '../../domain/errors.ts';
import { Invitation } from '../../domain/member/invitation.ts';
import { Member } from '../../domain/member/member.ts';
import type { Invitations, Members } from '../../domain/member/members.ts';
import { Project } from '../../domain/project/project.ts';
import type { EntityManager } from './database.ts';

const HELD = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

/** Members of one unit of work. */
export function memberRepository(em: EntityManager): Members {
  return {
    find: async (projectId, accountId) => (await em.findOne(Member, { projectId, accountId })) ?? undefined,
    of: (projectId) => em.find(Member, { projectId }, { orderBy: { joinedAt: 'asc', accountId: 'asc' } }),
    ownersBesides: async (projectId, accountId) => {
      // Two owners who leave at once come one after the other: the second finds that nobody else is left.
      await em.findOne(Project, { id: projectId }, HELD);
      return em.count(Member, { projectId, accountId: { $ne: accountId }, role: 'owner' });
    },
    adoptOrphans: async (accountId, now) => {
      await em.execute(
        `insert into desk.members (project_id, account_id, role, joined_at)
         select id, ?, 'owner', ? from desk.projects project
         where not exists (select from desk.members where project_id = project.id and role = 'owner')`,
        [accountId, now],
      );
    },
    ofAccount: (accountId) => em.find(Member, { accountId }, { orderBy: { projectId: 'asc' } }),
    add: (member) => void em.persist(member),
    remove: (member) => void em.remove(member),
  };
}

/** Invitations of one unit of work. */
export function invitationRepository(em: EntityManager): Invitations {
  return {
    byId: async (id, projectId) => {
      const invitation = await em.findOne(Invitation, { id, projectId }, HELD);
      if (invitation === null) throw new NotFoundError(`There is no invitation ${id}.`);
      return invitation;
    },
    byDigest: async (digest) => (await em.findOne(Invitation, { digest }, HELD)) ?? undefined,
    openOf: (projectId, emailIndex, now) =>
      em.find(
        Invitation,
        { projectId, emailIndex, acceptedAt: null, withdrawnAt: null, expiresAt: { $gt: now } },
        { orderBy: { createdAt: 'desc', id: 'desc' }, ...HELD },
      ),
    add: (invitation) => void em.persist(invitation),
  };
}
