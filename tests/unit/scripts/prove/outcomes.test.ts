import { expect, test } from '@jest/globals';
import { proveOutcomes } from '../../../../scripts/prove/checks/outcomes.ts';
import { reach } from '../../../../scripts/prove/reach.ts';
import { proveNesting } from '../../../../scripts/prove/stories/nesting.ts';
import { tellOfSingleton } from '../../../../scripts/prove/stories/singleton.ts';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import type { World } from '../../../../scripts/prove/world.ts';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';
import { openKennel, type Fault } from './kennel.ts';

const id = { type: 'integer', readOnly: true };
const name = { type: 'string', minLength: 1 };
const named = { type: 'object', required: ['name'], properties: { id, name } };
const badge = { type: 'object', required: ['name', 'colour'], properties: { name, colour: name } };
const settings = {
  type: 'object',
  properties: {
    food: { type: 'string', enum: ['dry', 'wet', 'raw'] },
    walks: { type: 'integer', minimum: 1, maximum: 9 },
  },
};
const json = (schema: object) => ({ description: 'Here.', content: { 'application/json': { schema } } });
const body = (schema: object) => ({ required: true, content: { 'application/json': { schema } } });
const nothing = { 404: { description: 'Nothing.' } };
const path = (...names: string[]) =>
  names.map((each) => ({
    name: each,
    in: 'path',
    required: true,
    schema: each === 'name' ? name : { type: 'integer', minimum: 1 },
  }));
const ifMatch = [{ name: 'If-Match', in: 'header', schema: { type: 'string' } }];
const listed = json({ type: 'array', items: named });
const contract = await loadDocument({
  paths: {
    '/kennels': {
      get: { operationId: 'listKennels', responses: { 200: listed } },
      post: { operationId: 'createKennel', requestBody: body(named), responses: { 201: json(named) } },
    },
    '/kennels/{kennelId}': {
      parameters: path('kennelId'),
      get: { operationId: 'getKennel', responses: { 200: json(named), ...nothing } },
    },
    '/kennels/{kennelId}/dogs': {
      parameters: path('kennelId'),
      get: { operationId: 'listDogs', responses: { 200: listed, ...nothing } },
      post: { operationId: 'createDog', requestBody: body(named), responses: { 201: json(named), ...nothing } },
    },
    '/kennels/{kennelId}/dogs/{dogId}': {
      parameters: path('kennelId', 'dogId'),
      get: { operationId: 'getDog', responses: { 200: json(named), ...nothing } },
      patch: { operationId: 'updateDog', requestBody: body(named), responses: { 200: json(named), ...nothing } },
      delete: { operationId: 'deleteDog', responses: { 204: { description: 'Gone.' }, ...nothing } },
    },
    '/badges/{name}': {
      parameters: path('name'),
      get: { operationId: 'getBadge', responses: { 200: json(badge), ...nothing } },
      put: { operationId: 'putBadge', requestBody: body(badge), responses: { 200: json(badge), 201: json(badge) } },
    },
    '/settings': {
      get: { operationId: 'getSettings', responses: { 200: json(settings) } },
      patch: {
        operationId: 'updateSettings',
        parameters: ifMatch,
        requestBody: body(settings),
        responses: { 200: json(settings), 412: { description: 'Stale.' } },
      },
    },
  },
});

test('a kennel that keeps to its contract passes', async () => {
  const { failures, exchanges } = await proven();
  expect(failures).toEqual([]);
  const checks = new Set(exchanges.map(({ check }) => check));
  for (const check of ['nesting', 'absent', 'upsert', 'patch', 'conditions']) expect(checks).toContain(check);
});

test.each<[Fault, string, string, RegExp]>([
  ['any kennel changes a dog', 'updateDog', 'nesting', /^update by the path of another parent answered 200$/],
  ['any kennel removes a dog', 'deleteDog', 'nesting', /^remove by the path of another parent answered 204$/],
  ['lists dogs of no kennel', 'listDogs', 'absent-is-404', /^kennelId \d+ names nothing; answered 200, not 404 /],
  ['answers 200 for what PUT makes', 'putBadge', 'replace', /^PUT made what was absent, and answered 200, not 201$/],
  ['answers 201 for what PUT replaces', 'putBadge', 'replace', /^PUT replaced what was there, and answered 201$/],
  ['forgets the rest of the settings', 'updateSettings', 'merge-patch', /after PATCH of \w+ alone, read shows \w+ as /],
  ['takes weak tags', 'updateSettings', 'etag', /If-Match: W\/"\d+", a weak ETag, answered 200$/],
  ['takes one tag only', 'updateSettings', 'etag', /If-Match: "stale-0", "\d+", which holds, answered 412$/],
])('a kennel that %s fails at %s by the rule %s', async (fault, operation, rule, problem) => {
  const { failures } = await proven(fault);
  expect(failures).toContainEqual(
    expect.objectContaining({ rule, operation, problem: expect.stringMatching(problem) }),
  );
});

async function proven(fault?: Fault): Promise<Pick<World, 'failures' | 'exchanges'>> {
  const kennel = await openKennel(fault);
  const model = inferResources(contract);
  const settled = { url: kennel.url, seed: 1, examples: 1, limit: 1, supplies: standIns(contract) };
  const world: World = { contract, model, ...settled, contested: new Set(), exchanges: [], trail: [], failures: [] };
  try {
    await proveNesting(world);
    for (const resource of model.resources) await tellOfSingleton(world, resource);
    for (const operation of contract.operations) {
      const { path: bound } = await reach(world, operation);
      await proveOutcomes(world, { operation, derived: model.operations.get(operation.id), path: bound });
    }
    return world;
  } finally {
    kennel.close();
  }
}
