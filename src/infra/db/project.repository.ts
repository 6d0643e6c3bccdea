import { LockMode } from '@mikro-orm/core';
import { accountOf } from '../../domain/account/principal.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { Member } from '../../domain/member/member.ts';
import { Project } from '../../domain/project/project.ts';
import type { Projects } from '../../domain/project/projects.ts';
import type { EntityManager } from './database.ts';

/** Projects of one unit of work; reading one locks its row until the transaction ends. */
export function projectRepository(em: EntityManager): Projects {
  return {
    visibleTo: async (principal, id, action) => {
      const key = { projectId: id, accountId: accountOf(principal) };
      // Callers who are not members must not be able to hold the row of a project.
      if ((await em.findOne(Member, key)) === null) return noProject(id);
      const project = await em.findOne(Project, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      // Read again: the wait for the lock may have been for whoever removed this member or changed the role.
      const member = await em.findOne(Member, key, { refresh: true });
      if (project === null || member === null) return noProject(id);
      member.ensureMay(action);
      return project;
    },
    add: (project) => void em.persist(project),
    remove: (project) => void em.remove(project),
  };
}

/** Says that there is none, alike for reads and writes. */
export function noProject(id: string): never {
  throw new NotFoundError(`There is no project ${id}.`);
}
