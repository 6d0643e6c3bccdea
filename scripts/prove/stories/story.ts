import type { Resource, ResourceOperation, Role } from '../../../src/infra/resources/resource.ts';
import { isOrphan } from '../bound.ts';
import { bindParents, createItem, creatorOf } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { sampleValues } from '../sample-values.ts';
import { areValid, isReadAsValid } from '../vary/valid-values.ts';
import { fail, perform, type World } from '../world.ts';
import { bystander, proveBystander } from './bystander.ts';
import { proveConditions, proveTags } from './conditions.ts';
import { proveDefaults } from './defaults.ts';
import { proveListed } from './listed.ts';
import { proveLocation } from './location.ts';
import { proveReplace } from './replace.ts';
import { provePatch } from './patch.ts';
import { proveReadOnly } from './read-only.ts';
import { declaredIn, itemPath, shownItem, type StoryResult, type Telling } from './telling.ts';
import { differences, omissions } from './differences.ts';

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
  // Who makes several at once answers for none of them.
  if (!create || !creatorOf(world, resource) || (!find('read') && !find('list'))) return undefined;
  const result: StoryResult = { resource: resource.name, steps: ['create'], failures: [] };
  const wrong: Telling['wrong'] = (rule, { operation }, problem) => {
    result.failures.push(problem);
    fail(world, rule, operation, `story of ${resource.name}: ${problem}`);
  };
  const bindings = await bindParents(world, create);
  const sampled = sampleValues(world.contract, create.operation, { seed: world.seed, path: bindings });
  if (isOrphan(world, create, bindings) || !areValid(world.contract, create.operation, sampled)) return undefined;
  const made = await createItem(world, resource, 0, bindings);
  if (!made) {
    wrong('round-trip', create, `create was refused (${world.exchanges.at(-1)?.status ?? 'unsent'})`);
    return result;
  }
  const findFor = (role: Role): ResourceOperation | undefined =>
    own.find((each) => each.role === role && canName(world, each, made.identity));
  const telling: Telling = { world, resource, made, result, find: findFor, wrong };
  if (made.identity === undefined) return tellUnnamed(telling, create);
  await proveDefaults(telling);
  const other = await bystander(telling);
  for (const step of [
    readBack,
    proveLocation,
    proveListed,
    proveReadOnly,
    changed,
    proveReplace,
    provePatch,
    proveTags,
    proveConditions,
    removed,
  ]) {
    await step(telling);
  }
  await proveBystander(telling, other);
  return result;
}

/** Whether the path of an operation can name an item: elsewhere it may go by a name, here by a number alone. */
function canName({ contract }: World, { operation, key }: ResourceOperation, identity: unknown): boolean {
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'path' && name === key?.name);
  return identity === undefined || key?.in !== 'path' || !parameter || isReadAsValid(contract, parameter, identity);
}

/** Of what was given no identifier, its list alone can tell, where its answer showed what it is. */
async function tellUnnamed(telling: Telling, create: ResourceOperation): Promise<StoryResult | undefined> {
  const { world, resource, made, find, result, wrong } = telling;
  const property = resource.identity?.property;
  if (property !== undefined && declaredIn(world, create).has(property)) {
    wrong('round-trip', create, 'create gave no identifier');
    return result;
  }
  if (!find('list') || Object.keys(made.item).length === 0) return undefined;
  await proveListed(telling);
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
  const declared = declaredIn(world, read);
  for (const name of omissions(item, made.item).filter((each) => declared.has(each)))
    wrong('round-trip', read, `read leaves out ${name}, which create showed`);
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

async function removed({ world, made, find, wrong, result, resource }: Telling): Promise<void> {
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
  const list = find('list');
  const property = resource.identity?.property;
  if (!list || property === undefined || again.status < 300) return;
  const { json, status } = await perform(world, list.operation, { path: made.bindings });
  const items = valueAt(json, list.response.at ?? []);
  const isListed =
    Array.isArray(items) &&
    items.some((each) => memberAt(each, list.response.itemAt ?? [])[property] === made.identity);
  if (status < 300 && isListed) wrong('removed-is-gone', list, 'list still shows what was removed');
}
