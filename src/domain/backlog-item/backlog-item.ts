import { ConflictError } from '../errors.ts';
import type { Project } from '../project/project.ts';
import {
  assertComplete,
  assertNoRepetition,
  type ApiRequirement,
  type BacklogItemContent,
  type BacklogItemPriority,
  type DataRequirement,
} from './content.ts';
import { isStep, type BacklogItemStatus } from './status.ts';

export type BacklogItemChange = Partial<BacklogItemContent> & { status?: BacklogItemStatus };

/** What somebody needs of a project, from a first draft to done. */
export class BacklogItem implements BacklogItemContent {
  readonly id: string;
  readonly projectId: string;
  title: string;
  userStory: string | null;
  apiRequirements: ApiRequirement[];
  businessRules: string[];
  dataRequirements: DataRequirement[];
  acceptanceCriteria: string[];
  priority: BacklogItemPriority;
  status: BacklogItemStatus = 'draft';
  readonly createdAt: Date;
  updatedAt: Date;
  /** Counts the states it has been in; two readers of one version have read the same. */
  version = 1;

  /**
   * Files a draft.
   * @throws ConflictError when the project is archived; RuleError when a data requirement is listed twice
   */
  constructor(id: string, project: Project, content: BacklogItemContent, now: Date) {
    project.assertActive();
    assertNoRepetition(content);
    this.id = id;
    this.projectId = project.id;
    this.title = content.title;
    this.userStory = content.userStory;
    this.apiRequirements = content.apiRequirements;
    this.businessRules = content.businessRules;
    this.dataRequirements = content.dataRequirements;
    this.acceptanceCriteria = content.acceptanceCriteria;
    this.priority = content.priority;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /**
   * Changes what it says and where it stands, in one go: a story may be added with the step that needs it.
   *
   * @param project the project it belongs to
   * @throws ConflictError when the project is archived, the step is none, or the item is done and stays so
   * @throws RuleError when it would stand further than its content allows
   */
  change(project: Project, change: BacklogItemChange, now: Date): void {
    const {
      title = this.title,
      userStory = this.userStory,
      apiRequirements = this.apiRequirements,
      businessRules = this.businessRules,
      dataRequirements = this.dataRequirements,
      acceptanceCriteria = this.acceptanceCriteria,
      priority = this.priority,
      status = this.status,
    } = change;
    project.assertActive();
    this.assertStep(status);
    assertNoRepetition({ dataRequirements });
    if (status !== 'draft') assertComplete({ userStory, acceptanceCriteria }, status);
    this.title = title;
    this.userStory = userStory;
    this.apiRequirements = apiRequirements;
    this.businessRules = businessRules;
    this.dataRequirements = dataRequirements;
    this.acceptanceCriteria = acceptanceCriteria;
    this.priority = priority;
    this.status = status;
    this.updatedAt = now;
    this.version += 1;
  }

  /** Work in progress is not thrown away. @throws ConflictError when it is in progress, or the project is archived */
  assertDeletable(project: Project): void {
    project.assertActive();
    if (this.status !== 'in-progress') return;
    throw new ConflictError('The backlog item is in progress. Take it back to "ready" to delete it.');
  }

  private assertStep(to: BacklogItemStatus): void {
    if (this.status === 'done' && to === 'done') {
      throw new ConflictError('The backlog item is done. Take it back to "in-progress" to change it.');
    }
    if (to === this.status || isStep(this.status, to)) return;
    throw new ConflictError(`A backlog item does not go from "${this.status}" to "${to}" in one step.`, [
      { field: 'body.status', message: 'must be one step away, forth or back: draft, ready, in-progress, done' },
    ]);
  }
}
