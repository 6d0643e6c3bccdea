import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { proveContract } from '../../../../scripts/prove/prove-contract.ts';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const note = {
  type: 'object',
  required: ['label'],
  properties: { id: { type: 'integer', readOnly: true }, label: { type: 'string' }, done: { type: 'boolean' } },
};
const steps = {
  type: 'array',
  items: {
    type: 'object',
    required: ['op', 'path'],
    properties: { op: { enum: ['add', 'remove', 'replace', 'test'] }, path: { type: 'string' }, value: {} },
  },
};
const shown = { description: 'The note', content: { 'application/json': { schema: note } } };
const bad = { description: 'Bad', content: { 'application/json': { schema: { type: 'object' } } } };

const contract = await loadDocument({
  paths: {
    '/notes': {
      post: {
        operationId: 'createNote',
        requestBody: { required: true, content: { 'application/json': { schema: note } } },
        responses: { 201: shown, 400: bad },
      },
    },
    '/notes/{noteId}': {
      parameters: [{ name: 'noteId', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { operationId: 'getNote', responses: { 200: shown, 400: bad, 404: bad } },
      patch: {
        operationId: 'patchNote',
        requestBody: { required: true, content: { 'application/json-patch+json': { schema: steps } } },
        responses: { 200: shown, 400: bad, 404: bad, 409: bad },
      },
    },
  },
});

type Row = Record<string, unknown>;
interface Step {
  op?: unknown;
  path?: unknown;
  value?: unknown;
}

test.each<[string, (row: Row, name: string, value: unknown) => Row, string[]]>([
  ['gives a member another value', (row, name, value) => ({ ...row, [name]: value }), []],
  ['answers 200 and does nothing', (row) => row, ['merge-patch']],
  [
    'loses what else the item has',
    (row, name, value) => ({ id: row['id'], label: 'x', [name]: value }),
    ['merge-patch'],
  ],
])('a server whose JSON Patch %s', async (_, change, rules) => {
  const server = await openNotes(change);
  try {
    const settings = { url: server.url, supplies: standIns(contract), seed: 1, examples: 0, limit: 5 };
    const { failures } = await proveContract(contract, inferResources(contract), settings);
    const found = failures.filter(({ operation }) => operation === 'patchNote');
    expect([...new Set(found.map(({ rule }) => rule))].filter((rule) => rule !== 'invalid-refused')).toEqual(rules);
    expect(found.filter(({ rule }) => rule === 'valid-accepted')).toEqual([]);
  } finally {
    server.close();
  }
});

/** Notes kept by hand: a JSON Patch may add or replace one member that the contract declares, all else is 400 or 409. */
async function openNotes(
  change: (row: Row, name: string, value: unknown) => Row,
): Promise<{ url: string; close: () => void }> {
  const rows = new Map<number, Row>();
  const answer = async (method: string, id: number, body: () => Promise<unknown>): Promise<[number, unknown]> => {
    if (method === 'POST') {
      const sent = (await body()) as Row;
      if (typeof sent['label'] !== 'string' || !['undefined', 'boolean'].includes(typeof sent['done']))
        return [400, {}];
      const row = { ...sent, id: rows.size + 1 };
      rows.set(row.id, row);
      return [201, row];
    }
    const row = rows.get(id);
    if (row === undefined) return [404, {}];
    if (method === 'GET') return [200, row];
    const [step] = (await body()) as Step[];
    const name = /^\/(label|done)$/.exec(String(step?.path))?.[1];
    if ((step?.op !== 'add' && step?.op !== 'replace') || name === undefined) return [409, {}];
    if (typeof step.value !== (name === 'label' ? 'string' : 'boolean')) return [400, {}];
    rows.set(id, change(row, name, step.value));
    return [200, rows.get(id)];
  };
  const server = createServer((request, response) => {
    void answer(request.method ?? '', Number(request.url?.split('/')[2]), () => json(request))
      .catch((): [number, unknown] => [400, {}])
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
