import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { proveValid } from '../../../../scripts/prove/checks/valid.ts';
import { isSameValue } from '../../../../scripts/prove/effects/same-value.ts';
import { reach } from '../../../../scripts/prove/reach.ts';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import type { World } from '../../../../scripts/prove/world.ts';
import type { Schema } from '@plumbline/contract/contract';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const text = (more: object = {}) => ({ type: 'string', minLength: 1, ...more });
const properties = {
  id: { type: 'integer', readOnly: true },
  createdAt: { type: 'string', format: 'date-time', readOnly: true },
  name: text({ maxLength: 30 }),
  email: { type: 'string', format: 'email' },
  due: { type: 'string', format: 'date-time' },
};
const schema = { type: 'object', required: ['name'], properties };
const json = (of: object) => ({ description: 'Here.', content: { 'application/json': { schema: of } } });
const requestBody = { required: true, content: { 'application/json': { schema } } };
const item = (operationId: string, more: object) => ({ operationId, ...more });
const contract = await loadDocument({
  paths: {
    '/notes': {
      get: item('listNotes', { responses: { 200: json({ type: 'array', items: schema }) } }),
      post: item('createNote', { requestBody, responses: { 201: json(schema) } }),
    },
    '/notes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
      get: item('getNote', { responses: { 200: json(schema), 404: { description: 'Nothing.' } } }),
      patch: item('updateNote', { requestBody, responses: { 200: json(schema), 404: { description: 'Nothing.' } } }),
      delete: item('deleteNote', { responses: { 204: { description: 'Gone.' }, 404: { description: 'Nothing.' } } }),
    },
    '/stamps': {
      get: item('listStamps', { responses: { 200: json({ type: 'array', items: schema }) } }),
      post: item('createStamp', { requestBody, responses: { 201: json(schema) } }),
    },
    '/stamps/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }],
      delete: item('deleteStamp', { responses: { 204: { description: 'Gone.' } } }),
    },
  },
});

type Fault = 'cuts texts' | 'created yesterday' | 'forgets changes' | 'keeps what is removed' | 'shows another item';

test('a backend that does what it is told passes, also where it writes addresses in small letters', async () => {
  const { failures, exchanges } = await proven();
  expect(failures).toEqual([]);
  expect(exchanges.filter(({ check }) => check === 'effect').length).toBeGreaterThan(6);
});

test.each<[Fault, string, string, RegExp]>([
  ['cuts texts', 'createNote', 'as-sent', /^name was sent as ".+", and the answer shows ".{1,4}" \[/],
  ['created yesterday', 'createNote', 'as-sent', /^createdAt of what was created now is shown as /],
  ['forgets changes', 'updateNote', 'round-trip', /^after update, read shows \w+ as .+, not /],
  ['keeps what is removed', 'deleteNote', 'removed-is-gone', /^after remove, read still shows it$/],
  ['keeps what is removed', 'deleteStamp', 'removed-is-gone', /^after remove, list still shows it$/],
  ['shows another item', 'getNote', 'round-trip', /^id \d+ was asked for, and \d+ is shown \[/],
])('a backend that %s fails at %s by the rule %s', async (fault, operation, rule, problem) => {
  const { failures } = await proven(fault);
  expect(failures).toContainEqual(
    expect.objectContaining({ rule, operation, problem: expect.stringMatching(problem) }),
  );
});

test.each<[string, Schema, unknown, unknown, boolean]>([
  [
    'the same moment in another offset',
    { format: 'date-time' },
    '2026-01-01T01:00:00+01:00',
    '2026-01-01T00:00:00.000Z',
    true,
  ],
  ['an hour later', { format: 'date-time' }, '2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z', false],
  ['an address in small letters', { format: 'email' }, 'Ada@Example.org', 'ada@example.org', true],
  ['a name in small letters', {}, 'Ada', 'ada', false],
  ['a set in another order', { uniqueItems: true }, ['b', 'a'], ['a', 'b'], true],
  ['flags that are set twice', { items: { enum: ['a', 'b'] } }, ['b', 'a', 'b'], ['a', 'b'], true],
  ['flags in one of several forms', { anyOf: [{ items: { enum: ['a'] } }] }, ['a', 'a'], ['a'], true],
  ['a list in another order', {}, ['b', 'a'], ['a', 'b'], false],
  ['a list that is shorter', {}, ['a', 'b'], ['a'], false],
  ['a rounded number', {}, 1.25, 1.3, false],
  ['an object with more in it', {}, { a: 1 }, { a: 1, b: 2 }, true],
  ['an object that differs within', { properties: { a: {} } }, { a: { b: 1 } }, { a: { b: 2 } }, false],
  ['the object that an identifier names', {}, 'id-1', { id: 'id-1' }, true],
])('%s is as sent or not', (_, of, sent, shown, isSame) => {
  expect(isSameValue(contract, of, sent, shown)).toBe(isSame);
});

async function proven(fault?: Fault): Promise<Pick<World, 'failures' | 'exchanges'>> {
  const rows: Record<string, Record<string, unknown>[]> = { notes: [], stamps: [] };
  const server = createServer((request, response) => {
    void answer(rows, request, fault).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const model = inferResources(contract);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { url, seed: 1, examples: 1, limit: 20, supplies: standIns(contract), contested: new Set<string>() };
  const world: World = { contract, model, ...settings, exchanges: [], trail: [], failures: [] };
  try {
    for (const operation of contract.operations) {
      const { path } = await reach(world, operation);
      await proveValid(world, { operation, derived: model.operations.get(operation.id), path });
    }
    return world;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function answer(
  tables: Record<string, Record<string, unknown>[]>,
  request: IncomingMessage,
  fault: Fault | undefined,
): Promise<[status: number, body?: unknown]> {
  const [, noun = '', id] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  const rows = tables[noun] ?? [];
  const at = rows.findIndex((each) => String(each['id']) === id);
  const shown = (row: Record<string, unknown>) => ({
    ...row,
    ...(row['email'] !== undefined && { email: (row['email'] as string).toLowerCase() }),
  });
  if (request.method === 'POST') {
    const { name, ...rest } = JSON.parse(await read(request)) as Record<string, unknown>;
    const now = Date.now() - (fault === 'created yesterday' ? 24 * 3_600_000 : 0);
    const kept = fault === 'cuts texts' ? String(name).slice(0, 4) : name;
    rows.push({ ...rest, name: kept, createdAt: new Date(now).toISOString(), id: rows.length + 1 });
    return [201, shown(rows.at(-1) ?? {})];
  }
  if (id === undefined) return [200, rows.filter(({ isGone }) => isGone !== true).map(shown)];
  const row = rows[at];
  if (row === undefined || row['isGone'] === true) return [404, {}];
  if (request.method === 'GET') return [200, shown(fault === 'shows another item' ? { ...row, id: at + 9 } : row)];
  if (request.method === 'DELETE') {
    if (fault !== 'keeps what is removed') row['isGone'] = true;
    return [204];
  }
  const changed = {
    ...row,
    ...(JSON.parse(await read(request)) as object),
    id: row['id'],
    createdAt: row['createdAt'],
  };
  if (fault !== 'forgets changes') rows[at] = changed;
  return [200, shown(changed)];
}

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
