import { LockMode } from '@mikro-orm/core';
import { NotFoundError } from '../../domain/errors.ts';
import { Project } from '../../domain/project/project.ts';
import type { Projects } from '../../domain/project/projects.ts';
import type { EntityManager } from './database.ts';

/** Projects of one unit of work; reading one locks its row until the transaction ends. */
export function projectRepository(em: EntityManager): Projects {
  return {
    byId: async (id) => (await em.findOne(Project, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? noProject(id),
    add: (project) => void em.persist(project),
    remove: (project) => void em.remove(project),
  };
}

/** Says that there is none, alike for reads and writes. */
export function noProject(id: string): never {
  throw new NotFoundError(`There is no project ${id}.`);
}
