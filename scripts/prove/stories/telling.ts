import { sample } from '@plumbline/contract/sample/sample';
import type { Resource, ResourceOperation, Role } from '../../../src/infra/resources/resource.ts';
import { type Bindings, type Made } from '../create.ts';
import { memberAt } from '../members.ts';
import { perform, type World } from '../world.ts';

/** How a round trip through one resource went. */
export interface StoryResult {
  resource: string;
  /** Steps taken, in order: `create`, `read`, ... */
  steps: string[];
  failures: string[];
}

/** A story while it is told. */
export interface Telling {
  world: World;
  resource: Resource;
  made: Made;
  result: StoryResult;
  /** The operation of the resource in a role, if the contract declares one. */
  find: (role: Role) => ResourceOperation | undefined;
  /** Notes that something did not go as the contract promises. */
  wrong: (rule: string, operation: ResourceOperation, problem: string) => void;
}

/** Path values that lead an operation to an item. */
export function itemPath(operation: ResourceOperation, made: Made): Bindings {
  return operation.key?.in === 'path' ? { ...made.bindings, [operation.key.name]: made.identity } : made.bindings;
}

/** The item as reading it shows it; nothing where it cannot be read. */
export async function shownItem({ world, find }: Telling, made: Made): Promise<Record<string, unknown> | undefined> {
  const read = find('read');
  if (!read) return undefined;
  const { status, json } = await perform(world, read.operation, { path: itemPath(read, made) });
  return status < 300 ? memberAt(json, read.response.at ?? []) : undefined;
}

/** Names of the members that an answer may show by the contract. */
export function declaredIn({ contract }: World, { operation, response }: ResourceOperation): ReadonlySet<string> {
  const schemas = Object.values(operation.responses[String(response.status)]?.content ?? {}).map(
    ({ schema }) => schema,
  );
  const [schema] = schemas.filter((each) => each !== undefined);
  if (schema === undefined) return new Set();
  const whole = sample(contract, schema, { seed: 1, view: 'response', optional: 'all' });
  return new Set(Object.keys(memberAt(whole, response.at ?? [])));
}
