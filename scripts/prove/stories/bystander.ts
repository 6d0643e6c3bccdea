import { createItem, type Made } from '../create.ts';
import { perform } from '../world.ts';
import { itemPath, shownItem, type Telling } from './telling.ts';
import { lastingDifferences } from './differences.ts';

/** Another item beside the one that the story is about, and how it is shown before anything happens. */
export interface Bystander {
  made: Made;
  shown: Record<string, unknown>;
}

/** Makes it, below the same parent; nothing where there is none to be made or seen. */
export async function bystander(telling: Telling): Promise<Bystander | undefined> {
  const { world, resource, made, find } = telling;
  if (!find('read') || ![find('update'), find('replace'), find('remove')].some(Boolean)) return undefined;
  const other = await createItem({ ...world, seed: world.seed + 303 }, resource, 0, made.bindings);
  if (other?.identity === undefined || other.identity === made.identity) return undefined;
  const shown = await shownItem(telling, other);
  return shown && { made: other, shown };
}

/** What was done to one item was done to no other. */
export async function proveBystander(telling: Telling, other: Bystander | undefined): Promise<void> {
  const { world, find, wrong, result } = telling;
  const read = find('read');
  if (!other || !read) return;
  result.steps.push('others');
  const path = itemPath(read, other.made);
  const { status } = await perform(world, read.operation, { path });
  if (status >= 300) {
    wrong('others-untouched', read, `another item than the one that was changed and removed is gone: ${status}`);
    return;
  }
  const shown = (await shownItem(telling, other.made)) ?? {};
  for (const each of lastingDifferences(shown, other.shown))
    wrong('others-untouched', read, `another item than the one that was changed shows ${each}`);
}
