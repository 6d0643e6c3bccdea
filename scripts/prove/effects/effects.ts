import { isEqual } from '@plumbline/contract/sample/json-value';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { arranged, type ArrangedRequest } from '../arrange.ts';
import { memberAt, valueAt } from '../members.ts';
import { sampleValues } from '../sample-values.ts';
import { judgeAsSent } from './as-sent.ts';
import { judgeTimes } from './times.ts';
import { lastingDifferences } from '../stories/differences.ts';
import type { Contradiction, Received } from '../verdict.ts';
import { fail, sendArranged, type World } from '../world.ts';

/** What becomes of an accepted request, to be looked at once it was answered. */
export type Aftermath = (received: Received) => Promise<void>;

const SAMPLED = 'x-plumbline-answer';

/**
 * Looks at what is there before a request, to tell afterwards whether it did what it says: what was changed is shown so
 * by whoever reads it next, and what was removed is shown no more. By the same caller, who may be the only one to see it.
 */
export async function watch(world: World, derived: ResourceOperation, ready: ArrangedRequest): Promise<Aftermath> {
  const { role, key, request } = derived;
  const isOne = key === undefined || (key.in === 'path' && key.isList !== true);
  const isWatched = role === 'remove' ? isOne && key !== undefined : role === 'update' || role === 'replace';
  if (!isWatched || !isOne || request?.isList === true) return () => Promise.resolve();
  const before = role === 'remove' ? await look(world, derived, ready) : undefined;
  return async (received) => {
    if (received.status >= 300) return;
    const after = await look(world, derived, ready);
    if (role === 'remove') judgeRemoval(world, derived, before, after);
    else if (after) judgeChange(world, derived, received, after);
  };
}

/** An item as somebody saw it, by reading it or in a list. */
interface Seen {
  way: 'read' | 'list';
  item: Record<string, unknown>;
}

function judgeRemoval(
  world: World,
  derived: ResourceOperation,
  before: Seen | undefined,
  after: Seen | undefined,
): void {
  // What stays in a list may say that it is over.
  const isThere = after && (after.way === 'read' || isEqual(after.item, before?.item));
  if (before && isThere) fail(world, 'removed-is-gone', derived.operation, `after remove, ${after.way} still shows it`);
}

function judgeChange(world: World, derived: ResourceOperation, { json }: Received, { item, way }: Seen): void {
  const { response, operation, role } = derived;
  if (response.at === undefined || response.isList) return;
  const plain = Object.entries(memberAt(json, response.at)).filter(
    // What an item refers to may be shown shorter in a list.
    ([, value]) => way === 'read' || typeof value !== 'object',
  );
  for (const each of lastingDifferences(item, Object.fromEntries(plain)))
    fail(world, 'round-trip', operation, `after ${role}, ${way} shows ${each}`);
}

/** The item that a request is about; nothing where it is not shown, or made up for the answer. */
async function look(
  world: World,
  { resource, scope, key }: ResourceOperation,
  { request, credentials }: ArrangedRequest,
): Promise<Seen | undefined> {
  const beside = [...world.model.operations.values()].filter((each) => each.resource === resource);
  const at = scope.map(({ parameter }) => parameter).join();
  const isHere = (each: ResourceOperation): boolean => each.scope.map(({ parameter }) => parameter).join() === at;
  const read = beside.find((each) => each.role === 'read' && isHere(each) && each.key?.name === key?.name);
  const list = beside.find((each) => each.role === 'list' && isHere(each) && each.response.isList);
  const way = read ?? (key === undefined ? undefined : list);
  if (way === undefined) return undefined;
  const { contract, seed } = world;
  const query = way.role === 'list' && way.paging?.limit ? { [way.paging.limit]: way.paging.maxLimit } : {};
  const values = sampleValues(contract, way.operation, { seed, path: request.values.path, query, optional: 'none' });
  const path = { ...values.path, ...request.values.path };
  const asked = await arranged(world, way.operation, values, (made) => ({ ...made, path }), credentials);
  const { status, json, headers } = await sendArranged(world, 'effect', asked);
  if (status >= 300 || headers.has(SAMPLED)) return undefined;
  if (way === read) return { way: 'read', item: memberAt(json, way.response.at ?? []) };
  const items = valueAt(json, way.response.at ?? []);
  const identity = key?.property ?? resource.identity?.property;
  if (!Array.isArray(items) || identity === undefined) return undefined;
  const item = items
    .map((each) => memberAt(each, way.response.itemAt ?? []))
    .find((each) => plain(each[identity]) === plain(path[key?.name ?? '']));
  return item && { way: 'list', item };
}

/** What is read by its identifier is the item of that identifier. */
function judgeIdentity(derived: ResourceOperation, { request }: ArrangedRequest, { json }: Received): Contradiction[] {
  const { key, resource, response, role } = derived;
  const { identity } = resource;
  if (role !== 'read' || key?.in !== 'path' || key.property !== undefined || identity?.property === undefined)
    return [];
  if (identity.also !== undefined || response.at === undefined) return [];
  const [asked, shown] = [request.values.path[key.name], memberAt(json, response.at)[identity.property]];
  if (shown === undefined || plain(shown) === plain(asked)) return [];
  const message = `${key.name} ${JSON.stringify(asked)} was asked for, and ${JSON.stringify(shown)} is shown`;
  return [{ rule: 'round-trip', message }];
}

/** What the answer to an accepted request has to show of it. */
export function judgeEffect(
  world: World,
  derived: ResourceOperation,
  ready: ArrangedRequest,
  received: Received,
): Contradiction[] {
  return [
    ...judgeAsSent(world, derived, ready.request.values, received),
    ...judgeIdentity(derived, ready, received),
    ...judgeTimes(derived, ready.request.values, received),
  ];
}

/** An identifier as a path has it, a text: a UUID is the same in large letters. */
const plain = (identifier: unknown): string =>
  JSON.stringify(identifier ?? null)
    .replaceAll('"', '')
    .toLowerCase();
