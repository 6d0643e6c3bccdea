import { isDeepStrictEqual } from 'node:util';
import type { Resource, ResourceOperation, Role } from '../../src/infra/resources/resource.ts';
import { createItem, memberAt, perform, type Bindings, type Made, type World } from './world.ts';

/** How a round trip through one resource went. */
export interface StoryResult {
  resource: string;
  /** Steps taken, in order: `create`, `read`, ... */
  steps: string[];
  failures: string[];
}

/**
 * Create, read, list, update, remove and read again, as far as the contract declares each: the round trip that a
 * frontend team relies on. Nothing where the resource cannot be created or read back.
 */
export async function tellStory(world: World, resource: Resource): Promise<StoryResult | undefined> {
  const find = (role: Role): ResourceOperation | undefined =>
    [...world.model.operations.values()].find(
      (each) => each.resource === resource && each.role === role && each.key?.in !== 'body',
    );
  if (!find('create') || (!find('read') && !find('list'))) return undefined;
  const result: StoryResult = { resource: resource.name, steps: ['create'], failures: [] };
  const made = await createItem(world, resource);
  if (!made) return { ...result, failures: ['create was refused'] };
  if (made.identity === undefined && find('read')) return { ...result, failures: ['create gave no identifier'] };
  await readBack(world, find('read'), made, result);
  await listed(world, find('list'), made, result);
  await changed(world, find('update') ?? find('replace'), find('read'), made, result);
  await removed(world, find('remove'), find('read'), made, result);
  return result;
}

async function readBack(
  world: World,
  read: ResourceOperation | undefined,
  made: Made,
  result: StoryResult,
): Promise<void> {
  if (!read) return;
  result.steps.push('read');
  const received = await perform(world, read.operation, { path: itemPath(read, made) });
  if (received.status >= 300) return void result.failures.push(`read of what was created answered ${received.status}`);
  const item = memberAt(received.json, read.response.at ?? []);
  for (const [name, value] of Object.entries(made.item)) {
    if (Object.hasOwn(item, name) && !isDeepStrictEqual(item[name], value)) {
      result.failures.push(`read shows ${name} as ${show(item[name])}, create showed ${show(value)}`);
    }
  }
}

async function listed(
  world: World,
  list: ResourceOperation | undefined,
  made: Made,
  result: StoryResult,
): Promise<void> {
  if (!list || list.operation.parameters.some((each) => each.in === 'query' && each.required)) return;
  result.steps.push('list');
  const received = await perform(world, list.operation, { path: made.bindings });
  const items = valueAt(received.json, list.response.at ?? []);
  if (!Array.isArray(items)) return void result.failures.push(`list answered ${received.status} without an array`);
  const property = list.resource.identity?.property;
  const isThere = items
    .map((each) => memberAt(each, list.response.itemAt ?? []))
    .some((item) => (property === undefined ? isDeepStrictEqual(item, made.item) : item[property] === made.identity));
  if (!isThere) result.failures.push('list does not show what was created');
}

async function changed(
  world: World,
  change: ResourceOperation | undefined,
  read: ResourceOperation | undefined,
  made: Made,
  result: StoryResult,
): Promise<void> {
  if (!change) return;
  result.steps.push(change.role);
  const received = await perform(world, change.operation, { path: itemPath(change, made), seed: world.seed + 77 });
  if (received.status >= 300)
    return void result.failures.push(`${change.role} answered ${received.status}: ${received.text.slice(0, 150)}`);
  if (!read || change.response.at === undefined) return;
  const shown = memberAt(received.json, change.response.at);
  const again = memberAt(
    (await perform(world, read.operation, { path: itemPath(read, made) })).json,
    read.response.at ?? [],
  );
  for (const [name, value] of Object.entries(shown)) {
    if (Object.hasOwn(again, name) && !isDeepStrictEqual(again[name], value)) {
      result.failures.push(`after ${change.role}, read shows ${name} as ${show(again[name])}, not ${show(value)}`);
    }
  }
}

async function removed(
  world: World,
  remove: ResourceOperation | undefined,
  read: ResourceOperation | undefined,
  made: Made,
  result: StoryResult,
): Promise<void> {
  if (!remove) return;
  result.steps.push('remove');
  const received = await perform(world, remove.operation, { path: itemPath(remove, made) });
  if (received.status >= 300) return void result.failures.push(`remove answered ${received.status}`);
  if (!read) return;
  const again = await perform(world, read.operation, { path: itemPath(read, made) });
  if (again.status !== 404 && again.status !== 410)
    result.failures.push(`read after remove answered ${again.status}, not 404`);
}

function itemPath(operation: ResourceOperation, made: Made): Bindings {
  return operation.key?.in === 'path' ? { ...made.bindings, [operation.key.name]: made.identity } : made.bindings;
}

function valueAt(body: unknown, at: readonly string[]): unknown {
  return at.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], body);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
