import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type Received, type Service } from '../../support/service.ts';

/** Members of valid request bodies that the item does not show: the answer names them. */

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const inPath = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
const id = { type: 'integer', readOnly: true };
const stamp = { type: 'string', format: 'date-time', readOnly: true };

const issue = object({
  id,
  title: text,
  labels: { type: 'array', items: text },
  owner: object({ name: text, rank: { type: 'integer', readOnly: true } }),
  reporter: { ...text, readOnly: true },
  updatedAt: stamp,
  password: { ...text, writeOnly: true },
  hint: { ...text, writeOnly: true },
});
const asked = object({
  ...issue.properties,
  labels: text,
  update: object({}),
  notify: { type: 'boolean', default: true },
});
const wrapped = object({ issue: asked, silent: { type: 'boolean' } });

let service: Service;
beforeAll(async () => {
  service = await startService({
    paths: {
      '/issues': { post: { requestBody: json(asked), responses: { 201: ok(issue), 400: { description: 'no' } } } },
      '/issues/{id}': {
        parameters: inPath,
        get: { responses: { 200: ok(issue) } },
        put: { requestBody: json(wrapped), responses: { 200: ok(issue) } },
        patch: { requestBody: json(asked), responses: { 204: { description: 'done' } } },
      },
      '/issues/batch': {
        post: {
          requestBody: json({ type: 'array', items: asked }),
          responses: { 201: ok({ type: 'array', items: issue }) },
        },
      },
    },
  });
});
afterAll(() => service.close());

const send = (method: string, path: string, body: unknown): Promise<Received> =>
  service.send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
const named = ({ headers }: Received): string | null => headers.get('x-plumbline-not-as-sent');
const created = async (): Promise<Record<string, unknown>> =>
  (await send('POST', '/issues', { title: 'Ink', reporter: 'Io' })).json() as Record<string, unknown>;

describe('the answer to a creation', () => {
  test.each([
    [{ title: 'Ink', colour: 'red' }, 'body.colour'],
    [{ title: 'Ink', update: { set: 1 } }, 'body.update'],
    [{ title: 'Ink', id: 4711 }, 'body.id'],
    [{ title: 'Ink', owner: { name: 'Io', rank: 3, age: 9 } }, 'body.owner.age, body.owner.rank'],
    [{ title: 'Ink', notify: true, password: 'secret', hint: 'none', colour: null }, null],
    [{ title: 'Ink', notify: false }, 'body.notify'],
  ])('to %j names %s', async (body, expected) => {
    const answer = await send('POST', '/issues', body);
    expect(answer.status).toBe(201);
    expect(named(answer)).toBe(expected);
  });

  test('shows a list that was written as one text', async () => {
    const answer = await send('POST', '/issues', { title: 'Ink', labels: 'x, y' });
    expect(answer.json()).toMatchObject({ labels: ['x', 'y'] });
    expect(named(answer)).toBeNull();
  });

  test('names members of several items', async () => {
    const answer = await send('POST', '/issues/batch', [{ title: 'Ink' }, { title: 'Pen', colour: 'red' }]);
    expect(answer.status).toBe(201);
    expect(named(answer)).toBe('body.colour');
  });
});

describe('the answer to a change', () => {
  test('names nothing of an item that is sent back as it was read', async () => {
    const item = await created();
    const answer = await send('PUT', `/issues/${String(item['id'])}`, { issue: { ...item, labels: 'a' } });
    expect(answer.json()).toMatchObject({ title: 'Ink', labels: ['a'] });
    expect(named(answer)).toBeNull();
  });

  test('names readOnly members that say something else, and members beside the item', async () => {
    const item = await created();
    const body = { issue: { ...item, labels: '', reporter: 'Ann' }, silent: true };
    expect(named(await send('PUT', `/issues/${String(item['id'])}`, body))).toBe('body.issue.reporter, body.silent');
  });

  test('names them also where it shows no item', async () => {
    const item = await created();
    const answer = await send('PATCH', `/issues/${String(item['id'])}`, { title: 'Pen', colour: 'red' });
    expect([answer.status, named(answer)]).toEqual([204, 'body.colour']);
  });
});
