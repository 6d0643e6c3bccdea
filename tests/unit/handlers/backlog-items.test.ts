import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loginAs, startDesk, type Desk, type User } from '../support/desk.ts';

const NOBODY = '019aa1b2-7c00-7000-8000-00000000ffff';

const CONTENT = {
  title: 'Customers see where their parcel is',
  userStory: 'As a customer I want to see my parcel, so that I am at home. \u{1F4E6}',
  apiRequirements: [{ method: 'GET', path: '/parcels/{parcelId}', summary: 'Shows one parcel. \u{1F4E6}' }],
  businessRules: ['Only the customer sees it.\nNobody else does.'],
  dataRequirements: [{ resource: 'Parcel', property: 'place', dataType: 'string', isRequired: true }],
  acceptanceCriteria: ['It is shown within a minute.'],
  priority: 'high',
};

let desk: Desk;
let ada: User;
let keys = 0;
/** Path of a fresh project. */
let project: string;

beforeAll(async () => {
  desk = await startDesk();
  ada = await loginAs(desk, 'Ada');
});

afterAll(async () => {
  await desk.close();
});

beforeEach(async () => {
  keys += 1;
  const { body } = await ada.call('POST', '/projects', { key: `P${keys}`, name: 'A project' });
  project = `/projects/${(body as ItemBody).data.id}`;
});

interface ItemBody {
  data: { id: string; title: string };
}

async function fileItem(content: object): Promise<{ path: string; etag: string; body: ItemBody }> {
  const { status, headers, body } = await ada.call('POST', `${project}/backlog-items`, content);
  expect({ status, body }).toMatchObject({ status: 201 });
  const path = `${project}/backlog-items/${(body as ItemBody).data.id}`;
  expect(headers.get('Location')).toBe(`/v1${path}`);
  return { path, etag: String(headers.get('ETag')), body: body as ItemBody };
}

test('a filed item is a draft that says what was said, and is read back as it was answered', async () => {
  const { path, etag, body } = await fileItem(CONTENT);

  expect(body).toMatchObject({
    success: true,
    data: { ...CONTENT, status: 'draft', projectId: project.replace('/projects/', '') },
  });
  const read = await ada.call('GET', path);
  expect({ status: read.status, etag: read.headers.get('ETag'), body: read.body }).toEqual({ status: 200, etag, body });
  expect(read.headers.get('Link')).toBe(`</v1${project}>; rel="project"`);
});

test('a title is enough: the rest has its defaults', async () => {
  const { body } = await fileItem({ title: 'A title' });

  expect(body.data).toMatchObject({
    title: 'A title',
    userStory: null,
    apiRequirements: [],
    businessRules: [],
    dataRequirements: [],
    acceptanceCriteria: [],
    priority: 'medium',
    status: 'draft',
  });
});

test('an item goes from draft to done, and every step is kept', async () => {
  const { path } = await fileItem(CONTENT);

  for (const status of ['ready', 'in-progress', 'done']) {
    expect(await ada.call('PATCH', path, { status })).toMatchObject({ status: 200, body: { data: { status } } });
    expect((await ada.call('GET', path)).body).toMatchObject({ data: { ...CONTENT, status } });
  }
});

test('a step that is none is a conflict', async () => {
  const { path, body } = await fileItem(CONTENT);

  expect(await ada.call('PATCH', path, { status: 'done' })).toMatchObject({
    status: 409,
    body: { success: false, error: { code: 'CONFLICT', details: [{ field: 'body.status' }] } },
  });
  expect((await ada.call('GET', path)).body).toEqual(body);
});

test('what is not complete does not become ready, and the answer says what is missing', async () => {
  const { path, body } = await fileItem({ title: 'A title' });

  expect(await ada.call('PATCH', path, { status: 'ready' })).toMatchObject({
    status: 422,
    body: {
      error: {
        code: 'RULE_VIOLATED',
        details: [{ field: 'body.userStory' }, { field: 'body.acceptanceCriteria' }],
      },
    },
  });
  expect((await ada.call('GET', path)).body).toEqual(body);
});

test('a change with an ETag that is no longer current changes nothing', async () => {
  const { path, etag } = await fileItem(CONTENT);
  const first = await ada.call('PATCH', path, { priority: 'urgent' }, { 'If-Match': etag });

  expect((await ada.call('PATCH', path, { priority: 'low' }, { 'If-Match': etag })).status).toBe(412);
  expect((await ada.call('DELETE', path, undefined, { 'If-Match': etag })).status).toBe(412);
  expect((await ada.call('GET', path)).body).toEqual(first.body);
});

test('a deleted item is gone', async () => {
  const { path } = await fileItem(CONTENT);

  expect(await ada.call('DELETE', path)).toMatchObject({ status: 204, body: undefined });
  expect((await ada.call('GET', path)).status).toBe(404);
  expect((await ada.call('DELETE', path)).status).toBe(404);
});

test('an item is found in its own project only', async () => {
  const { path } = await fileItem(CONTENT);
  const other = (await ada.call('POST', '/projects', { key: 'OTHER', name: 'Other' })).body as ItemBody;
  const elsewhere = path.replace(project, `/projects/${other.data.id}`);

  for (const [method, body] of [['GET'], ['PATCH', { priority: 'low' }], ['DELETE']] as const) {
    expect(await ada.call(method, elsewhere, body)).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND' } },
    });
  }
  expect((await ada.call('GET', `${project}/backlog-items/${NOBODY}`)).status).toBe(404);
});

test('nothing changes in an archived project', async () => {
  const { path, body } = await fileItem(CONTENT);
  await ada.call('POST', `${project}/archive`);

  expect((await ada.call('POST', `${project}/backlog-items`, CONTENT)).status).toBe(409);
  expect((await ada.call('PATCH', path, { priority: 'low' })).status).toBe(409);
  expect((await ada.call('DELETE', path)).status).toBe(409);
  expect((await ada.call('GET', `${project}/backlog-items`)).body).toMatchObject({ data: [body.data] });
});

describe('the list', () => {
  beforeEach(async () => {
    await fileItem({ ...CONTENT, title: 'Brown', priority: 'low' });
    await fileItem({ title: 'Amber', priority: 'urgent' });
    const { path } = await fileItem({
      ...CONTENT,
      title: 'Coral',
      priority: 'low',
      userStory: 'As a tester I want it.',
    });
    await ada.call('PATCH', path, { status: 'ready' });
  });

  test.each([
    ['', ['Amber', 'Brown', 'Coral']],
    ['?sort=priority', ['Brown', 'Coral', 'Amber']],
    ['?sort=-createdAt', ['Coral', 'Amber', 'Brown']],
    ['?sort=updatedAt', ['Brown', 'Amber', 'Coral']],
    ['?sort=-title', ['Coral', 'Brown', 'Amber']],
    ['?status=ready', ['Coral']],
    ['?priority=low', ['Brown', 'Coral']],
    ['?priority=low&status=draft', ['Brown']],
    ['?search=tester', ['Coral']],
    ['?limit=1&page=2', ['Brown']],
  ])('%s', async (query, expected) => {
    const { body } = await ada.call('GET', `${project}/backlog-items${query}`);

    expect((body as { data: { title: string }[] }).data.map(({ title }) => title)).toEqual(expected);
  });

  test('says how many entries there are on all pages', async () => {
    expect((await ada.call('GET', `${project}/backlog-items?priority=low&limit=1`)).body).toMatchObject({
      meta: { page: 1, limit: 1, total: 2 },
    });
  });
});
