import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { callableModel, isCallable, proveCallable } from '../../../../scripts/prove/callable.ts';
import { isBound, isOrphan } from '../../../../scripts/prove/bound.ts';
import { creatorOf } from '../../../../scripts/prove/create.ts';
import { identityOf } from '../../../../scripts/prove/identity.ts';
import { sampleValues } from '../../../../scripts/prove/sample-values.ts';
import { tellStory } from '../../../../scripts/prove/stories/story.ts';
import { lastingDifferences } from '../../../../scripts/prove/stories/differences.ts';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import { faultsOf } from '../../../../scripts/prove/vary/request-variations.ts';
import { areValid } from '../../../../scripts/prove/vary/valid-values.ts';
import type { World } from '../../../../scripts/prove/world.ts';
import type { Contract } from '@plumbline/contract/contract';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ok = (schema: object) => ({ description: 'ok', ...json(schema) });
const named = { type: 'object', required: ['name'], properties: { name: text } };
const shown = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, name: text } };
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });

/** Cups that are made by an answer of the given schema, can be read and listed. */
function cups(made: object, list = shown): Promise<Contract> {
  return loadDocument({
    paths: {
      '/cups': {
        post: { operationId: 'make', requestBody: { required: true, ...json(named) }, responses: { 201: ok(made) } },
        get: { operationId: 'list', responses: { 200: ok({ type: 'array', items: list }) } },
      },
      '/cups/{id}': { parameters: [inPath('id')], get: { operationId: 'read', responses: { 200: ok(shown) } } },
    },
  });
}

type Answers = Record<string, { status?: number; location?: string; body: unknown }>;

/** Tells the story of the first resource against a server that gives the same answers to the same requests. */
async function failuresOf(contract: Contract, answers: Answers): Promise<string[]> {
  const server = createServer((request, response) => {
    const { status = 200, location, body } = answers[`${request.method} ${request.url}`] ?? { status: 404, body: {} };
    response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const model = inferResources(contract);
  const world: World = {
    contract,
    model,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seed: 1,
    examples: 1,
    limit: 1,
    contested: new Set(),
    exchanges: [],
    trail: [],
    failures: [],
    supplies: standIns(contract),
  };
  try {
    const [resource] = model.resources;
    if (resource) await tellStory(world, resource);
    return world.failures.map(({ problem }) => problem);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a create whose answer promises no identifier owes none; one that promises it does', async () => {
  const silent = { type: 'object', required: ['message'], properties: { message: text } };
  const silently = {
    'POST /cups': { status: 201, body: { message: 'Made.' } },
    'GET /cups': { body: [{ id: 7, name: 'n' }] },
  };
  expect(await failuresOf(await cups(silent), silently)).toEqual([]);
  const answers = { 'POST /cups': { status: 201, body: { name: 'n' } } };
  expect(await failuresOf(await cups(shown), answers)).toContain('story of cups: create gave no identifier');
});

test('an identifier at the end of Location is a number where identifiers are', async () => {
  const contract = await cups({ type: 'object', properties: { location: text } });
  const answers = {
    'POST /cups': { status: 201, location: '/cups/7', body: { location: '/cups/7' } },
    'GET /cups': { body: [{ id: 7, name: 'n' }] },
    'GET /cups/7': { body: { id: 7, name: 'n' } },
  };
  expect(await failuresOf(contract, answers)).toEqual([]);
  expect(await failuresOf(contract, { ...answers, 'GET /cups': { body: [{ id: 8, name: 'n' }] } })).toEqual([
    'story of cups: list does not show what was created',
  ]);
  const [resource] = inferResources(contract).resources;
  const received = { headers: new Headers({ location: '/cups/7' }), status: 201, text: '', milliseconds: 0 };
  expect(resource && identityOf(contract, resource, {}, received)).toBe(7);
});

test('items that a list shows without what tells them apart are not missed there', async () => {
  const answers = {
    'POST /cups': { status: 201, body: { id: 7, name: 'n' } },
    'GET /cups': { body: [{ name: 'n' }] },
    'GET /cups/7': { body: { id: 7, name: 'n' } },
  };
  expect(await failuresOf(await cups(shown, named as typeof shown), answers)).toEqual([]);
});

test('times of a change are no difference that lasts, however deep they stand', () => {
  const one = { name: 'n', updateTime: 1, meta: { lastModified: 1, parts: [{ modified: 1, size: 2 }] } };
  const other = { name: 'n', updateTime: 2, meta: { lastModified: 2, parts: [{ modified: 2, size: 2 }] } };
  expect(lastingDifferences(other, one)).toEqual([]);
  const grown = { ...other, meta: { ...other.meta, parts: [{ modified: 2, size: 3 }] } };
  expect(lastingDifferences(grown, one)).toHaveLength(1);
});

test('who stands below items that can be made, and for whom none was, has no story', async () => {
  const contract = await loadDocument({
    paths: {
      '/racks': { post: { operationId: 'rack', requestBody: json(named), responses: { 201: ok(shown) } } },
      '/racks/{rackId}': { parameters: [inPath('rackId')], get: { operationId: 'r', responses: { 200: ok(shown) } } },
      '/racks/{rackId}/cups': {
        parameters: [inPath('rackId')],
        post: { operationId: 'make', requestBody: json(named), responses: { 201: ok(shown) } },
      },
      '/racks/{rackId}/cups/{id}': {
        parameters: [inPath('rackId'), inPath('id')],
        get: { operationId: 'read', responses: { 200: ok(shown) } },
      },
    },
  });
  const model = inferResources(contract);
  const make = model.operations.get('make');
  expect(make && isOrphan({ model } as World, make, {})).toBe(true);
  expect(make && isOrphan({ model } as World, make, { rackId: 1 })).toBe(false);
  const read = model.operations.get('read');
  const paths = [{}, { rackId: 1 }, { id: 1 }, { rackId: 1, id: 1 }];
  expect(paths.map((path) => read && isBound({ model } as World, read, path))).toEqual([false, false, false, true]);
});

test('one item is made where one or several are taken, and none where only several are', async () => {
  const one = { $ref: '#/components/schemas/NewCup' };
  const several = { type: 'array', items: one };
  const creatorWith = async (properties: object): Promise<string | undefined> => {
    const body = { type: 'object', properties };
    const answer = { type: 'object', properties: { cup: shown } };
    const contract = await loadDocument({
      components: { schemas: { NewCup: named } },
      paths: {
        '/cups': { post: { operationId: 'make', requestBody: json(body), responses: { 201: ok(answer) } } },
        '/cups/{id}': { parameters: [inPath('id')], get: { operationId: 'read', responses: { 200: ok(answer) } } },
      },
    });
    const model = inferResources(contract);
    const [resource] = model.resources;
    expect(model.operations.get('make')?.request?.isList).toBe(true);
    return resource && creatorOf({ model } as World, resource)?.operation.id;
  };
  expect(await creatorWith({ cup: one, cups: several })).toBe('make');
  expect(await creatorWith({ cups: several })).toBeUndefined();
});

test('a GET is proven without the body that it declares, and not at all where it requires one', async () => {
  const contract = await loadDocument({
    paths: {
      '/may': { get: { operationId: 'may', requestBody: json(named), responses: { 200: ok(named) } } },
      '/must': {
        get: { operationId: 'must', requestBody: { required: true, ...json(named) }, responses: { 200: ok(named) } },
      },
    },
  });
  const [may, must] = contract.operations.map((operation) => ({
    faults: faultsOf(contract, operation, sampleValues(contract, operation, { seed: 1 })),
    isValid: areValid(contract, operation, sampleValues(contract, operation, { seed: 1 })),
  }));
  expect(may).toEqual({ faults: [], isValid: true });
  expect(must).toEqual({ faults: [], isValid: false });
});

test('credentials that stand in one place cannot be sent together: the contract is told, and alternatives are taken', async () => {
  const at = (path: string, security: object[]) => ({
    [path]: { get: { operationId: path.slice(1), security, responses: { 204: { description: 'ok' } } } },
  });
  const contract = await loadDocument({
    paths: {
      ...at('/both', [{ basic: [], bearer: [] }]),
      ...at('/either', [{ basic: [], bearer: [] }, { basic: [] }]),
      ...at('/certificate', [{ certificate: [] }]),
    },
    components: {
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        bearer: { type: 'http', scheme: 'bearer' },
        certificate: { type: 'mutualTLS' },
      },
    },
  });
  const supplies = standIns(contract);
  const model = inferResources(contract);
  const world = { contract, supplies, trail: [], failures: [] } as unknown as World;
  expect(contract.operations.filter((each) => isCallable(world, each)).map(({ id }) => id)).toEqual(['either']);
  expect([...callableModel({ model, supplies }).operations.keys()]).not.toContain('both');
  for (const operation of contract.operations.filter((each) => !isCallable(world, each)))
    proveCallable(world, operation);
  expect(world.failures).toEqual([
    {
      rule: 'satisfiable',
      operation: 'both',
      problem:
        'the contract asks for credentials that one request cannot carry, since they stand in one place: ' +
        'basic and bearer. Declare them as alternatives',
    },
  ]);
});
