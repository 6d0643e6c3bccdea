import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { resolve } from '@plumbline/contract/schema';
import { bindParents, createItem, type Bindings, type Made } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { validRequest } from '../request.ts';
import { exchange, fail, perform, type World } from '../world.ts';
import type { Received } from '../verdict.ts';
import { proveFilters } from './filters.ts';
import type { Answered, Listing } from './list-proof.ts';
import { provePaging } from './paging.ts';
import { proveSorting } from './sorting.ts';

/** An answer that shows no stored items says so in this header. */
const MADE_UP = 'x-plumbline-answer';

/** As many as make several pages of two. */
const ITEMS = 5;

/** Paging visits every item once, filters keep what matches, sorts order: for every list whose parents can be made. */
export async function proveListing(world: World, list: ResourceOperation): Promise<void> {
  const { resource, operation, response, paging } = list;
  if (!response.isList) return;
  const isPaging = (name: string): boolean => [paging?.limit, paging?.page, paging?.offset].includes(name);
  if (operation.parameters.some((each) => each.in === 'query' && each.required && !isPaging(each.name))) return;
  const filled = resource.isCreatable ? await fill(world, list) : { path: await bindParents(world, list), made: [] };
  if (!filled) return;
  const answered = (received: Received): Answered => {
    const items = valueAt(received.json, response.at ?? []);
    return {
      ...received,
      items: Array.isArray(items) ? items.map((each) => memberAt(each, response.itemAt ?? [])) : [],
    };
  };
  const { path } = filled;
  const listing: Listing = {
    world,
    list,
    path,
    made: isNarrowed(world, list) ? [] : filled.made,
    ask: async (query) => answered(await perform(world, operation, { path, query }, 'listing')),
    follow: async (url) => {
      const { pathname, search } = new URL(url, world.url);
      const request = validRequest(world.contract, operation, { seed: world.seed, path });
      return answered(await exchange(world, 'listing', { ...request, target: pathname + search }));
    },
    wrong: (rule, problem) => {
      fail(world, rule, operation, problem);
    },
  };
  await provePaging(listing);
  // What is made up for the answer no filter can choose from.
  if (!resource.isCreatable && (await listing.ask({})).headers.has(MADE_UP)) return;
  await proveFilters(listing);
  await proveSorting(listing);
}

/** A parameter that is required, or a filter that has a default, may keep what was made from being shown. */
export function isNarrowed({ contract }: World, { operation, filters }: ResourceOperation): boolean {
  return operation.parameters.some(
    ({ in: place, name, required, schema }) =>
      place === 'query' &&
      (required ||
        (filters.some(({ parameter }) => parameter === name) && resolve(contract, schema).default !== undefined)),
  );
}

/** Creates items below one parent; nothing where they end up below several, which one list does not show. */
async function fill(world: World, list: ResourceOperation): Promise<{ path: Bindings; made: Made[] } | undefined> {
  const first = await createItem(world, list.resource);
  if (!first) return undefined;
  const isWithin = list.scope.every(({ parameter }) => Object.hasOwn(first.bindings, parameter));
  if (!isWithin) return undefined;
  const made = [first];
  for (let index = 1; index < ITEMS; index++) {
    const further = { ...world, seed: world.seed + index * 101 };
    const item = await createItem(further, list.resource, 0, first.bindings);
    if (item) made.push(item);
  }
  return {
    path: Object.fromEntries(list.scope.map(({ parameter }) => [parameter, first.bindings[parameter]])),
    made: made.filter(({ identity }) => identity !== undefined),
  };
}
