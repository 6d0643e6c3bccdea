import { isEqual } from '@plumbline/contract/sample/json-value';
import type { PageFact } from '../../../src/infra/resources/resource.ts';
import type { Answered, Listing } from './list-proof.ts';
import { factOf, linkTargets } from './next-page.ts';

type Identify = (item: Record<string, unknown>) => unknown;

/**
 * Links of the second page lead where they say: back to the first, and to the last, which shows the end of the list.
 *
 * @param expected identities of the whole list, if they are known
 */
export async function provePageLinks(
  { list, follow, wrong }: Listing,
  [first, second]: readonly [Answered, Answered],
  identify: Identify,
  expected: readonly unknown[] | undefined,
): Promise<void> {
  const { facts } = list.response;
  const addressOf = (relation: string, fact: PageFact): string | undefined => {
    const linked = linkTargets(second.headers.get('link')).find((each) => each.relation === relation)?.target;
    const told = linked ?? factOf(facts, second.json, fact);
    return typeof told === 'string' && told !== '' ? told : undefined;
  };
  const shownAt = async (address: string): Promise<unknown[]> => (await follow(address)).items.map(identify);
  for (const [relation, fact] of [
    ['prev', 'previousUrl'],
    ['first', 'firstUrl'],
  ] as const) {
    const address = addressOf(relation, fact);
    if (address === undefined) continue;
    // A link need not keep the size of pages that was asked for: another size begins with the same items.
    const [shown, due] = [await shownAt(address), first.items.map(identify)];
    const size = Math.max(1, Math.min(shown.length, due.length));
    if (isEqual(shown.slice(0, size), due.slice(0, size))) continue;
    wrong('paging', `the link "${relation}" of the second page does not lead to the first: ${address}`);
  }
  const last = addressOf('last', 'lastUrl');
  if (last === undefined || expected === undefined || (await shownAt(last)).at(-1) === expected.at(-1)) return;
  wrong('paging', `the link "last" does not lead to the end of the list: ${last}`);
}
