import type { BacklogItemViews } from '../../domain/backlog-item/backlog-items.ts';
import type { EntityManager } from './database.ts';
import { noBacklogItem } from './backlog-item.repository.ts';
import { deskReads, orderOf } from './desk-reads.ts';
import { noProject } from './project.repository.ts';
import { hasWords, searchQuery } from './search.ts';

const COLUMNS = [
  'id',
  'projectId',
  'title',
  'userStory',
  'apiRequirements',
  'businessRules',
  'dataRequirements',
  'acceptanceCriteria',
  'priority',
  'status',
  'createdAt',
  'updatedAt',
  'version',
] as const;

/** Backlog items as they are shown. */
export function backlogItemReadModel(em: EntityManager): BacklogItemViews {
  const reads = deskReads(em);
  const projectExists = (id: string) =>
    reads.selectFrom('projects').select('id').where('id', '=', id).executeTakeFirst();
  return {
    byId: async (projectId, id) =>
      (await reads
        .selectFrom('backlog_items')
        .select(COLUMNS)
        .where('id', '=', id)
        .where('projectId', '=', projectId)
        .executeTakeFirst()) ?? noBacklogItem(projectId, id),

    async page(projectId, { page, limit, sort, status, priority, search }) {
      const words = search === undefined ? undefined : searchQuery(search);
      let found = reads.selectFrom('backlog_items').where('projectId', '=', projectId);
      if (status !== undefined) found = found.where('status', '=', status);
      if (priority !== undefined) found = found.where('priority', '=', priority);
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
      // Only an empty answer leaves it open whether there is such a project at all.
      if (Number(total) === 0 && (await projectExists(projectId)) === undefined) noProject(projectId);
      return { entries, page, limit, total: Number(total) };
    },
  };
}
