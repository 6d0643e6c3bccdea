import type { Resource, Role } from '../../../src/infra/resources/resource.ts';
import { bindParents } from '../create.ts';
import { sampleValues } from '../sample-values.ts';
import { fail, perform, type World } from '../world.ts';
import { proveConditions, proveTags } from './conditions.ts';
import { provePatch } from './patch.ts';
import { proveReplace } from './replace.ts';
import { shownItem, type StoryResult, type Telling } from './telling.ts';

/**
 * What is there once, and nobody creates (`/settings`, `/users/me`): changes are kept, and change nothing else. Nothing
 * where the resource is not one, or cannot be read or changed.
 */
export async function tellOfSingleton(world: World, resource: Resource): Promise<StoryResult | undefined> {
  const own = [...world.model.operations.values()].filter(
    (each) => each.resource === resource && each.key === undefined && !each.response.isList,
  );
  const find: Telling['find'] = (role: Role) => own.find((each) => each.role === role);
  const change = find('replace') ?? find('update');
  if (resource.identity !== undefined || resource.isCreatable || !change || !find('read')) return undefined;
  const result: StoryResult = { resource: resource.name, steps: ['read'], failures: [] };
  const wrong: Telling['wrong'] = (rule, { operation }, problem) => {
    result.failures.push(problem);
    fail(world, rule, operation, `story of ${resource.name}: ${problem}`);
  };
  const parents = await bindParents(world, change);
  const sent = sampleValues(world.contract, change.operation, { seed: world.seed, path: parents });
  // What nothing creates is named by its sample, throughout the same.
  const bindings = sent.path;
  const received = await perform(world, change.operation, { path: bindings });
  if (received.status >= 300) return undefined;
  const made = { bindings, item: {}, creator: change, sent, received };
  const telling: Telling = { world, resource, made, result, find, wrong };
  if ((await shownItem(telling, made)) === undefined) return undefined;
  for (const step of [proveReplace, provePatch, proveTags, proveConditions]) await step(telling);
  return result;
}
