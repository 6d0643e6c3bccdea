import { accountOf } from '../domain/account/principal.ts';
import { Member } from '../domain/member/member.ts';
import { Project } from '../domain/project/project.ts';
import type { ProjectView } from '../domain/project/projects.ts';
import type { Operation } from '../infra/http/operation.ts';
import { assertMatch, entityTag } from './entity-tag.ts';
import { answer, answerPage } from './envelope.ts';
import { pageLinks } from './page-links.ts';

export const listProjects: Operation<'listProjects'> = async ({ query, basePath, principal }, { projectViews }) => {
  // The contract's defaults: validation has filled them in, which its types do not tell.
  const page = await projectViews.page(principal, { page: 1, limit: 20, sort: '-createdAt', ...query });
  const headers = { Link: pageLinks(`${basePath}/projects`, query, page) };
  return { status: 200, headers, body: answerPage(page, present) };
};

export const createProject: Operation<'createProject'> = (
  { body, basePath, principal },
  { projects, members, audit, clock, ids },
) => {
  const now = clock.now();
  const accountId = accountOf(principal);
  const project = new Project(ids.next(), body, now);
  projects.add(project);
  members.add(new Member({ projectId: project.id, accountId, role: 'owner', now }));
  audit.concerns('project', project.id);
  const headers = { ETag: entityTag(project), Location: `${basePath}/projects/${project.id}` };
  return { status: 201, headers, body: answer(present(project)) };
};

export const getProject: Operation<'getProject'> = async ({ path, principal }, { projectViews }) =>
  shown(await projectViews.visibleTo(principal, path.projectId));

export const updateProject: Operation<'updateProject'> = async (
  { path, headers, body, principal },
  { projects, clock },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  assertMatch(headers, project);
  project.change(body, clock.now());
  return shown(project);
};

export const deleteProject: Operation<'deleteProject'> = async ({ path, headers, principal }, { projects }) => {
  const project = await projects.visibleTo(principal, path.projectId, 'manage');
  assertMatch(headers, project);
  project.assertDeletable();
  projects.remove(project);
  return { status: 204 };
};

export const archiveProject: Operation<'archiveProject'> = async (
  { path, headers, principal },
  { projects, clock },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  assertMatch(headers, project);
  project.archive(clock.now());
  return shown(project);
};

export const restoreProject: Operation<'restoreProject'> = async (
  { path, headers, principal },
  { projects, clock },
) => {
  const project = await projects.visibleTo(principal, path.projectId, 'write');
  assertMatch(headers, project);
  project.restore(clock.now());
  return shown(project);
};

function shown(project: ProjectView) {
  return { status: 200 as const, headers: { ETag: entityTag(project) }, body: answer(present(project)) };
}

function present({ id, key, name, description, status, createdAt, updatedAt, archivedAt }: ProjectView) {
  return {
    id,
    key,
    name,
    description,
    status,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}
