import { LockMode } from '@mikro-orm/core';
import { BacklogItem } from '../../domain/backlog-item/backlog-item.ts';
import type { BacklogItems } from '../../domain/backlog-item/backlog-items.ts';
import { NotFoundError } from '../../domain/errors.ts';
import type { EntityManager } from './database.ts';

/** Backlog items of one unit of work; reading one locks its row until the transaction ends. */
export function backlogItemRepository(em: EntityManager): BacklogItems {
  return {
    byId: async (projectId, id) =>
      (await em.findOne(BacklogItem, { id, projectId }, { lockMode: LockMode.PESSIMISTIC_WRITE })) ??
      noBacklogItem(projectId, id),
    add: (item) => void em.persist(item),
    remove: (item) => void em.remove(item),
  };
}

/** Says that there is none, alike for reads and writes. */
export function noBacklogItem(projectId: string, id: string): never {
  throw new NotFoundError(`Project ${projectId} has no backlog item ${id}.`);
}
