import type { Principal } from '../account/principal.ts';
import type { ProjectAction } from '../member/member.ts';
import type { Page, PageRequest } from '../page.ts';
import type { Project, ProjectStatus } from './project.ts';

/** Projects that are about to change. */
export interface Projects {
  /**
   * The project, which nobody else changes until this unit of work ends.
   * @throws NotFoundError when there is none, or whoever asks is no member of it
   * @throws ForbiddenError when their role does not allow the action
   */
  visibleTo(principal: Principal | undefined, id: string, action: ProjectAction): Promise<Project>;
  /** Its key may turn out to be taken when the unit of work ends, which is a ConflictError. */
  add(project: Project): void;
  /** Removes the project and its whole backlog. */
  remove(project: Project): void;
}

/** What there is to see of a project. */
export type ProjectView = Readonly<
  Pick<Project, 'id' | 'key' | 'name' | 'description' | 'status' | 'createdAt' | 'updatedAt' | 'archivedAt' | 'version'>
>;

type ProjectOrder = 'createdAt' | 'updatedAt' | 'name' | 'key';

interface ProjectQuery extends PageRequest {
  /** A leading minus turns the order round. */
  sort: ProjectOrder | `-${ProjectOrder}`;
  status?: ProjectStatus | undefined;
  /** Beginnings of words in name, key and description; all must occur. */
  search?: string | undefined;
}

/** Projects that are only shown. */
export interface ProjectViews {
  /** @throws NotFoundError when there is none, or whoever asks is no member of it */
  visibleTo(principal: Principal | undefined, id: string): Promise<ProjectView>;
  /** Projects that whoever asks is a member of. */
  page(principal: Principal | undefined, query: ProjectQuery): Promise<Page<ProjectView>>;
}
