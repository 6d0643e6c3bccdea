import { refuse, type Draft } from '../draft.ts';
import { membersOf } from '../json.ts';
import { pointerToken } from '../schema.ts';

/** Refuses shared objects that are references to each other in a circle: there is nothing behind them. */
export function refuseCircles(draft: Draft): void {
  for (const [section, entries] of Object.entries(membersOf(draft.document.components))) {
    const shared = membersOf(entries);
    for (const name of Object.keys(shared)) {
      const pointer = `/components/${section}/${pointerToken(name)}`;
      if (leadsBack(shared, pointer, section))
        refuse(draft, pointer, `${name} is a reference that leads back to itself. Write out what it is.`);
    }
  }
}

function leadsBack(shared: Record<string, unknown>, start: string, section: string): boolean {
  const names = new Map(Object.keys(shared).map((name) => [`#/components/${section}/${pointerToken(name)}`, name]));
  const seen = new Set<string>();
  let at = `#${start}`;
  while (!seen.has(at)) {
    seen.add(at);
    const reference = membersOf(shared[names.get(at) ?? '']).$ref;
    if (typeof reference !== 'string') return false;
    at = reference;
  }
  return true;
}
