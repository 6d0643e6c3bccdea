import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startService, type Service } from '../../support/service.ts';

const note = {
  type: 'object',
  required: ['tags'],
  additionalProperties: true,
  properties: {
    id: { type: 'integer', readOnly: true },
    tags: { type: 'array', items: { type: 'string' } },
    size: { type: 'number' },
  },
};
const json = { 'application/json': { schema: note } };
const PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json';

let service: Service;
beforeAll(async () => {
  service = await startService({
    paths: {
      '/notes': { post: { requestBody: { content: json }, responses: { 201: { description: 'ok', content: json } } } },
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: { description: 'ok', content: json } } },
        patch: {
          requestBody: { content: { [PATCH]: { schema: {} }, [MERGE]: { schema: {} } } },
          responses: { 200: { description: 'ok', content: json } },
        },
      },
    },
  });
});
afterAll(() => service.close());

const START = '{"tags":["a","b"],"size":1,"a/b":{"c~d":[1]},"constructor":"c"}';

async function made(): Promise<string> {
  const created = await service.send('POST', '/notes', START);
  expect(created.status).toBe(201);
  return `/notes/${(created.json() as { id: number }).id}`;
}

async function patched(patch: string, type = PATCH) {
  const address = await made();
  const answer = await service.send('PATCH', address, patch, { 'content-type': type });
  const stored = (await service.send('GET', address)).json() as Record<string, unknown>;
  delete stored['id'];
  const { error, code, details } = answer.json() as Record<string, unknown> & { error?: object };
  return { status: answer.status, stored, said: error ?? { code, details }, text: answer.text };
}

describe('a JSON patch that costs too much is 413 at once, and changes nothing', () => {
  const many = (count: number, operation: object): object[] => Array.from({ length: count }, () => operation);
  test.each<[string, object[]]>([
    [
      'by doubling with copy',
      [{ op: 'add', path: '/any', value: [1] }, ...many(40, { op: 'copy', from: '/any', path: '/any/-' })],
    ],
    [
      'by doubling long texts',
      [
        { op: 'add', path: '/any', value: ['x'.repeat(400_000)] },
        ...many(8, { op: 'copy', from: '/any', path: '/any/-' }),
      ],
    ],
    [
      'by copying the whole to one place again and again',
      [
        { op: 'add', path: '/any', value: many(20_000, {}) },
        ...many(2000, { op: 'copy', from: '/any', path: '/name' }),
      ],
    ],
    [
      'by putting in front of a long list',
      [
        { op: 'add', path: '/any', value: Array.from({ length: 30_000 }, () => 1) },
        ...many(5000, { op: 'add', path: '/any/0', value: 1 }),
      ],
    ],
    [
      'by moving within a long list',
      [
        { op: 'add', path: '/any', value: Array.from({ length: 30_000 }, () => 1) },
        ...many(5000, { op: 'move', from: '/any/0', path: '/any/1' }),
      ],
    ],
  ])('%s', async (_what, patch) => {
    const before = process.cpuUsage();
    const { status, said, stored } = await patched(JSON.stringify(patch));
    const { user, system } = process.cpuUsage(before);
    expect([status, stored]).toEqual([413, JSON.parse(START)]);
    expect(said).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});

describe('a JSON patch that fits', () => {
  test.each([
    ['appends with -', '[{"op":"add","path":"/tags/-","value":"c"}]', { tags: ['a', 'b', 'c'] }],
    ['inserts at the length', '[{"op":"add","path":"/tags/2","value":"c"}]', { tags: ['a', 'b', 'c'] }],
    ['removes by index', '[{"op":"remove","path":"/tags/0"}]', { tags: ['b'] }],
    ['unescapes ~1 and ~0', '[{"op":"replace","path":"/a~1b/c~0d/0","value":2}]', { 'a/b': { 'c~d': [2] } }],
    ['replaces constructor', '[{"op":"replace","path":"/constructor","value":"d"}]', { constructor: 'd' }],
    ['adds toString', '[{"op":"add","path":"/toString","value":"t"}]', { toString: 't' }],
    ['tests numbers by value', '[{"op":"test","path":"/size","value":1.0}]', {}],
    ['moves', '[{"op":"move","from":"/tags/1","path":"/tags/0"}]', { tags: ['b', 'a'] }],
    ['moves to the same place', '[{"op":"move","from":"/tags","path":"/tags"}]', {}],
    [
      'copies below itself',
      '[{"op":"copy","from":"/a~1b","path":"/a~1b/e"}]',
      { 'a/b': { 'c~d': [1], e: { 'c~d': [1] } } },
    ],
  ])('%s', async (_, patch, change) => {
    const { status, stored } = await patched(patch);
    expect(status).toBe(200);
    expect(isDeepStrictEqual(stored, { ...(JSON.parse(START) as object), ...change })).toBe(true);
  });

  test('replaces the whole item', async () => {
    const { status, stored } = await patched('[{"op":"replace","path":"","value":{"tags":[]}}]');
    expect([status, stored]).toEqual([200, { tags: [] }]);
  });
});

test.each([
  ['an operation that is null', '[null]', 'body.0'],
  ['an operation that is a list', '[[]]', 'body.0'],
  ['no list', '{"op":"add"}', 'body'],
  ['null', 'null', 'body'],
  ['a path that is a number', '[{"op":"remove","path":5}]', 'body.0.path'],
  ['a path without a slash', '[{"op":"remove","path":"tags"}]', 'body.0.path'],
  ['a lone tilde', '[{"op":"remove","path":"/a~2"}]', 'body.0.path'],
  ['no path', '[{"op":"remove"}]', 'body.0.path'],
  ['an unknown operation', '[{"op":"constructor","path":"/tags"}]', 'body.0.op'],
  ['add without a value', '[{"op":"test","path":"/size","value":1},{"op":"add","path":"/size"}]', 'body.1.value'],
  ['move without from', '[{"op":"move","path":"/size"}]', 'body.0.from'],
  ['move into its own child', '[{"op":"move","from":"/a~1b","path":"/a~1b/c~0d"}]', 'body.0.path'],
  ['a result that is a list', '[{"op":"replace","path":"","value":[]}]', 'body'],
  ['a result without anything', '[{"op":"remove","path":""}]', 'body'],
])('a malformed JSON patch is 400 naming the operation: %s', async (_, patch, field) => {
  const { status, stored, text } = await patched(patch);
  expect([status, stored]).toEqual([400, JSON.parse(START)]);
  expect(text).toContain(`"${field}"`);
});

test.each([
  ['a failed test', '[{"op":"remove","path":"/size"},{"op":"test","path":"/tags/0","value":"z"}]', 'body.1'],
  ['a number against text', '[{"op":"test","path":"/size","value":"1"}]', 'body.0'],
  ['the length of a list', '[{"op":"remove","path":"/tags/length"}]', 'body.0.path'],
  ['an index past the end', '[{"op":"add","path":"/tags/3","value":"c"}]', 'body.0.path'],
  ['an index with a leading zero', '[{"op":"replace","path":"/tags/01","value":"c"}]', 'body.0.path'],
  ['the place behind the end', '[{"op":"remove","path":"/tags/-"}]', 'body.0.path'],
  ['an absent member', '[{"op":"replace","path":"/none","value":1}]', 'body.0.path'],
  ['an inherited member', '[{"op":"copy","from":"/valueOf","path":"/x"}]', 'body.0.from'],
  ['a prototype', '[{"op":"add","path":"/__proto__/polluted","value":1}]', 'body.0.path'],
  ['a member of text', '[{"op":"add","path":"/constructor/x","value":1}]', 'body.0.path'],
])('a JSON patch that does not fit the item is 409 naming the operation: %s', async (_, patch, field) => {
  const { status, stored, text } = await patched(patch);
  expect([status, stored]).toEqual([409, JSON.parse(START)]);
  expect(text).toContain(`"${field}"`);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each(['null', '[]', '"tags"', '[{"size":2}]'])('the merge patch %s replaces no item: 400', async (patch) => {
  const { status, stored } = await patched(patch, MERGE);
  expect([status, stored]).toEqual([400, JSON.parse(START)]);
});

test('a merge patch keeps names that every JavaScript object inherits', async () => {
  const { status, stored } = await patched('{"constructor":{"a":1},"valueOf":"v"}', MERGE);
  expect(status).toBe(200);
  expect(stored).toMatchObject({ constructor: { a: 1 }, valueOf: 'v' });
});
