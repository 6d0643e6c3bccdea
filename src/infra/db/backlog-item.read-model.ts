import type { Principal } from '../../domain/account/principal.ts';
import type { BacklogItemViews } from '../../domain/backlog-item/backlog-items.ts';
import type { EntityManager } from './database.ts';
import { noBacklogItem } from './backlog-item.repository.ts';
import { deskReads, orderOf, projectsOf } from './desk-reads.ts';
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
  const ensureVisible = async (principal: Principal | undefined, id: string) => {
    const found = await projectsOf(reads, principal).where('projectId', '=', id).executeTakeFirst();
    if (found === undefined) noProject(id);
  };
  return {
    async visibleTo(principal, projectId, id) {
      const found = await reads
        .selectFrom('backlog_items')
        .select(COLUMNS)
        .where('id', '=', id)
        .where('projectId', '=', projectId)
        .where('projectId', 'in', projectsOf(reads, principal))
        .executeTakeFirst();
      if (found !== undefined) return found;
      await ensureVisible(principal, projectId);
      return noBacklogItem(projectId, id);
    },

    async page(principal, projectId, { page, limit, sort, status, priority, search }) {
      const words = search === undefined ? undefined : searchQuery(search);
      let found = reads
        .selectFrom('backlog_items')
        .where('projectId', '=', projectId)
        .where('projectId', 'in', projectsOf(reads, principal));
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
      if (Number(total) === 0) await ensureVisible(principal, projectId);
      return { entries, page, limit, total: Number(total) };
    },
  };
}
