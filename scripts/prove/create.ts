import type { Resource, ResourceOperation } from '../../src/infra/resources/resource.ts';
import { arranged, type Change } from './arrange.ts';
import { freshValues } from './fresh-values.ts';
import { identityOf } from './identity.ts';
import { memberAt, valueAt } from './members.ts';
import type { RequestValues } from './request.ts';
import { sampleValues } from './sample-values.ts';
import type { Received } from './verdict.ts';
import { showable } from './vary/showable.ts';
import { perform, sendArranged, type World } from './world.ts';

/** Path parameter values by name. */
export type Bindings = Record<string, unknown>;

/** Something that was created. */
export interface Made {
  /** None for items that no path names. */
  identity?: unknown;
  /** Bindings of the path it was created under. */
  bindings: Bindings;
  /** The item as the answer shows it. */
  item: Record<string, unknown>;
  /** The operation that made it, what was sent to it, and its whole answer. */
  creator: ResourceOperation;
  sent: RequestValues;
  received: Received;
}

/** Parents of parents beyond this refer to themselves. */
const DEEPEST = 5;

/**
 * Creates what the path of an operation names: the parents of its resource and theirs, outermost first.
 * Parameters that no creatable resource identifies stay unbound, and are sampled.
 */
export async function bindParents(world: World, { resource, scope }: ResourceOperation, depth = 0): Promise<Bindings> {
  const bindings: Bindings = {};
  if (depth > DEEPEST) return bindings;
  for (const { parameter, column } of scope) {
    const parent = resource.parents.find((each) => each.column === column);
    const owner = world.model.resources.find((each) => each.name === parent?.resource);
    if (owner === undefined) continue;
    const made = owner.isCreatable ? await createItem(world, owner, depth + 1) : await listedItem(world, owner);
    if (made?.identity === undefined) continue;
    Object.assign(bindings, pick(made.bindings, scope), { [parameter]: made.identity });
  }
  return bindings;
}

/** The first of those that a list at the root shows, where nothing creates them. */
async function listedItem(world: World, owner: Resource): Promise<Pick<Made, 'identity' | 'bindings'> | undefined> {
  const list = [...world.model.operations.values()].find(
    ({ resource, role, scope }) => resource === owner && role === 'list' && scope.length === 0,
  );
  const property = owner.identity?.property;
  if (!list || property === undefined) return undefined;
  const { status, json } = await perform(world, list.operation, {});
  const items = valueAt(json, list.response.at ?? []);
  if (status >= 300 || !Array.isArray(items)) return undefined;
  return { identity: memberAt(items[0], list.response.itemAt ?? [])[property], bindings: {} };
}

/** The operation that creates one item of a resource, whatever else it takes. */
export function creatorOf({ model }: World, resource: Resource): ResourceOperation | undefined {
  return [...model.operations.values()].find(
    ({ resource: made, role, request }) =>
      made === resource && role === 'create' && (request?.isList !== true || request.aloneAt !== undefined),
  );
}

/**
 * Creates one item of a resource and reads its identity from the answer; nothing where that cannot be done.
 *
 * @param path values of parents that exist; by default they are created too
 * @param optional which optional members are sent
 */
export async function createItem(
  world: World,
  resource: Resource,
  depth = 0,
  path?: Bindings,
  optional: 'none' | 'some' = 'some',
): Promise<Made | undefined> {
  const creator = creatorOf(world, resource);
  if (!creator) return undefined;
  const bindings = path ?? (await bindParents(world, creator, depth));
  const { contract, seed } = world;
  const { operation } = creator;
  const any = sampleValues(contract, operation, { seed, path: bindings, optional });
  const sampled = showable(contract, creator, operation, any);
  const { received, sent } = await create(world, creator, sampled);
  if (received.status >= 300 || received.status < 200) return undefined;
  const item = memberAt(received.json, creator.response.at ?? []);
  const identity = identityOf(world.contract, resource, item, received);
  return { ...(identity !== undefined && { identity }), bindings: sampled.path, item, creator, sent, received };
}

/** Sends a create; where the contract does not say what must be unique, a conflict does, and it is tried once more. */
async function create(
  world: World,
  creator: ResourceOperation,
  values: RequestValues,
): Promise<Pick<Made, 'sent' | 'received'>> {
  const send = async (): Promise<Pick<Made, 'sent' | 'received'>> => {
    const fresh: Change = (made, held) => freshValues(world, creator, made, held);
    const ready = await arranged(world, creator.operation, values, fresh);
    return { sent: ready.request.values, received: await sendArranged(world, 'story', ready) };
  };
  const first = await send();
  if (first.received.status !== 409 || world.contested.has(creator.resource.name)) return first;
  world.contested.add(creator.resource.name);
  return send();
}

function pick(bindings: Bindings, scope: readonly { parameter: string }[]): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).filter(([name]) => scope.some(({ parameter }) => parameter === name)),
  );
}
