import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loginAs, startDesk, type Desk, type Reply, type User } from '../support/desk.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOBODY = '019aa1b2-7c00-7000-8000-00000000ffff';
const anyMoment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let desk: Desk;
let ada: User;

beforeAll(async () => {
  desk = await startDesk();
  ada = await loginAs(desk, 'Ada');
});

afterAll(async () => {
  await desk.close();
});

interface ProjectBody {
  data: { id: string; key: string; updatedAt: string };
}

let keys = 0;

/** Creates a project with a key of its own, and shows its path and its current ETag. */
async function createProject(details: object = {}): Promise<{ path: string; etag: string; reply: Reply }> {
  keys += 1;
  const reply = await ada.call('POST', '/projects', { key: `P${keys}`, name: `Project ${keys}`, ...details });
  expect(reply.status).toBe(201);
  return { path: `/projects/${(reply.body as ProjectBody).data.id}`, etag: String(reply.headers.get('ETag')), reply };
}

test('a created project is where Location says, as it was answered', async () => {
  const created = await ada.call('POST', '/projects', { key: 'WEB', name: 'Web shop' });

  expect(created).toMatchObject({
    status: 201,
    body: {
      success: true,
      data: {
        id: expect.stringMatching(UUID_V7),
        key: 'WEB',
        name: 'Web shop',
        description: '',
        status: 'active',
        createdAt: anyMoment,
        updatedAt: anyMoment,
        archivedAt: null,
      },
    },
  });
  const { data } = created.body as ProjectBody;
  expect(created.headers.get('Location')).toBe(`/v1/projects/${data.id}`);
  const read = await ada.call('GET', `/projects/${data.id}`);
  expect({ status: read.status, body: read.body, etag: read.headers.get('ETag') }).toEqual({
    status: 200,
    body: created.body,
    etag: created.headers.get('ETag'),
  });
});

test('a key that is taken is a conflict, also when the other project is archived', async () => {
  const { path } = await createProject({ key: 'TAKEN' });
  await ada.call('POST', `${path}/archive`);

  const refused = await ada.call('POST', '/projects', { key: 'TAKEN', name: 'Another' });

  expect(refused).toMatchObject({
    status: 409,
    body: {
      success: false,
      error: { code: 'CONFLICT', details: [{ field: 'body.key', message: 'is the key of another project' }] },
    },
  });
});

test('a change is kept, and what it leaves out stays', async () => {
  const { path, reply } = await createProject({ description: 'As it was.' });
  const before = (reply.body as ProjectBody).data;

  const changed = await ada.call('PATCH', path, { name: 'Another name' });

  expect(changed).toMatchObject({
    status: 200,
    body: { success: true, data: { ...before, name: 'Another name', updatedAt: anyMoment } },
  });
  expect((await ada.call('GET', path)).body).toEqual(changed.body);
});

test('a change with an ETag that is no longer current changes nothing', async () => {
  const { path, etag } = await createProject();
  const first = await ada.call('PATCH', path, { name: 'First' }, { 'If-Match': etag });

  const second = await ada.call('PATCH', path, { name: 'Second' }, { 'If-Match': etag });

  expect(first.status).toBe(200);
  expect(second).toMatchObject({ status: 412, body: { success: false, error: { code: 'STALE' } } });
  expect((await ada.call('GET', path)).body).toEqual(first.body);
});

test.each([
  ['any of several tags', (etag: string) => `"other", ${etag}`, 200],
  ['a star', () => '*', 200],
  ['a weak tag', (etag: string) => `W/${etag}`, 412],
])('If-Match with %s', async (_, header, status) => {
  const { path, etag } = await createProject();

  expect((await ada.call('PATCH', path, { name: 'New' }, { 'If-Match': header(etag) })).status).toBe(status);
});

test('reading with the current ETag is 304 without a body, until something changes', async () => {
  const { path, etag } = await createProject();

  const unchanged = await ada.call('GET', path, undefined, { 'If-None-Match': etag });
  await ada.call('PATCH', path, { name: 'New' });
  const changed = await ada.call('GET', path, undefined, { 'If-None-Match': etag });

  expect(unchanged).toMatchObject({ status: 304, body: undefined });
  expect(changed.status).toBe(200);
});

test('an archived project is read-only until it is restored', async () => {
  const { path, reply } = await createProject();

  const archived = await ada.call('POST', `${path}/archive`);

  expect(archived).toMatchObject({ status: 200, body: { data: { status: 'archived', archivedAt: anyMoment } } });
  expect((await ada.call('PATCH', path, { name: 'New' })).status).toBe(409);
  expect((await ada.call('POST', `${path}/archive`)).status).toBe(409);
  expect((await ada.call('GET', path)).body).toEqual(archived.body);

  const restored = await ada.call('POST', `${path}/restore`);
  const { updatedAt } = (restored.body as ProjectBody).data;
  expect(restored.body).toEqual({ success: true, data: { ...(reply.body as ProjectBody).data, updatedAt } });
  expect((await ada.call('POST', `${path}/restore`)).status).toBe(409);
});

test('a project is deleted with its backlog, after it was archived', async () => {
  const { path } = await createProject();
  const item = await ada.call('POST', `${path}/backlog-items`, { title: 'Goes with it' });
  expect((await ada.call('DELETE', path)).status).toBe(409);
  await ada.call('POST', `${path}/archive`);

  const deleted = await ada.call('DELETE', path);

  expect(deleted).toMatchObject({ status: 204, body: undefined });
  expect((await ada.call('GET', path)).status).toBe(404);
  expect((await ada.call('GET', `${path}/backlog-items`)).status).toBe(404);
  expect((await ada.call('GET', String(item.headers.get('Location')).replace('/v1', ''))).status).toBe(404);
});

describe('a project that is not there', () => {
  test.each([
    ['GET', '', undefined],
    ['PATCH', '', { name: 'New' }],
    ['DELETE', '', undefined],
    ['POST', '/archive', undefined],
    ['POST', '/restore', undefined],
    ['GET', '/backlog-items', undefined],
    ['POST', '/backlog-items', { title: 'An item' }],
  ])('%s %s is 404', async (method, suffix, body) => {
    expect(await ada.call(method, `/projects/${NOBODY}${suffix}`, body)).toMatchObject({
      status: 404,
      body: { success: false, error: { code: 'NOT_FOUND', message: `There is no project ${NOBODY}.` } },
    });
  });
});

describe('a request that does not keep to the contract is refused, and nothing is created', () => {
  test.each([
    ['no key', { name: 'Web' }, 'body.key'],
    ['a key in small letters', { key: 'web', name: 'Web' }, 'body.key'],
    ['a blank name', { key: 'BAD', name: ' ' }, 'body.name'],
    ['what is not declared', { key: 'BAD', name: 'Web', status: 'archived' }, 'body.status'],
  ])('%s', async (_, body, field) => {
    const refused = await ada.call('POST', '/projects', body);

    expect(refused).toMatchObject({ status: 400, body: { success: false, error: { code: 'VALIDATION_ERROR' } } });
    expect((refused.body as { error: { details: object[] } }).error.details).toEqual([
      { field, message: expect.any(String) },
    ]);
    expect((await ada.call('GET', '/projects?search=BAD')).body).toMatchObject({ meta: { total: 0 } });
  });
});

describe('the list', () => {
  interface ListBody {
    data: { key: string }[];
    meta: object;
  }
  let list: Desk;
  let grace: User;

  beforeAll(async () => {
    list = await startDesk();
    grace = await loginAs(list, 'Grace');
    for (const [key, name, description] of [
      ['BB', 'Zebra', 'Delivery of parcels'],
      ['AA', 'Yak', 'Nothing to see'],
      ['CC', 'Xerus', "It's 100% & (delivered): *"],
    ]) {
      await grace.call('POST', '/projects', { key, name, description });
    }
    const { data } = (await grace.call('GET', '/projects?search=yak')).body as { data: { id: string }[] };
    await grace.call('POST', `/projects/${String(data[0]?.id)}/archive`);
  });

  afterAll(async () => {
    await list.close();
  });

  test.each([
    ['', ['CC', 'AA', 'BB']],
    ['?sort=createdAt', ['BB', 'AA', 'CC']],
    ['?sort=-updatedAt', ['AA', 'CC', 'BB']],
    ['?sort=key', ['AA', 'BB', 'CC']],
    ['?sort=-key', ['CC', 'BB', 'AA']],
    ['?sort=name', ['CC', 'AA', 'BB']],
    ['?status=archived', ['AA']],
    ['?status=active&sort=key', ['BB', 'CC']],
    ['?search=DELIV&sort=key', ['BB', 'CC']],
    ['?search=parcels%20zeb', ['BB']],
    ['?search=aa', ['AA']],
    ['?search=elivery', []],
    [`?search=${encodeURIComponent("it's & (100%): *'\\")}`, ['CC']],
    [`?search=${encodeURIComponent('&|!')}&sort=key`, ['AA', 'BB', 'CC']],
  ])('%s', async (query, expected) => {
    const { body } = await grace.call('GET', `/projects${query}`);
    const { data, meta } = body as ListBody;

    expect({ keys: data.map(({ key }) => key), meta }).toEqual({
      keys: expected,
      meta: { page: 1, limit: 20, total: expected.length },
    });
  });

  test.each([
    [1, ['AA', 'BB'], { first: 1, next: 2, last: 2 }],
    [2, ['CC'], { first: 1, prev: 1, last: 2 }],
    [9, [], { first: 1, prev: 2, last: 2 }],
  ])('page %i of two entries each', async (page, expected, links) => {
    const { body, headers } = await grace.call('GET', `/projects?sort=key&limit=2&page=${page}`);
    const { data, meta } = body as ListBody;

    expect({ keys: data.map(({ key }) => key), meta, link: headers.get('Link') }).toEqual({
      keys: expected,
      meta: { page, limit: 2, total: 3 },
      link: Object.entries(links)
        .map(([rel, to]) => `</v1/projects?page=${to}&limit=2&sort=key>; rel="${rel}"`)
        .join(', '),
    });
  });

  test('is 304 as long as it shows the same', async () => {
    const { headers } = await grace.call('GET', '/projects?search=zebra');
    const tag = { 'If-None-Match': String(headers.get('ETag')) };

    expect((await grace.call('GET', '/projects?search=zebra', undefined, tag)).status).toBe(304);
    expect((await grace.call('GET', '/projects?search=yak', undefined, tag)).status).toBe(200);
  });

  test.each(['limit=0', 'limit=101', 'page=0', 'sort=id', 'status=gone', 'search='])('%s is 400', async (query) => {
    expect((await grace.call('GET', `/projects?${query}`)).status).toBe(400);
  });
});
