import { isMembers } from '@plumbline/contract/json';
import type { ResourceOperation } from '../../../src/infra/resources/resource.ts';
import { memberAt } from '../members.ts';
import type { RequestValues } from '../request.ts';
import type { Contradiction, Received } from '../verdict.ts';

const CREATED = /^(created|inserted)_?(at|on|time|date)$/i;
/** A day off, or the offset of some time zone, is more; a slow answer and clocks that differ are less. */
const TOLERANCE_MS = 10 * 60_000;

/** What was just created was created now, where the server says when. */
export function judgeTimes(
  { role, resource, request, response }: ResourceOperation,
  { body }: RequestValues,
  { json }: Received,
): Contradiction[] {
  if (role !== 'create' || response.isList || response.at === undefined) return [];
  const item = memberAt(json, response.at);
  const sent = memberAt(body, request?.at ?? []);
  return resource.properties.flatMap(({ name, readOnly, type }) => {
    const shown = item[name];
    const isKept = type === 'timestamptz' && CREATED.test(name) && (readOnly || !isMembers(sent) || !(name in sent));
    if (!isKept || typeof shown !== 'string') return [];
    if (Math.abs(Date.parse(shown) - Date.now()) < TOLERANCE_MS) return [];
    return [{ rule: 'as-sent', message: `${name} of what was created now is shown as ${shown}` }];
  });
}
