import type { Property, Resource, ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { isMembers } from '@plumbline/contract/json';
import { bindParents, createItem, creatorOf, type Made } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { encodeRequest } from '../request.ts';
import { sampleValues } from '../sample-values.ts';
import { showable } from '../vary/showable.ts';
import { areValid } from '../vary/valid-values.ts';
import { exchange, fail, perform, type World } from '../world.ts';
import { freshValues } from '../fresh-values.ts';

/**
 * Stories across resources: what one produces, another consumes. Where an item can name an item of another resource
 * (`projectId`, `author_id`), one is created that names a real one: it must be taken, be shown so, and be found by a
 * filter on it, which must not show it to another.
 */
export async function proveReferences(world: World): Promise<void> {
  for (const consumer of world.model.resources) {
    const create = creatorOf(world, consumer);
    if (!create?.request) continue;
    for (const property of consumer.properties) {
      const producer = producerOf(world, consumer, property);
      if (producer && create.request.properties.includes(property.name)) await refer(world, create, property, producer);
    }
  }
}

/** The resource that a property names an item of: `projectId` of `projects`. */
function producerOf({ model }: World, consumer: Resource, { name, readOnly }: Property): Resource | undefined {
  const [, noun] = /^(\w+?)_?(?:Id|ID|id)$/.exec(name) ?? [];
  if (noun === undefined || readOnly || name === consumer.identity?.property) return undefined;
  const plain = (text: string): string => text.replaceAll('_', '').toLowerCase();
  return model.resources.find(
    (each) =>
      each !== consumer &&
      each.isCreatable &&
      each.identity &&
      [noun, `${noun}s`, `${noun}es`].map(plain).includes(plain(each.name)),
  );
}

async function refer(world: World, create: ResourceOperation, property: Property, producer: Resource): Promise<void> {
  const { resource, operation, request, response } = create;
  const named = await createItem(world, producer);
  if (named?.identity === undefined) return;
  const bound = await bindParents(world, create);
  const parent = resource.parents.find((each) => each.property === property.name);
  const naming = create.scope.find(({ column }) => column === parent?.column);
  // Where the path names it too, it names the same one.
  const path = naming ? { ...bound, ...named.bindings, [naming.parameter]: named.identity } : bound;
  const sampled = sampleValues(world.contract, operation, { seed: world.seed, path });
  const fresh = freshValues(world, create, showable(world.contract, create, operation, sampled));
  const values = (await world.nameTargets?.(operation, fresh, [property.name])) ?? fresh;
  const sent = valueAt(values.body, request?.aloneAt ?? request?.at ?? []);
  if (!isMembers(sent)) return;
  sent[property.name] = named.identity;
  if (!areValid(world.contract, operation, values)) return;
  const received = await exchange(world, 'reference', encodeRequest(world.contract, operation, values));
  const what = `${resource.name} with ${property.name} of one of ${producer.name}, which exists,`;
  if (received.status >= 300) {
    if (received.status !== 409) fail(world, 'references', operation, `${what} answered ${received.status}`);
    return;
  }
  const item = memberAt(received.json, response.at ?? []);
  if (Object.hasOwn(item, property.name) && item[property.name] !== named.identity) {
    fail(world, 'references', operation, `${what} is shown with ${JSON.stringify(item[property.name])}`);
  }
  await filtered(world, create, property, { named, item });
}

/** Lists that filter by the reference show it to the one that it names, and not to another of the same resource. */
async function filtered(
  world: World,
  { resource }: ResourceOperation,
  property: Property,
  { named, item }: { named: Made; item: Record<string, unknown> },
): Promise<void> {
  const identity = resource.identity?.property;
  const another = await createItem({ ...world, seed: world.seed + 7 }, named.creator.resource, 0, named.bindings);
  for (const list of world.model.operations.values()) {
    if (list.resource !== resource || list.role !== 'list' || list.scope.length > 0 || identity === undefined) continue;
    const filter = list.filters.find((each) => each.comparison === 'eq' && each.properties.join() === property.name);
    if (!filter || another?.identity === undefined) continue;
    const isIn = async (value: unknown): Promise<boolean | undefined> => {
      const { status, json } = await perform(
        world,
        list.operation,
        { query: { [filter.parameter]: value } },
        'reference',
      );
      const items = valueAt(json, list.response.at ?? []);
      if (status >= 300 || !Array.isArray(items)) return undefined;
      return items.some((each) => memberAt(each, list.response.itemAt ?? [])[identity] === item[identity]);
    };
    if ((await isIn(named.identity)) === false) {
      fail(world, 'references', list.operation, `${filter.parameter} of what an item names does not show the item`);
    }
    if ((await isIn(another.identity)) === true) {
      fail(world, 'references', list.operation, `${filter.parameter} of another shows an item that does not name it`);
    }
  }
}
