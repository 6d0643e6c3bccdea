import { defineEntity, p } from '@mikro-orm/core';
import { Project, type ProjectStatus } from '../../domain/project/project.ts';

/**
 * How projects are kept. The domain counts `version` itself, since an answer names the new one before anything is
 * written; a write that finds another version than it read is refused (`concurrencyCheck`).
 */
export const projectMapping = defineEntity({
  class: Project,
  schema: 'desk',
  tableName: 'projects',
  properties: {
    id: p.uuid().primary(),
    key: p.text(),
    name: p.text(),
    description: p.text(),
    status: p.text().$type<ProjectStatus>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    archivedAt: p.datetime(3).nullable(),
    version: p.integer().concurrencyCheck(),
  },
});
