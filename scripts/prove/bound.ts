import type { ResourceOperation } from '../../src/infra/resources/resource.ts';
import type { Bindings } from './create.ts';
import type { World } from './world.ts';

/** Whether the path of an operation names an item that was made, below others that were. */
export function isBound(world: World, derived: ResourceOperation, path: Bindings): boolean {
  const { key } = derived;
  const isNamed = key === undefined || (key.in === 'path' && Object.hasOwn(path, key.name));
  return isNamed && !isOrphan(world, derived, path);
}

/** Whether an operation stands below items that can be made, and none could be for it. */
export function isOrphan({ model }: World, { resource, scope }: ResourceOperation, bindings: Bindings): boolean {
  return scope.some(({ parameter, column }) => {
    const name = resource.parents.find((each) => each.column === column)?.resource;
    const owner = model.resources.find((each) => each.name === name);
    return owner?.isCreatable === true && !Object.hasOwn(bindings, parameter);
  });
}
