import type { Handlers } from '../infra/http/operation.ts';
import {
  createBacklogItem,
  deleteBacklogItem,
  getBacklogItem,
  listBacklogItems,
  updateBacklogItem,
} from './backlog-items.ts';
import {
  archiveProject,
  createProject,
  deleteProject,
  getProject,
  listProjects,
  restoreProject,
  updateProject,
} from './projects.ts';
import { getSystem } from './system.ts';

/** Every operation of the contract and who answers it; one that is missing or misnamed does not compile. */
export const handlers = {
  getSystem,
  listProjects,
  createProject,
  getProject,
  updateProject,
  deleteProject,
  archiveProject,
  restoreProject,
  listBacklogItems,
  createBacklogItem,
  getBacklogItem,
  updateBacklogItem,
  deleteBacklogItem,
} satisfies Handlers;
