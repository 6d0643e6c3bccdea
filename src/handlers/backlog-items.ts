import { BacklogItem } from '../domain/backlog-item/backlog-item.ts';
import type { BacklogItemView } from '../domain/backlog-item/backlog-items.ts';
import type { Operation } from '../infra/http/operation.ts';
import { assertMatch, entityTag } from './entity-tag.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listBacklogItems: Operation<'listBacklogItems'> = async (
  { path, query, basePath, principal },
  { backlogItemViews },
) => {
  // The contract's defaults: validation has filled them in, which its types do not tell.
  const page = await backlogItemViews.page(principal, path.projectId, {
    page: 1,
    limit: 20,
    sort: '-priority',
    ...query,
  });
  const headers = { Link: pageLinks(`${basePath}/projects/${path.projectId}/backlog-items`, query, page) };
  return { status: 200, headers, body: answerPage(page, present) };
};

export const createBacklogItem: Operation<'createBacklogItem'> = async (
  { path, body, basePath, principal },
  { projects, backlogItems, audit, clock, ids },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  const item = new BacklogItem(ids.next(), project, body, clock.now());
  backlogItems.add(item);
  audit.concerns('backlog-item', item.id);
  const location = `${basePath}/projects/${project.id}/backlog-items/${item.id}`;
  return { status: 201, headers: { ETag: entityTag(item), Location: location }, body: answer(present(item)) };
};

export const getBacklogItem: Operation<'getBacklogItem'> = async ({ path, principal }, { backlogItemViews }) =>
  shown(await backlogItemViews.visibleTo(principal, path.projectId, path.backlogItemId));

export const updateBacklogItem: Operation<'updateBacklogItem'> = async (
  { path, headers, body, principal },
  { projects, backlogItems, clock },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  const item = await backlogItems.byId(project.id, path.backlogItemId);
  assertMatch(headers, item);
  item.change(project, body, clock.now());
  return shown(item);
};

export const deleteBacklogItem: Operation<'deleteBacklogItem'> = async (
  { path, headers, principal },
  { projects, backlogItems },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  const item = await backlogItems.byId(project.id, path.backlogItemId);
  assertMatch(headers, item);
  item.assertDeletable(project);
  backlogItems.remove(item);
  return { status: 204 };
};

function shown(item: BacklogItemView) {
  return { status: 200 as const, headers: { ETag: entityTag(item) }, body: answer(present(item)) };
}

function present(item: BacklogItemView) {
  return {
    id: item.id,
    projectId: item.projectId,
    title: item.title,
    userStory: item.userStory,
    apiRequirements: item.apiRequirements,
    businessRules: item.businessRules,
    dataRequirements: item.dataRequirements,
    acceptanceCriteria: item.acceptanceCriteria,
    priority: item.priority,
    status: item.status,
    createdAt: item.createdAt.toISOString(),
    updatedAt: item.updatedAt.toISOString(),
  };
}
