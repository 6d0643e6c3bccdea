import type { ProjectViews } from '../../domain/project/projects.ts';
import type { EntityManager } from './database.ts';
import { deskReads, orderOf, projectsOf } from './desk-reads.ts';
import { noProject } from './project.repository.ts';
import { hasWords, searchQuery } from './search.ts';

const COLUMNS = [
  'id',
  'key',
  'name',
  'description',
  'status',
  'createdAt',
  'updatedAt',
  'archivedAt',
  'version',
] as const;

/** Projects as they are shown. */
export function projectReadModel(em: EntityManager): ProjectViews {
  const reads = deskReads(em);
  return {
    visibleTo: async (principal, id) =>
      (await reads
        .selectFrom('projects')
        .select(COLUMNS)
        .where('id', '=', id)
        .where('id', 'in', projectsOf(reads, principal))
        .executeTakeFirst()) ?? noProject(id),

    async page(principal, { page, limit, sort, status, search }) {
      const words = search === undefined ? undefined : searchQuery(search);
      let found = reads.selectFrom('projects').where('id', 'in', projectsOf(reads, principal));
      if (status !== undefined) found = found.where('status', '=', status);
      if (words !== undefined) found = found.where(hasWords(words));
      const [property, direction] = orderOf(sort);
      const entries = await found
        .select(COLUMNS)
        .orderBy(property, direction)
        .orderBy('id')
        .limit(limit)
        .offset((page - 1) * limit)
        .execute();
      const { total } = await found.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow();
      return { entries, page, limit, total: Number(total) };
    },
  };
}
