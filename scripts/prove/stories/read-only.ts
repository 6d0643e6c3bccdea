import { isEqual } from '@plumbline/contract/sample/json-value';
import { isMembers } from '@plumbline/contract/json';
import { sample } from '@plumbline/contract/sample/sample';
import { memberAt } from '../members.ts';
import { perform } from '../world.ts';
import { sampleValues } from '../sample-values.ts';
import { itemPath, shownItem, type Telling } from './telling.ts';
import { differences, isKeptByServer } from './differences.ts';

/** A client may send back what it got: readOnly members are taken, and have no effect. */
export async function proveReadOnly(telling: Telling): Promise<void> {
  const { world, made, find, wrong, result, resource } = telling;
  const change = find('replace') ?? find('update');
  if (change?.key?.in !== 'path' || change.request === undefined) return;
  const { contract } = world;
  const path = itemPath(change, made);
  const { body, mediaType = '' } = sampleValues(contract, change.operation, { seed: world.seed, path });
  if (!isMembers(body) || !/[/+]json/.test(mediaType) || /json-patch/.test(mediaType)) return;
  const shown = namesIn(telling, mediaType, 'response');
  // A body may have a schema of its own, in which a member is to be written that the item shows as readOnly.
  const writable = namesIn(telling, mediaType, 'request');
  const forbidden = resource.properties.filter(
    ({ name, readOnly }) => readOnly && shown.has(name) && !writable.has(name),
  );
  if (forbidden.length === 0) return;
  result.steps.push('readOnly');
  const before = await shownItem(telling, made);
  const tried = structuredClone(body);
  const target = memberAt(tried, change.request.at);
  for (const { name, schema } of forbidden)
    target[name] = sample(contract, schema, { seed: world.seed + 5, view: 'response' });
  const { status } = await perform(world, change.operation, { path, body: tried }, 'readOnly');
  if (status === 400 || status === 422) wrong('read-only', change, `readOnly members were refused with ${status}`);
  const after = await shownItem(telling, made);
  if (!before || !after) return;
  const isKept = ({ name }: { name: string }): boolean =>
    !isKeptByServer(name) &&
    // What was not shown before may come up by itself, only not as the client said.
    (Object.hasOwn(before, name) || isEqual(after[name], target[name]));
  const kept = Object.fromEntries(forbidden.filter(isKept).map(({ name }) => [name, before[name]]));
  for (const each of differences(after, kept))
    wrong('read-only', change, `a client changed a readOnly member: read shows ${each}`);
}

/** Names of the members that the body declares: with the readOnly ones, as in a response, or without. */
function namesIn({ world, find }: Telling, mediaType: string, view: 'request' | 'response'): ReadonlySet<string> {
  const change = find('replace') ?? find('update');
  const schema = change?.operation.requestBody?.content[mediaType]?.schema;
  if (!change || schema === undefined) return new Set();
  const filled = sample(world.contract, schema, { seed: 1, view, optional: 'all' });
  return new Set(Object.keys(memberAt(filled, change.request?.at ?? [])));
}
