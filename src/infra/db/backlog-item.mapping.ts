import { defineEntity, p } from '@mikro-orm/core';
import { BacklogItem } from '../../domain/backlog-item/backlog-item.ts';
import type { ApiRequirement, BacklogItemPriority, DataRequirement } from '../../domain/backlog-item/content.ts';
import { Project } from '../../domain/project/project.ts';
import type { BacklogItemStatus } from '../../domain/backlog-item/status.ts';

/** How backlog items are kept; see `projectMapping` for `version`. Lists are always replaced as a whole, so they are jsonb. */
export const backlogItemMapping = defineEntity({
  class: BacklogItem,
  schema: 'desk',
  tableName: 'backlog_items',
  properties: {
    id: p.uuid().primary(),
    // Known as a relation, so that a project is written before its items and removed after them.
    projectId: () => p.manyToOne(Project).mapToPk().fieldName('project_id'),
    title: p.text(),
    userStory: p.text().nullable(),
    apiRequirements: p.json<ApiRequirement[]>(),
    businessRules: p.json<string[]>(),
    dataRequirements: p.json<DataRequirement[]>(),
    acceptanceCriteria: p.json<string[]>(),
    priority: p.text().$type<BacklogItemPriority>(),
    status: p.text().$type<BacklogItemStatus>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    version: p.integer().concurrencyCheck(),
  },
});
