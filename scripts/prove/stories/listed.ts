import { memberAt, valueAt } from '../members.ts';
import { perform } from '../world.ts';
import { isNarrowed } from './listing.ts';
import type { Telling } from './telling.ts';
import { differences } from './differences.ts';

/** What was created is in its list, and looks there as creating it showed. */
export async function proveListed({ world, made, find, wrong, result }: Telling): Promise<void> {
  const list = find('list');
  if (!list || isNarrowed(world, list)) return;
  // Below what else a list stands, nobody has said of the item.
  if (list.scope.some(({ parameter }) => !Object.hasOwn(made.bindings, parameter))) return;
  result.steps.push('list');
  const received = await perform(world, list.operation, { path: made.bindings });
  const items = valueAt(received.json, list.response.at ?? []);
  if (!Array.isArray(items)) {
    wrong('round-trip', list, `list answered ${received.status} without an array`);
    return;
  }
  const shown = items.map((each) => memberAt(each, list.response.itemAt ?? []));
  const property = list.resource.identity?.property;
  const telling = made.identity === undefined || property === undefined ? Object.keys(made.item) : [property];
  // A list that shows nothing of what tells items apart cannot show which it has.
  if (shown.length > 0 && !telling.some((name) => shown.some((item) => Object.hasOwn(item, name)))) return;
  const entry = shown.find((item) =>
    made.identity === undefined || property === undefined
      ? differences(item, made.item).length === 0
      : item[property] === made.identity,
  );
  const isThere = entry !== undefined;
  // What an item refers to may be shown shorter in a list.
  const plain = Object.entries(made.item).filter(([, value]) => typeof value !== 'object');
  for (const each of entry ? differences(entry, Object.fromEntries(plain)) : [])
    wrong('round-trip', list, `list shows ${each} as create showed`);
  // What was just made may stand on a later page.
  const isWhole = items.length < (list.paging?.defaultLimit ?? Infinity);
  if (!isThere && isWhole) wrong('round-trip', list, 'list does not show what was created');
}
