import type { BacklogItems, BacklogItemViews } from './backlog-item/backlog-items.ts';
import type { Projects, ProjectViews } from './project/projects.ts';

/** What is running here. */
export interface System {
  readonly name: string;
  readonly version: string;
  readonly database: 'pglite' | 'postgresql';
  readonly startedAt: Date;
}

/** What the outside supplies to the business for the time of one request: one unit of work, one identity map. */
export interface Services {
  projects: Projects;
  projectViews: ProjectViews;
  backlogItems: BacklogItems;
  backlogItemViews: BacklogItemViews;
  system: System;
  clock: { now(): Date };
  ids: { next(): string };
}
