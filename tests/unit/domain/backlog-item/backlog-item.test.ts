import { describe, expect, test } from '@jest/globals';
import { BacklogItem, type BacklogItemChange } from '../../../../src/domain/backlog-item/backlog-item.ts';
import type { BacklogItemContent } from '../../../../src/domain/backlog-item/content.ts';
import type { BacklogItemStatus } from '../../../../src/domain/backlog-item/status.ts';
import { ConflictError, RuleError, type DomainError } from '../../../../src/domain/errors.ts';
import { Project } from '../../../../src/domain/project/project.ts';

const MONDAY = new Date('2026-11-16T09:00:00Z');
const TUESDAY = new Date('2026-11-17T09:00:00Z');

const DRAFT: BacklogItemContent = {
  title: 'Customers see their parcel',
  userStory: null,
  apiRequirements: [],
  businessRules: [],
  dataRequirements: [],
  acceptanceCriteria: [],
  priority: 'medium',
};
const COMPLETE = { ...DRAFT, userStory: 'As a customer I want to see it.', acceptanceCriteria: ['It is shown.'] };
const STATUSES: BacklogItemStatus[] = ['draft', 'ready', 'in-progress', 'done'];

function createProject(): Project {
  return new Project('p1', { key: 'WEB', name: 'Web shop', description: '' }, MONDAY);
}

/** An item that got to the status by the steps that lead there. */
function createItem(project: Project, content: BacklogItemContent, status: BacklogItemStatus = 'draft'): BacklogItem {
  const item = new BacklogItem('i1', project, content, MONDAY);
  for (const step of STATUSES.slice(1, STATUSES.indexOf(status) + 1)) item.change(project, { status: step }, MONDAY);
  return item;
}

test('an item is filed as a draft of its project', () => {
  expect(snapshot(createItem(createProject(), DRAFT))).toEqual({
    ...DRAFT,
    id: 'i1',
    projectId: 'p1',
    status: 'draft',
    createdAt: MONDAY,
    updatedAt: MONDAY,
    version: 1,
  });
});

test('a change keeps what it leaves out, and makes a new version', () => {
  const project = createProject();
  const item = createItem(project, COMPLETE);
  const before = snapshot(item);

  item.change(project, { userStory: null, priority: 'urgent' }, TUESDAY);

  expect(snapshot(item)).toEqual({ ...before, userStory: null, priority: 'urgent', updatedAt: TUESDAY, version: 2 });
});

describe('status goes one step at a time, forth or back', () => {
  const allowed = new Set(['draft>ready', 'ready>in-progress', 'in-progress>done']);
  const steps = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to }))).filter(({ from, to }) => from !== to);

  test.each(steps)('$from -> $to', ({ from, to }) => {
    const project = createProject();
    const item = createItem(project, COMPLETE, from);
    const isAllowed = allowed.has(`${from}>${to}`) || allowed.has(`${to}>${from}`);

    expect(refusalOf(item, project, { status: to })?.code).toBe(isAllowed ? undefined : 'CONFLICT');
    expect(item.status).toBe(isAllowed ? to : from);
  });
});

describe('beyond a draft, an item has a user story and an acceptance criterion', () => {
  const story = { field: 'body.userStory', message: 'must be given' };
  const criterion = { field: 'body.acceptanceCriteria', message: 'must hold at least one criterion' };
  const cases: {
    title: string;
    from: BacklogItemStatus;
    content: BacklogItemContent;
    change: BacklogItemChange;
    details: object[];
  }[] = [
    {
      title: 'both are missing',
      from: 'draft',
      content: DRAFT,
      change: { status: 'ready' },
      details: [story, criterion],
    },
    {
      title: 'the story comes with the step, no criterion',
      from: 'draft',
      content: DRAFT,
      change: { status: 'ready', userStory: 'As somebody I want it.' },
      details: [criterion],
    },
    { title: 'it loses its story', from: 'ready', content: COMPLETE, change: { userStory: null }, details: [story] },
    {
      title: 'it loses its criteria',
      from: 'in-progress',
      content: COMPLETE,
      change: { acceptanceCriteria: [] },
      details: [criterion],
    },
  ];

  test.each(cases)('$title', ({ from, content, change, details }) => {
    const project = createProject();
    const item = createItem(project, content, from);
    const before = snapshot(item);

    const refusal = refusalOf(item, project, change);

    expect(refusal).toBeInstanceOf(RuleError);
    expect(refusal?.details).toEqual(details);
    expect(snapshot(item)).toEqual(before);
  });

  test('they may come with the step that needs them', () => {
    const project = createProject();
    const item = createItem(project, DRAFT);

    item.change(project, { ...COMPLETE, status: 'ready' }, TUESDAY);

    expect(item.status).toBe('ready');
  });

  test('an item that becomes a draft again may lose them', () => {
    const project = createProject();
    const item = createItem(project, COMPLETE, 'ready');

    item.change(project, { status: 'draft', userStory: null }, TUESDAY);

    expect(item).toMatchObject({ status: 'draft', userStory: null });
  });
});

test('what is done changes only together with the step back', () => {
  const project = createProject();
  const item = createItem(project, COMPLETE, 'done');

  expect(refusalOf(item, project, { priority: 'low' })).toBeInstanceOf(ConflictError);
  expect(refusalOf(item, project, { priority: 'low', status: 'done' })).toBeInstanceOf(ConflictError);
  expect(refusalOf(item, project, { priority: 'low', status: 'in-progress' })).toBeUndefined();
  expect(item).toMatchObject({ priority: 'low', status: 'in-progress' });
});

test('a property of a resource is listed once, in what is filed and in what is changed', () => {
  const project = createProject();
  const place = { resource: 'Parcel', property: 'place', dataType: 'string', isRequired: true } as const;
  const dataRequirements = [place, { ...place, property: 'weight' }, { ...place, dataType: 'number' as const }];
  const details = [{ field: 'body.dataRequirements.2', message: 'repeats Parcel.place' }];

  expect(() => createItem(project, { ...DRAFT, dataRequirements })).toThrow(expect.objectContaining({ details }));
  expect(refusalOf(createItem(project, DRAFT), project, { dataRequirements })?.details).toEqual(details);
});

test('an archived project takes no item, and its items neither change nor go', () => {
  const project = createProject();
  const item = createItem(project, DRAFT);
  project.archive(TUESDAY);

  expect(() => createItem(project, DRAFT)).toThrow(ConflictError);
  expect(refusalOf(item, project, { title: 'Another' })).toBeInstanceOf(ConflictError);
  expect(() => {
    item.assertDeletable(project);
  }).toThrow(ConflictError);
});

test.each(STATUSES)('an item that is %s can be deleted, unless it is in progress', (status) => {
  const project = createProject();
  const item = createItem(project, COMPLETE, status);
  const deleting = expect(() => {
    item.assertDeletable(project);
  });

  if (status === 'in-progress') deleting.toThrow(ConflictError);
  else deleting.not.toThrow();
});

function refusalOf(item: BacklogItem, project: Project, change: BacklogItemChange): DomainError | undefined {
  try {
    item.change(project, change, TUESDAY);
    return undefined;
  } catch (error) {
    return error as DomainError;
  }
}

function snapshot(item: BacklogItem): object {
  return { ...(item as object) };
}
