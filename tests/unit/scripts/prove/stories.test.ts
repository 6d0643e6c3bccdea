import { expect, test } from '@jest/globals';
import { proveDeclaredLinks } from '../../../../scripts/prove/stories/declared-links.ts';
import { proveLinks } from '../../../../scripts/prove/stories/links.ts';
import { proveListing } from '../../../../scripts/prove/stories/listing.ts';
import { proveNesting } from '../../../../scripts/prove/stories/nesting.ts';
import { proveReferences } from '../../../../scripts/prove/stories/references.ts';
import { standIns } from '../../../../scripts/prove/supplies/stand-ins.ts';
import type { World } from '../../../../scripts/prove/world.ts';
import type { Contract } from '@plumbline/contract/contract';
import { inferResources } from '../../../../src/infra/resources/infer/infer.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';
import { openShop, type Fault } from './shop.ts';

const contract = await loadDocument({
  paths: {
    ...collection('/makers', 'Maker'),
    ...collection('/makers/{makerId}/tools', 'Tool'),
    ...collection('/orders', 'Order'),
  },
  components: {
    schemas: { Maker: item({}), Tool: item({}), Order: item({ makerId: { type: 'integer', minimum: 1 } }) },
  },
});

test('a shop that keeps to its contract passes every story', async () => {
  const { failures, exchanges } = await stories();
  expect(failures).toEqual([]);
  const checks = Object.groupBy(exchanges, ({ check }) => check);
  expect(Object.keys(checks).toSorted()).toEqual(['link', 'links', 'listing', 'nesting', 'reference', 'story']);
  // Both ways to walk three lists of several items, two by two.
  expect(checks.listing?.filter(({ target }) => target.includes('continue=')).length).toBeGreaterThanOrEqual(12);
});

test.each<[Fault, string, string | RegExp]>([
  ['repeats an item', 'paging', /^the pages show \d+ twice$/],
  ['loses the last item', 'paging', /^the pages never show \d+, which was created$/],
  ['cursor goes nowhere', 'paging', /^the pages never show \d+, which was created$/],
  ['next link starts anew', 'paging', /^the links to the next page show \d+ twice$/],
  ['Link header goes nowhere', 'links', 'the answer links to /nowhere, which the contract does not serve'],
  ['self goes nowhere', 'links', /^the answer links to \/nowhere\/\d+, which the contract does not serve$/],
  ['nested lists show all', 'nesting', 'tools of one parent are listed below another'],
  ['any parent leads to an item', 'nesting', 'the path of another parent leads to an item of tools as well'],
  [
    'refuses what a reference names',
    'references',
    /^orders with makerId of one of makers, which exists, answered 400$/,
  ],
  ['filter by reference shows all', 'references', 'makerId of another shows an item that does not name it'],
  ['creates under another id', 'links', /^link "made" of 201 leads to getMaker with .*, which answers 404$/],
])('a shop that %s fails by the rule of %s', async (fault, rule, problem) => {
  const { failures } = await stories(fault);
  expect(failures).toContainEqual(expect.objectContaining({ rule, problem: expect.stringMatching(problem) }));
});

test('a link to an operation that is not there is told', async () => {
  const lost = structuredClone({ ...contract, locate: undefined }) as unknown as Contract;
  const [create] = lost.operations.filter(({ id }) => id === 'createMaker');
  if (create?.responses['201']) create.responses['201'].links = { made: { operationId: 'nobody' } };
  const { failures } = await stories(undefined, lost);
  expect(failures).toContainEqual({
    rule: 'links',
    operation: 'createMaker',
    problem: 'link "made" of 201 leads to nobody, which is no operation of this contract',
  });
});

async function stories(fault?: Fault, of = contract): Promise<Pick<World, 'failures' | 'exchanges'>> {
  const shop = await openShop(...(fault === undefined ? [] : [fault]));
  const model = inferResources(of);
  const settings = { url: shop.url, seed: 1, examples: 1, limit: 1 };
  const world: World = {
    contract: of,
    model,
    ...settings,
    contested: new Set(),
    exchanges: [],
    trail: [],
    failures: [],
    supplies: standIns(of),
  };
  try {
    for (const derived of model.operations.values()) if (derived.role === 'list') await proveListing(world, derived);
    for (const story of [proveNesting, proveReferences, proveDeclaredLinks, proveLinks]) await story(world);
    return world;
  } finally {
    await shop.close();
  }
}

function item(members: Record<string, object>): object {
  const own = { name: { type: 'string', minLength: 1 }, ...members };
  const links = { type: 'object', readOnly: true, properties: { self: { type: 'string' } } };
  const properties = { id: { type: 'integer', readOnly: true }, ...own, links };
  return { type: 'object', required: ['id', ...Object.keys(own)], properties };
}

function collection(path: string, name: string): object {
  const schema = { $ref: `#/components/schemas/${name}` };
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => integer(parameter, 'path'));
  const query = ['limit', 'makerId'].map((each) => integer(each, 'query'));
  const page = { items: { type: 'array', items: schema }, continue: { type: 'string' }, nextUrl: { type: 'string' } };
  const links = { made: { operationId: `get${name}`, parameters: { 'path.id': '$response.body#/id' } } };
  return {
    [path]: {
      parameters,
      get: {
        operationId: `list${name}s`,
        parameters: [...query, { name: 'continue', in: 'query', schema: { type: 'string' } }],
        responses: { 200: answer({ type: 'object', required: ['items'], properties: page }) },
      },
      post: {
        operationId: `create${name}`,
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { 201: { ...answer(schema), ...(parameters.length === 0 && { links }) } },
      },
    },
    [`${path}/{id}`]: {
      parameters: [...parameters, integer('id', 'path')],
      get: { operationId: `get${name}`, responses: { 200: answer(schema), 404: { description: 'Nothing.' } } },
    },
  };
}

function integer(name: string, place: 'path' | 'query'): object {
  return { name, in: place, ...(place === 'path' && { required: true }), schema: { type: 'integer', minimum: 1 } };
}

function answer(schema: object): object {
  return { description: 'Here.', content: { 'application/json': { schema } } };
}
