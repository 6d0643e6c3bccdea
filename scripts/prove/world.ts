import { violations } from '../../src/infra/contract/check.ts';
import type { Contract, ContractOperation, Schema } from '../../src/infra/contract/contract.ts';
import { sample } from '../../src/infra/contract/sample/sample.ts';
import { resolve } from '../../src/infra/contract/schema.ts';
import type { Resource, ResourceModel, ResourceOperation } from '../../src/infra/resources/resource.ts';
import { validRequest, type ProvingRequest } from './request.ts';
import { send } from './send.ts';
import type { Received } from './verdict.ts';

/** What a story needs to act on one backend. */
export interface World {
  contract: Contract;
  model: ResourceModel;
  url: string;
  seed: number;
  /** Sees every exchange, to judge and count it. */
  record(request: ProvingRequest, received: Received): void;
}

/** Path parameter values by name. */
export type Bindings = Record<string, unknown>;

/** Sends a valid request for an operation and records it. */
export async function perform(
  world: World,
  operation: ContractOperation,
  options: { path?: Bindings; body?: unknown; query?: Bindings; seed?: number },
): Promise<Received> {
  const request = validRequest(world.contract, operation, { seed: world.seed, ...options });
  const received = await send(world.url, request);
  world.record(request, received);
  return received;
}

/**
 * Creates what the path of an operation names: the parents of its resource and theirs, outermost first.
 * Parameters that no creatable resource identifies stay unbound, and are sampled.
 */
export async function bindParents(world: World, { resource, scope }: ResourceOperation, depth = 0): Promise<Bindings> {
  const bindings: Bindings = {};
  if (depth > 5) return bindings;
  for (const { parameter, column } of scope) {
    const parent = resource.parents.find((each) => each.column === column);
    const owner = world.model.resources.find((each) => each.name === parent?.resource);
    if (!owner?.isCreatable) continue;
    const made = await createItem(world, owner, depth + 1);
    if (made?.identity === undefined) continue;
    Object.assign(bindings, pick(made.bindings, scope), { [parameter]: made.identity });
  }
  return bindings;
}

export interface Made {
  /** None for items that no path names. */
  identity?: unknown;
  /** Bindings of the path it was created under. */
  bindings: Bindings;
  /** The item as the answer shows it. */
  item: Record<string, unknown>;
}

/** Creates one item of a resource and reads its identity from the answer; nothing where that cannot be done. */
export async function createItem(world: World, resource: Resource, depth = 0): Promise<Made | undefined> {
  const creator = [...world.model.operations.values()].find(
    (each) => each.resource === resource && each.role === 'create' && !each.request?.isList,
  );
  if (!creator) return undefined;
  const bindings = await bindParents(world, creator, depth);
  const seed = world.seed + depth * 1000 + (counter += 1);
  const first = validRequest(world.contract, creator.operation, { seed, path: bindings });
  const body = withFreshIdentity(world, creator, first.body?.value, seed);
  const request = validRequest(world.contract, creator.operation, { seed, path: first.path, body });
  const received = await send(world.url, request);
  world.record(request, received);
  if (received.status >= 300 || received.status < 200) return undefined;
  const item = memberAt(received.json, creator.response.at ?? []);
  const identity = identityOf(resource, item, received);
  return { ...(identity === undefined ? {} : { identity }), bindings: request.path, item };
}

/** Two items may not share an identity that the client chooses: examples, which samples prefer, always would. */
function withFreshIdentity(
  world: World,
  { resource, request }: ResourceOperation,
  body: unknown,
  seed: number,
): unknown {
  const unique = resource.properties.filter(
    ({ unique: isUnique, name }) => isUnique || name === resource.identity?.property,
  );
  const target = memberAt(body, request?.at ?? []);
  for (const { name, schema } of unique) {
    if (!Object.hasOwn(target, name)) continue;
    target[name] = fresh(world.contract, schema, target[name], seed);
  }
  return body;
}

let counter = 0;

/** Another value of the schema, near the given one where that is valid, else sampled. */
function fresh(contract: Contract, schema: Schema, value: unknown, seed: number): unknown {
  const near = typeof value === 'number' ? 100_000 + seed : `${String(value)}-${seed}`;
  if (violations(contract, schema, near, 'request').length === 0) return near;
  const bare = { ...resolve(contract, schema) };
  for (const preferred of ['example', 'examples', 'default']) delete bare[preferred];
  return sample(contract, bare, { seed, view: 'request' });
}

function identityOf(resource: Resource, item: Record<string, unknown>, received: Received): unknown {
  const property = resource.identity?.property;
  if (property !== undefined && item[property] !== undefined) return item[property];
  const location = received.headers.get('location');
  return location === null ? undefined : decodeURIComponent(location.split('/').at(-1) ?? '');
}

/** The object at a body path; an empty one where there is none. */
export function memberAt(body: unknown, at: readonly string[]): Record<string, unknown> {
  const value = at.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], body);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function pick(bindings: Bindings, scope: readonly { parameter: string }[]): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).filter(([name]) => scope.some(({ parameter }) => parameter === name)),
  );
}
