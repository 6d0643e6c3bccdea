import { firstFree } from '../columns/columns.ts';
import type { Draft } from '../drafts/draft.ts';
import { nounOf, type Segment } from './paths.ts';
import { plural, singularWords, snake, words } from './words.ts';

/**
 * A plural noun for each draft, unique in the contract: `tasks`, and `project_tasks` for the deeper one of two. It names
 * the table too, so that it must not depend on the order in which a document lists its paths.
 */
export function nameResources(drafts: readonly Draft[]): Map<Draft, string> {
  const names = new Map<Draft, string>();
  const taken = new Set<string>();
  const byDepth = drafts
    .map((draft) => ({ draft, segments: draft.families[0]?.segments ?? [] }))
    .sort((one, other) => one.segments.length - other.segments.length || compare(one.segments, other.segments));
  for (const { draft, segments } of byDepth) {
    const candidates = namesFor(segments, draft.isSingleton);
    const free = candidates.find((name) => !taken.has(name)) ?? candidates.at(-1) ?? 'items';
    names.set(draft, firstFree(free, taken));
  }
  return names;
}

/** `tasks`, `project_tasks`, `company_project_tasks`: each with one more of the nouns that lead to it. */
function namesFor(segments: readonly Segment[], isSingleton: boolean): string[] {
  const nouns = segments.flatMap((segment) =>
    'literal' in segment && snake(segment.literal) !== '' ? [segment.literal] : [],
  );
  const own = words(nounOf(segments));
  const last = own.at(-1) ?? 'item';
  // There is but one `/user` where there is no `/user/{id}`.
  const name = [...own.slice(0, -1), isSingleton ? last : plural(last)].join('_');
  return nouns.map((_, index) => {
    const outer = nouns.slice(nouns.length - 1 - index, -1).flatMap(singularWords);
    return [...outer, name].join('_');
  });
}

function compare(one: readonly Segment[], other: readonly Segment[]): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
