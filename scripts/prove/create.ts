import { violations } from '../../src/infra/contract/check.ts';
import type { Contract, Schema } from '../../src/infra/contract/contract.ts';
import { sample } from '../../src/infra/contract/sample/sample.ts';
import { resolve } from '../../src/infra/contract/schema.ts';
import type { Resource, ResourceOperation } from '../../src/infra/resources/resource.ts';
import { encodeRequest, type RequestValues } from './request.ts';
import { sampleValues } from './sample-values.ts';
import type { Received } from './verdict.ts';
import { exchange, type World } from './world.ts';

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
  /** The operation that made it, and its whole answer. */
  creator: ResourceOperation;
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
    if (!owner?.isCreatable) continue;
    const made = await createItem(world, owner, depth + 1);
    if (made?.identity === undefined) continue;
    Object.assign(bindings, pick(made.bindings, scope), { [parameter]: made.identity });
  }
  return bindings;
}

/** Binds every path parameter of an operation that can be: its parents, and the item that it is about. */
export async function bindPath(world: World, derived: ResourceOperation | undefined): Promise<Bindings> {
  if (!derived) return {};
  if (derived.key?.in === 'path') {
    const made = await createItem(world, derived.resource);
    if (made?.identity !== undefined) return { ...made.bindings, [derived.key.name]: made.identity };
  }
  return bindParents(world, derived);
}

/** The operation that creates one item of a resource. */
export function creatorOf({ model }: World, resource: Resource): ResourceOperation | undefined {
  return [...model.operations.values()].find(
    (each) => each.resource === resource && each.role === 'create' && !each.request?.isList,
  );
}

/**
 * Creates one item of a resource and reads its identity from the answer; nothing where that cannot be done.
 *
 * @param path values of parents that exist; by default they are created too
 */
export async function createItem(
  world: World,
  resource: Resource,
  depth = 0,
  path?: Bindings,
): Promise<Made | undefined> {
  const creator = creatorOf(world, resource);
  if (!creator) return undefined;
  const bindings = path ?? (await bindParents(world, creator, depth));
  const sampled = sampleValues(world.contract, creator.operation, { seed: world.seed, path: bindings });
  const received = await create(world, creator, sampled);
  const values = { path: sampled.path };
  if (received.status >= 300 || received.status < 200) return undefined;
  const item = memberAt(received.json, creator.response.at ?? []);
  const identity = identityOf(resource, item, received);
  return { ...(identity !== undefined && { identity }), bindings: values.path, item, creator, received };
}

/** Sends a create; where the contract does not say what must be unique, a conflict does, and it is tried once more. */
async function create(world: World, creator: ResourceOperation, values: RequestValues): Promise<Received> {
  const send = (): Promise<Received> =>
    exchange(world, 'story', encodeRequest(world.contract, creator.operation, freshValues(world, creator, values)));
  const received = await send();
  if (received.status !== 409 || world.contested.has(creator.resource.name)) return received;
  world.contested.add(creator.resource.name);
  return send();
}

/** Two items may not share an identity that the client chooses: examples, which samples prefer, always would. */
export function freshValues(
  { contract, contested }: World,
  { resource, request, role }: ResourceOperation,
  values: RequestValues,
): RequestValues {
  const isWriting = role === 'create' || role === 'replace' || role === 'update';
  if (!isWriting || values.body === undefined || request?.isList === true) return values;
  const copy = structuredClone(values);
  const target = memberAt(copy.body, request?.at ?? []);
  const isContested = contested.has(resource.name);
  counter += 1;
  for (const { name, schema, unique } of resource.properties) {
    if (!Object.hasOwn(target, name)) continue;
    const mayBeUnique = isContested && typeof target[name] === 'string';
    const isIdentity = name === resource.identity?.property;
    // An item keeps its identity when it is changed.
    if (role === 'create' ? !unique && !isIdentity && !mayBeUnique : !unique || isIdentity) continue;
    target[name] = fresh(contract, schema, target[name], counter);
  }
  return copy;
}

/** How many fresh identities were handed out; a process proves one contract after another. */
let counter = 0;

/** Starts identities anew, so that the same seed makes the same requests. */
export function forgetIdentities(): void {
  counter = 0;
}

/** Another value of the schema, near the given one where that is valid, else sampled, else the same. */
function fresh(contract: Contract, schema: Schema, value: unknown, number: number): unknown {
  const text = String(value);
  const digits = String(number);
  const near: unknown[] =
    typeof value === 'number'
      ? [100_000 + number, 1 + number]
      : [text.slice(0, Math.max(0, text.length - digits.length)) + digits, `${text}-${digits}`];
  const bare = { ...resolve(contract, schema) };
  for (const preferred of ['example', 'examples', 'default']) delete bare[preferred];
  near.push(sample(contract, bare, { seed: number, view: 'request' }));
  return near.find((candidate) => violations(contract, schema, candidate, 'request').length === 0) ?? value;
}

function identityOf(resource: Resource, item: Record<string, unknown>, received: Received): unknown {
  const property = resource.identity?.property;
  if (property !== undefined && item[property] !== undefined) return item[property];
  const location = received.headers.get('location');
  return location === null ? undefined : decodeURIComponent(location.split('/').at(-1) ?? '');
}

/** The value at a body path; nothing where there is none. */
export function valueAt(body: unknown, at: readonly string[]): unknown {
  return at.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], body);
}

/** The object at a body path; an empty one where there is none. */
export function memberAt(body: unknown, at: readonly string[]): Record<string, unknown> {
  const value = valueAt(body, at);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function pick(bindings: Bindings, scope: readonly { parameter: string }[]): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).filter(([name]) => scope.some(({ parameter }) => parameter === name)),
  );
}
