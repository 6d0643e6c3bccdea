import type { Principal } from '../account/principal.ts';
import type { Page, PageRequest } from '../page.ts';
import type { BacklogItem } from './backlog-item.ts';
import type { BacklogItemContent, BacklogItemPriority } from './content.ts';
import type { BacklogItemStatus } from './status.ts';

/** Backlog items that are about to change. */
export interface BacklogItems {
  /**
   * The item of that project, which nobody else changes until this unit of work ends.
   * @throws NotFoundError when the project has no such item
   */
  byId(projectId: string, id: string): Promise<BacklogItem>;
  add(item: BacklogItem): void;
  remove(item: BacklogItem): void;
}

/** What there is to see of a backlog item. */
export type BacklogItemView = Readonly<
  BacklogItemContent & Pick<BacklogItem, 'id' | 'projectId' | 'status' | 'createdAt' | 'updatedAt' | 'version'>
>;

type BacklogItemOrder = 'priority' | 'createdAt' | 'updatedAt' | 'title';

interface BacklogItemQuery extends PageRequest {
  /** A leading minus turns the order round. */
  sort: BacklogItemOrder | `-${BacklogItemOrder}`;
  status?: BacklogItemStatus | undefined;
  priority?: BacklogItemPriority | undefined;
  /** Beginnings of words in title and user story; all must occur. */
  search?: string | undefined;
}

/** Backlog items that are only shown. */
export interface BacklogItemViews {
  /** @throws NotFoundError when the project has no such item, or whoever asks is no member of it */
  visibleTo(principal: Principal | undefined, projectId: string, id: string): Promise<BacklogItemView>;
  /** @throws NotFoundError when there is no such project, or whoever asks is no member of it */
  page(principal: Principal | undefined, projectId: string, query: BacklogItemQuery): Promise<Page<BacklogItemView>>;
}
