import { isJson } from '@plumbline/contract/media-type';
import { isMembers } from '@plumbline/contract/json';
import { unboxed } from '../../../src/infra/resources/body/boxes.ts';
import { placeOf } from '../../../src/infra/resources/body/place.ts';
import { MOST_NAMED, NOT_AS_SENT } from '../../../src/infra/resources/item/not-as-sent.ts';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { memberAt, valueAt } from '../members.ts';
import type { RequestValues } from '../request.ts';
import { unshowable } from '../vary/showable.ts';
import type { Contradiction, Received } from '../verdict.ts';
import type { World } from '../world.ts';
import { isSameValue } from './same-value.ts';

/** The answer to a write shows what was sent: nothing is cut, rounded, shifted, spelt otherwise or lost. */
export function judgeAsSent(
  { contract }: World,
  derived: ResourceOperation,
  values: RequestValues,
  { json, headers }: Received,
): Contradiction[] {
  const { role, request, response, resource } = derived;
  const isWriting = role === 'create' || role === 'replace' || role === 'update';
  if (!isWriting || request === undefined || request.isList || response.at === undefined || response.isList) return [];
  if (!isJson(values.mediaType ?? '') || /json-patch/.test(values.mediaType ?? '')) return [];
  const [sent, shown] = [valueAt(values.body, request.at), memberAt(json, response.at)];
  const named = namedIn(headers);
  // Beyond the most that it names the header says nothing.
  if (!isMembers(sent) || named.length >= MOST_NAMED) return [];
  const item = unboxed(shown, resource.boxes);
  const beyond = new Set([
    ...unshowable(contract, derived, values),
    ...resource.parents.map(({ property }) => property),
    ...resource.references.flatMap(({ property, from }) => [property, from]),
    resource.identity?.property,
  ]);
  return Object.entries(unboxed(sent, resource.boxes)).flatMap(([written, value]) => {
    const name = request.names?.[written] ?? written;
    const property = resource.properties.find((each) => each.name === name);
    if (property === undefined || property.readOnly || property.writeOnly || beyond.has(name)) return [];
    const field = `${['body', ...placeOf(derived, name)].join('.')}.`;
    if (named.some((other) => `${other}.`.startsWith(field))) return [];
    // Null takes out; what is not shown may be shown elsewhere.
    if (value === null || !Object.hasOwn(item, name) || isPatched(derived, value)) return [];
    if (isSameValue(contract, property.schema, value, item[name])) return [];
    const [was, is] = [value, item[name]].map((each) => JSON.stringify(each).slice(0, 80));
    return [{ rule: 'as-sent', message: `${name} was sent as ${was}, and the answer shows ${is}` }];
  });
}

/** A server that could not keep all of it names in a header what it did not. */
function namedIn(headers: Received['headers']): string[] {
  return (headers.get(NOT_AS_SENT) ?? '')
    .split(', ')
    .filter((field) => field !== '')
    .map(decodeURI);
}

/** An object in a merge patch is merged with what was there. */
function isPatched({ role }: ResourceOperation, value: unknown): boolean {
  return role === 'update' && isMembers(value);
}
