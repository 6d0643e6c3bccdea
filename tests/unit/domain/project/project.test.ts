import { expect, test } from '@jest/globals';
import { ConflictError } from '../../../../src/domain/errors.ts';
import { Project } from '../../../../src/domain/project/project.ts';

const MONDAY = new Date('2026-11-16T09:00:00Z');
const TUESDAY = new Date('2026-11-17T09:00:00Z');
const WEDNESDAY = new Date('2026-11-18T09:00:00Z');

function createProject(): Project {
  return new Project('p1', { key: 'WEB', name: 'Web shop', description: 'What customers see.' }, MONDAY);
}

const CREATED = {
  id: 'p1',
  key: 'WEB',
  name: 'Web shop',
  description: 'What customers see.',
  status: 'active',
  createdAt: MONDAY,
  updatedAt: MONDAY,
  archivedAt: null,
  version: 1,
};

test('a project starts out active, in its first version', () => {
  expect(snapshot(createProject())).toEqual(CREATED);
});

test('a change keeps what it leaves out, and makes a new version', () => {
  const project = createProject();

  project.change({ description: '' }, TUESDAY);

  expect(snapshot(project)).toEqual({ ...CREATED, description: '', updatedAt: TUESDAY, version: 2 });
});

test('an archived project refuses every change until it is restored', () => {
  const project = createProject();
  project.archive(TUESDAY);
  const archived = snapshot(project);

  expect(() => {
    project.change({ name: 'Another' }, WEDNESDAY);
  }).toThrow(ConflictError);
  expect(() => {
    project.archive(WEDNESDAY);
  }).toThrow(ConflictError);
  expect(() => {
    project.assertActive();
  }).toThrow(ConflictError);
  expect(snapshot(project)).toEqual(archived);
  expect(archived).toEqual({ ...CREATED, status: 'archived', updatedAt: TUESDAY, archivedAt: TUESDAY, version: 2 });

  project.restore(WEDNESDAY);

  expect(snapshot(project)).toEqual({ ...CREATED, updatedAt: WEDNESDAY, version: 3 });
});

test('an active project cannot be restored', () => {
  expect(() => {
    createProject().restore(TUESDAY);
  }).toThrow('Project WEB is active already.');
});

test('only an archived project can be deleted', () => {
  const project = createProject();
  expect(() => {
    project.assertDeletable();
  }).toThrow(ConflictError);

  project.archive(TUESDAY);

  expect(() => {
    project.assertDeletable();
  }).not.toThrow();
});

function snapshot(project: Project): object {
  return { ...(project as object) };
}
