import { isDeepStrictEqual } from 'node:util';
import type { Resource, ResourceOperation, Role } from '../../../src/infra/resources/resource.ts';
import { createItem } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { fail, perform, type World } from '../world.ts';
import { proveConditions } from './conditions.ts';
import { isNarrowed } from './listing.ts';
import { proveLocation } from './location.ts';
import { proveReplace } from './replace.ts';
import { provePatch } from './patch.ts';
import { proveReadOnly } from './read-only.ts';
import { differences, itemPath, shownItem, type StoryResult, type Telling } from './telling.ts';

/**
 * Create, read, list, change, remove and read again, as far as the contract declares each: the round trip that a
 * frontend team relies on. Nothing where the resource cannot be created or read back.
 */
export async function tellStory(world: World, resource: Resource): Promise<StoryResult | undefined> {
  const own = [...world.model.operations.values()].filter(
    (each) => each.resource === resource && each.key?.in !== 'body' && each.key?.isList !== true,
  );
  const find = (role: Role): ResourceOperation | undefined => own.find((each) => each.role === role);
  const create = find('create');
  if (!create || (!find('read') && !find('list'))) return undefined;
  const result: StoryResult = { resource: resource.name, steps: ['create'], failures: [] };
  const wrong: Telling['wrong'] = (rule, { operation }, problem) => {
    result.failures.push(problem);
    fail(world, rule, operation, `story of ${resource.name}: ${problem}`);
  };
  const made = await createItem(world, resource);
  if (!made) {
    wrong('round-trip', create, 'create was refused');
    return result;
  }
  if (made.identity === undefined && find('read')) {
    wrong('round-trip', create, 'create gave no identifier');
    return result;
  }
  const telling: Telling = { world, resource, made, result, find, wrong };
  for (const step of [
    readBack,
    proveLocation,
    listed,
    proveReadOnly,
    changed,
    proveReplace,
    provePatch,
    proveConditions,
    removed,
  ]) {
    await step(telling);
  }
  return result;
}

async function readBack(telling: Telling): Promise<void> {
  const { world, made, find, wrong, result } = telling;
  const read = find('read');
  if (!read) return;
  result.steps.push('read');
  const received = await perform(world, read.operation, { path: itemPath(read, made) });
  if (received.status >= 300) {
    wrong('round-trip', read, `read of what was created answered ${received.status}`);
    return;
  }
  const item = memberAt(received.json, read.response.at ?? []);
  for (const each of differences(item, made.item)) wrong('round-trip', read, `read shows ${each} as create showed`);
}

async function listed({ world, made, find, wrong, result }: Telling): Promise<void> {
  const list = find('list');
  if (!list || isNarrowed(world, list)) return;
  result.steps.push('list');
  const received = await perform(world, list.operation, { path: made.bindings });
  const items = valueAt(received.json, list.response.at ?? []);
  if (!Array.isArray(items)) {
    wrong('round-trip', list, `list answered ${received.status} without an array`);
    return;
  }
  const property = list.resource.identity?.property;
  const isThere = items
    .map((each) => memberAt(each, list.response.itemAt ?? []))
    .some((item) => (property === undefined ? isDeepStrictEqual(item, made.item) : item[property] === made.identity));
  // What was just made may stand on a later page.
  const isWhole = items.length < (list.paging?.defaultLimit ?? Infinity);
  if (!isThere && isWhole) wrong('round-trip', list, 'list does not show what was created');
}

async function changed(telling: Telling): Promise<void> {
  const { world, made, find, wrong, result } = telling;
  const change = find('update') ?? find('replace');
  if (!change) return;
  result.steps.push(change.role);
  const received = await perform(world, change.operation, { path: itemPath(change, made), seed: world.seed + 77 });
  // 409: the item is in a state that forbids it, which the contract may say.
  if (received.status === 409) return;
  if (received.status >= 300) {
    wrong('round-trip', change, `${change.role} answered ${received.status}: ${received.text.slice(0, 150)}`);
    return;
  }
  if (change.response.at === undefined) return;
  const again = await shownItem(telling, made);
  const shown = memberAt(received.json, change.response.at);
  for (const each of differences(again ?? {}, shown))
    wrong('round-trip', change, `after ${change.role}, read shows ${each}`);
}

async function removed({ world, made, find, wrong, result }: Telling): Promise<void> {
  const remove = find('remove');
  if (!remove) return;
  result.steps.push('remove');
  const received = await perform(world, remove.operation, { path: itemPath(remove, made) });
  if (received.status === 409 && Object.hasOwn(remove.operation.responses, '409')) return;
  if (received.status >= 300) {
    wrong('round-trip', remove, `remove answered ${received.status}`);
    return;
  }
  const read = find('read');
  if (!read) return;
  const again = await perform(world, read.operation, { path: itemPath(read, made) });
  if (again.status !== 404 && again.status !== 410)
    wrong('removed-is-gone', remove, `read after remove answered ${again.status}, not 404`);
}
