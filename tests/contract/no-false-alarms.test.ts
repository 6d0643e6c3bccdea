import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { arranged } from '../../scripts/prove/arrange.ts';
import { bindPath } from '../../scripts/prove/bind-path.ts';
import { freshValues } from '../../scripts/prove/fresh-values.ts';
import { openGround, type Ground } from '../../scripts/prove/ground.ts';
import { proveContract } from '../../scripts/prove/prove-contract.ts';
import { sampleValues } from '../../scripts/prove/sample-values.ts';
import { sendArranged, type World } from '../../scripts/prove/world.ts';
import type { Contract } from '@plumbline/contract/contract';
import { loadDocument } from '../unit/infra/contract/fixture.ts';
import { inferResources } from '../../src/infra/resources/infer/infer.ts';

const text = { type: 'string', maxLength: 40 };
const order = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string', maxLength: 40 },
    status: { allOf: [{ $ref: '#/components/schemas/Status' }], readOnly: true },
  },
};
const account = {
  type: 'object',
  required: ['username'],
  properties: {
    username: { type: 'string', example: 'ada', maxLength: 40 },
    since: { type: 'string', format: 'date' },
  },
};

const schemas = { Status: { type: 'string', enum: ['placed', 'served'] } };

/** Contracts in which a careless proof finds faults that are none. */
const contracts: Record<string, object> = {
  'a member that is shown as readOnly and written by a change of its own': {
    '/orders': { post: operation('createOrder', 201, order, order) },
    '/orders/{orderId}': {
      parameters: [inPath('orderId', 'integer')],
      get: operation('getOrder', 200, order),
      patch: operation('updateOrder', 200, order, {
        type: 'object',
        required: ['status'],
        properties: { status: { $ref: '#/components/schemas/Status' } },
      }),
    },
  },
  'several items created at once, whose identities are the client’s to choose': {
    '/accounts': { post: operation('createAccount', 201, account, account) },
    '/accounts/createWithList': { post: operation('createAccounts', 201, listOf(account), listOf(account)) },
    '/accounts/{username}': { parameters: [inPath('username', 'string')], get: operation('getAccount', 200, account) },
  },
  'a request that takes fewer values than the item may show': {
    '/devices': {
      post: operation(
        'createDevice',
        201,
        { type: 'object', properties: { id: { type: 'integer' }, name: text, kind: text } },
        {
          type: 'object',
          required: ['name', 'kind'],
          properties: { name: text, kind: { type: 'string', enum: ['phone', 'watch'] } },
        },
      ),
    },
    '/devices/{id}': {
      parameters: [inPath('id', 'integer')],
      get: operation('getDevice', 200, {
        type: 'object',
        properties: { id: { type: 'integer' }, name: text, kind: text },
      }),
    },
  },
  'what no resource serves, below an item': {
    '/orders': { post: operation('createOrder', 201, order, order) },
    '/orders/{orderId}': { parameters: [inPath('orderId', 'integer')], get: operation('getOrder', 200, order) },
    '/orders/{id}/print': {
      parameters: [inPath('id', 'integer')],
      post: operation('printOrder', 200, { type: 'object', properties: { pages: { type: 'integer' } } }),
    },
  },
};

describe.each(Object.entries(contracts))('%s', (_, paths) => {
  let contract: Contract;
  let ground: Ground;

  beforeAll(async () => {
    contract = await loadDocument({ paths, components: { schemas } });
    ground = await openGround(contract.file, contract);
  }, 60_000);

  afterAll(() => ground.stop());

  test('the proof finds nothing', async () => {
    const { url, supplies } = ground;
    const settings = { url, supplies, seed: 1, examples: 3, limit: 40 };
    const { failures, exchanges } = await proveContract(contract, inferResources(contract), settings);
    expect(failures).toEqual([]);
    expect(exchanges.length).toBeGreaterThan(30);
  }, 60_000);

  test('every operation can be brought to succeed, twice', async () => {
    const world = worldOf(contract, ground);
    for (const operation of [...contract.operations, ...contract.operations]) {
      const derived = world.model.operations.get(operation.id);
      const values = sampleValues(contract, operation, { seed: 1, path: await bindPath(world, operation) });
      const ready = await arranged(world, operation, values, (made, held) =>
        derived ? freshValues(world, derived, made, held) : made,
      );
      const { status } = await sendArranged(world, 'success', ready);
      expect(`${operation.id} ${status}`).toMatch(/ 20[01]$/);
    }
  }, 60_000);
});

function operation(operationId: string, status: number, answer: object, body?: object): object {
  return {
    operationId,
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [status]: { description: 'Done', content: { 'application/json': { schema: answer } } },
      400: { description: 'Refused' },
      404: { description: 'Not there' },
      409: { description: 'There already' },
    },
  };
}

function listOf(items: object): object {
  return { type: 'array', items, minItems: 1, maxItems: 3 };
}

function inPath(name: string, type: string): object {
  return { name, in: 'path', required: true, schema: { type } };
}

function worldOf(contract: Contract, { url, supplies }: Ground): World {
  const model = inferResources(contract);
  const contested = new Set(model.resources.map(({ name }) => name));
  const settings = { seed: 1, examples: 1, limit: 1 };
  return { contract, model, url, supplies, ...settings, contested, exchanges: [], trail: [], failures: [] };
}
