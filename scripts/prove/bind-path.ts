import type { ContractOperation } from '@plumbline/contract/contract';
import { itemAbove } from '../../src/infra/resources/parents.ts';
import type { ResourceOperation } from '../../src/infra/resources/resource.ts';
import { arranged } from './arrange.ts';
import { bindParents, createItem, type Bindings } from './create.ts';
import { sampleValues } from './sample-values.ts';
import { showable } from './vary/showable.ts';
import { sendArranged, type World } from './world.ts';

/** Binds every path parameter of an operation that can be: its parents, and the item that it is about or stands below. */
export async function bindPath(world: World, operation: ContractOperation): Promise<Bindings> {
  const derived = world.model.operations.get(operation.id);
  if (!derived) {
    const above = itemAbove(world.model, operation);
    const bindings = above ? await bindPath(world, above.reader.operation) : {};
    return Object.fromEntries(Object.entries(bindings).map(([name, value]) => [above?.names[name] ?? name, value]));
  }
  if (derived.key?.in === 'path') {
    const made = await createItem(world, derived.resource);
    if (made?.identity !== undefined) return { ...made.bindings, [derived.key.name]: made.identity };
    const put = await putItem(world, derived);
    if (put !== undefined) return put;
  }
  return bindParents(world, derived);
}

/** Makes an item by PUT at its own path, where that is how a resource gets its items; nothing where it cannot be done. */
async function putItem(world: World, { resource, key, operation }: ResourceOperation): Promise<Bindings | undefined> {
  const { contract, model, seed } = world;
  const put = [...model.operations.values()].find(
    (each) => each.resource === resource && each.role === 'replace' && each.key?.in === 'path',
  );
  if (put?.key === undefined || key === undefined || put.operation === operation) return undefined;
  const sampled = sampleValues(contract, put.operation, { seed, path: await bindParents(world, put) });
  const ready = await arranged(world, put.operation, showable(contract, put, put.operation, sampled));
  const { status } = await sendArranged(world, 'story', ready);
  const { path } = ready.request.values;
  return status < 300 ? { ...path, [key.name]: path[put.key.name] } : undefined;
}
