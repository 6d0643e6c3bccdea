import type { Resource, ResourceOperation, Role } from '../../../src/infra/resources/resource.ts';
import { bindParents, createItem, type Bindings } from '../create.ts';
import { memberAt, valueAt } from '../members.ts';
import { fail, perform, type World } from '../world.ts';

/**
 * A story of two parents: what was created below one is in its list and not in the other's, and the path of the other
 * does not lead to it. Told of every resource whose items are created below another resource's.
 */
export async function proveNesting(world: World): Promise<void> {
  for (const resource of world.model.resources) {
    const own = [...world.model.operations.values()].filter((each) => each.resource === resource);
    const find = (role: Role, isFit: (each: ResourceOperation) => boolean): ResourceOperation | undefined =>
      own.find((each) => each.role === role && isFit(each));
    const create = find('create', ({ scope, request }) => scope.length > 0 && request?.isList !== true);
    if (!create) continue;
    const isBeside = ({ scope }: ResourceOperation): boolean => isSame(scope, create.scope);
    const isWriting = (each: ResourceOperation): boolean => isBeside(each) && each.created === undefined;
    const writes = (['update', 'replace', 'remove'] as const).flatMap((role) => find(role, isWriting) ?? []);
    await tellOfTwoParents(world, resource, create, {
      list: find('list', isBeside),
      read: find('read', isBeside),
      writes: writes.filter(({ key }) => key?.in === 'path' && key.isList !== true),
    });
  }
}

/** Operations on items below the same parents. */
interface Beside {
  list: ResourceOperation | undefined;
  read: ResourceOperation | undefined;
  /** Those that change or remove one. */
  writes: readonly ResourceOperation[];
}

async function tellOfTwoParents(
  world: World,
  resource: Resource,
  create: ResourceOperation,
  { list, read, writes }: Beside,
): Promise<void> {
  const own = await bindParents(world, create);
  const other = await bindParents({ ...world, seed: world.seed + 11 }, create);
  const property = resource.identity?.property;
  // Parents that nothing creates are the same both times, or need not exist.
  const isBound = create.scope.every(
    ({ parameter }) => Object.hasOwn(own, parameter) && Object.hasOwn(other, parameter),
  );
  if (!isBound || create.scope.every(({ parameter }) => own[parameter] === other[parameter])) return;
  const made = await createItem(world, resource, 0, own);
  if (made?.identity === undefined || property === undefined) return;
  if (list && (await shows(world, list, other, property, made.identity)) === true) {
    fail(world, 'nesting', list.operation, `${resource.name} of one parent are listed below another`);
  }
  if (read?.key?.in !== 'path') return;
  const at = (path: Bindings): Bindings => ({ ...path, [read.key?.name ?? '']: made.identity });
  const { status } = await perform(world, read.operation, { path: at(other) }, 'nesting');
  const { status: there } = await perform(world, read.operation, { path: at(own) }, 'nesting');
  if (there < 300 && status < 300) {
    fail(world, 'nesting', read.operation, `the path of another parent leads to an item of ${resource.name} as well`);
  }
  if (there >= 300) return;
  for (const { operation, role, key } of writes) {
    const path = { ...other, [key?.name ?? '']: made.identity };
    const { status: done } = await perform(world, operation, { path }, 'nesting');
    if (done < 300) fail(world, 'nesting', operation, `${role} by the path of another parent answered ${done}`);
  }
}

async function shows(
  world: World,
  { operation, response }: ResourceOperation,
  path: Bindings,
  property: string,
  identity: unknown,
): Promise<boolean | undefined> {
  const { status, json } = await perform(world, operation, { path }, 'nesting');
  const items = valueAt(json, response.at ?? []);
  if (status >= 300 || !Array.isArray(items)) return undefined;
  return items.some((each) => memberAt(each, response.itemAt ?? [])[property] === identity);
}

function isSame(one: ResourceOperation['scope'], other: ResourceOperation['scope']): boolean {
  return one.map(({ parameter }) => parameter).join() === other.map(({ parameter }) => parameter).join();
}
