import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { createItem, type Bindings } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { fail, perform, type World } from '../world.ts';
import { proveFilters } from './filters.ts';
import { provePaging } from './paging.ts';
import { proveSorting } from './sorting.ts';

/** A list operation below one parent, with a few items in it. */
export interface Listing {
  world: World;
  list: ResourceOperation;
  path: Bindings;
  /** Items of one answer. */
  ask: (query: Bindings) => Promise<{ status: number; json: unknown; items: Record<string, unknown>[] }>;
  wrong: (rule: string, problem: string) => void;
}

/** As many as make several pages of two. */
const ITEMS = 5;

/** Paging visits every item once, filters keep what matches, sorts order: for every list that can be filled. */
export async function proveListing(world: World, list: ResourceOperation): Promise<void> {
  const { resource, operation, response } = list;
  if (!response.isList || !resource.isCreatable) return;
  if (operation.parameters.some((each) => each.in === 'query' && each.required)) return;
  const path = await fill(world, list);
  if (!path) return;
  const listing: Listing = {
    world,
    list,
    path,
    async ask(query) {
      const { status, json } = await perform(world, operation, { path, query }, 'listing');
      const items = valueAt(json, response.at ?? []);
      return {
        status,
        json,
        items: Array.isArray(items) ? items.map((each) => memberAt(each, response.itemAt ?? [])) : [],
      };
    },
    wrong: (rule, problem) => {
      fail(world, rule, operation, problem);
    },
  };
  await provePaging(listing);
  await proveFilters(listing);
  await proveSorting(listing);
}

/** Creates items below one parent; nothing where they end up below several, which one list does not show. */
async function fill(world: World, list: ResourceOperation): Promise<Bindings | undefined> {
  const first = await createItem(world, list.resource);
  if (!first) return undefined;
  const isWithin = list.scope.every(({ parameter }) => Object.hasOwn(first.bindings, parameter));
  if (!isWithin) return undefined;
  for (let index = 1; index < ITEMS; index++) {
    await createItem({ ...world, seed: world.seed + index * 101 }, list.resource, 0, first.bindings);
  }
  return Object.fromEntries(list.scope.map(({ parameter }) => [parameter, first.bindings[parameter]]));
}
