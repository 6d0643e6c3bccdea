import { isEqual } from '@plumbline/contract/sample/json-value';
import { isMembers } from '@plumbline/contract/json';
import { saysWhenChanged } from '../../../src/infra/resources/item/times.ts';

/** Members that both show, and differently: each is told at the first place within that differs. */
export function differences(shown: Record<string, unknown>, expected: Record<string, unknown>): string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    Object.hasOwn(shown, name) && !isEqual(shown[name], value) ? [difference(name, shown[name], value)] : [],
  );
}

/** The same, but for what the server keeps by itself, however deep it stands. */
export function lastingDifferences(shown: Record<string, unknown>, expected: Record<string, unknown>): string[] {
  return differences(lasting(shown) as Record<string, unknown>, lasting(expected) as Record<string, unknown>);
}

/** Members with a value that one shows and the other should, and does not. */
export function omissions(shown: Record<string, unknown>, expected: Record<string, unknown>): string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    value === null || value === undefined || Object.hasOwn(shown, name) ? [] : [name],
  );
}

/** Whether the server keeps a member by itself: times and versions of changes. */
export function isKeptByServer(name: string): boolean {
  return saysWhenChanged(name) || /^(updated|modified|edited|version|revision|etag|last)/i.test(name);
}

function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (!isMembers(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isKeptByServer(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, lasting(member)]));
}

/** `config/url as "a", not "b"`: down to where the two part. */
function difference(place: string, shown: unknown, expected: unknown): string {
  const isDivisible = (isMembers(shown) && isMembers(expected)) || (Array.isArray(shown) && Array.isArray(expected));
  if (isDivisible) {
    const [ours, theirs] = [shown, expected] as Record<string, unknown>[];
    const names = [...new Set([...Object.keys(theirs ?? {}), ...Object.keys(ours ?? {})])];
    const name = names.find((each) => !isEqual(ours?.[each], theirs?.[each]));
    if (name !== undefined) return difference(`${place}/${name}`, ours?.[name], theirs?.[name]);
  }
  return `${place} as ${show(shown)}, not ${show(expected)}`;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
