import type { ContractOperation } from '@plumbline/contract/contract';
import type { ResourceOperation } from '../../src/infra/resources/resource.ts';
import type { Bindings } from './create.ts';
import { bindPath } from './bind-path.ts';
import { perform, type World } from './world.ts';

/** How an operation is brought to succeed. */
export interface Reached {
  /** Path values of what was made for it. */
  path: Bindings;
  /** Seed of the values that its state allows. */
  seed: number;
}

/** How many bodies are tried before a state is taken to forbid the operation. */
const BODIES = 4;

/**
 * Makes what an operation needs to succeed: a fresh item, and where its state forbids the operation (409), one that another
 * operation on such items has brought into a state which does not, or values that it does allow. Restoring what is
 * archived needs something archived.
 */
export async function reach(world: World, operation: ContractOperation): Promise<Reached> {
  const derived = world.model.operations.get(operation.id);
  const isOnItem = derived?.key?.in === 'path' && derived.role !== 'read' && derived.role !== 'list';
  const first = { path: await bind(world, operation), seed: world.seed };
  if (!isOnItem || !Object.hasOwn(operation.responses, '409')) return first;
  for (const step of [undefined, ...steps(world, derived)]) {
    for (let seed = world.seed; seed < world.seed + (operation.requestBody ? BODIES : 1); seed++) {
      const tried = await prepare(world, derived, step);
      const { status } = await perform(world, operation, { path: tried, seed }, 'reach');
      if (status < 300) return { path: await prepare(world, derived, step), seed };
    }
  }
  return first;
}

/** Path values of what was arranged for the operation; where nothing was, of what can be made. */
async function bind(world: World, operation: ContractOperation): Promise<Bindings> {
  const { path } = await world.supplies.arrange(operation);
  return path ?? bindPath(world, operation);
}

async function prepare(
  world: World,
  derived: ResourceOperation,
  step: ContractOperation | undefined,
): Promise<Bindings> {
  const path = await bind(world, derived.operation);
  if (step) await perform(world, step, { path }, 'reach');
  return path;
}

/** Other operations that change one item of the same resource, named by the same path. */
function steps({ model }: World, derived: ResourceOperation): ContractOperation[] {
  return [...model.operations.values()]
    .filter((each) => each.resource === derived.resource && each.role === 'act' && each.operation !== derived.operation)
    .filter((each) => each.key?.in === 'path' && each.key.name === derived.key?.name)
    .map(({ operation }) => operation);
}
