import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import { targetNamer } from '../../../../scripts/prove/targets.ts';
import { perform, type World } from '../../../../scripts/prove/world.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const ID = { type: 'integer', minimum: 1 };
const content = (schema: object) => ({ 'application/json': { schema } });
const object = (properties: object, required: string[] = []) => ({ type: 'object', required, properties });

/** A create and a read; `properties` are what a request has to hold. */
function collection(path: string, noun: string, properties: object) {
  const item = object({ id: { ...ID, readOnly: true }, ...properties }, Object.keys(properties));
  const shown = { description: 'ok', content: content(item) };
  const request = { required: true, content: content(item) };
  const name = `${noun}Id`;
  return {
    [path]: {
      post: {
        operationId: `create_${noun}`,
        requestBody: request,
        responses: { 201: shown, 422: { description: 'No.' } },
      },
      delete: { operationId: `clear_${noun}`, responses: { 204: { description: 'gone' } } },
    },
    [`${path}/{${name}}`]: {
      parameters: [{ name, in: 'path', required: true, schema: ID }],
      get: { operationId: `get_${noun}`, responses: { 200: shown } },
    },
  };
}

const several = (minItems: number) => ({ type: 'array', minItems, uniqueItems: true, items: ID });
const ORDER = object({ id: { ...ID, readOnly: true }, customerId: ID }, ['customerId']);
const contract = await loadDocument({
  paths: {
    ...collection('/customers', 'customer', { name: { type: 'string' } }),
    ...collection('/tags', 'tag', { name: { type: 'string' } }),
    ...collection('/orders', 'order', { customerId: ID, tagIds: several(2), deviceId: { type: 'string' } }),
    ...collection('/profiles', 'profile', { customerId: { ...ID, 'x-unique': true } }),
    '/orders/batch': {
      post: {
        operationId: 'create_orders',
        requestBody: { required: true, content: content({ type: 'array', minItems: 2, items: ORDER }) },
        responses: {
          201: { description: 'ok', content: content({ type: 'array', items: ORDER }) },
          422: { description: 'No.' },
        },
      },
    },
  },
});

let server: Server;
/** Bodies of the requests, by path. */
let sent: Record<string, Record<string, unknown>[]> = {};
beforeAll(async () => {
  let count = 1000;
  server = createServer((request, response) => {
    void (request.method === 'POST' ? json(request) : Promise.resolve({})).then((body) => {
      const item = { ...(body as object), id: (count += 1) };
      const isMade = request.method === 'POST';
      if (isMade) (sent[request.url ?? ''] ??= []).push(Array.isArray(body) ? { several: body } : item);
      response.writeHead(isMade ? 201 : 204, { 'content-type': 'application/json' });
      response.end(isMade ? JSON.stringify(Array.isArray(body) ? [] : item) : '');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

let world: World;
beforeEach(() => {
  sent = {};
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = { exchanges: [], trail: [], failures: [], contested: new Set<string>() };
  world = {
    contract,
    model: inferResources(contract),
    url,
    seed: 1,
    examples: 1,
    limit: 1,
    ...found,
    supplies: standIns(contract),
  };
  world.nameTargets = targetNamer(world);
});

async function act(id: string): Promise<void> {
  const operation = contract.operations.find((each) => each.id === id);
  if (operation === undefined) throw new Error(id);
  await perform(world, operation, {});
}
const idsAt = (path: string) => (sent[path] ?? []).map(({ id }) => id);

describe('targetNamer', () => {
  test('creates what a request refers to, once for all requests', async () => {
    await act('create_order');
    await act('create_order');
    expect(idsAt('/customers')).toHaveLength(1);
    expect(idsAt('/tags').length).toBeGreaterThanOrEqual(2);
    const [customerId] = idsAt('/customers');
    for (const order of sent['/orders'] ?? []) {
      expect(order).toMatchObject({ customerId });
      expect(idsAt('/tags')).toEqual(expect.arrayContaining(order['tagIds'] as unknown[]));
      expect(new Set(order['tagIds'] as unknown[]).size).toBe((order['tagIds'] as unknown[]).length);
    }
  });

  test('creates a target for each request where the reference is unique', async () => {
    await act('create_profile');
    await act('create_profile');
    expect(sent['/profiles']?.map(({ customerId }) => customerId)).toEqual(idsAt('/customers'));
  });

  test('names targets in each of several items', async () => {
    await act('create_orders');
    const [customerId] = idsAt('/customers');
    const [{ several: orders } = {}] = sent['/orders/batch'] ?? [];
    expect(orders).not.toHaveLength(0);
    for (const order of orders as object[]) expect(order).toMatchObject({ customerId });
  });

  test('creates targets again after their collection was cleared', async () => {
    await act('create_order');
    await act('clear_customer');
    await act('create_order');
    expect(idsAt('/customers')).toHaveLength(2);
    expect(sent['/orders']?.at(-1)).toMatchObject({ customerId: idsAt('/customers').at(-1) });
  });
});
