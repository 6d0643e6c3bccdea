import { refuse, type Draft } from '../draft.ts';
import { membersOf } from '../json.ts';
import { pointerToken } from '../schema.ts';

/** Refuses shared objects that are references to each other in a circle: there is nothing behind them. */
export function refuseCircles(draft: Draft): void {
  for (const [section, entries] of Object.entries(membersOf(draft.document.components))) {
    const { names, references } = pointersOf(section, membersOf(entries));
    for (const [pointer, name] of names) {
      if (leadsBack(references, pointer))
        refuse(draft, pointer, `${name} is a reference that leads back to itself. Write out what it is.`);
    }
  }
}

/** The shared objects of a section by pointer: what each is called, and where those that are references point to. */
function pointersOf(section: string, shared: Record<string, unknown>) {
  const names = new Map<string, string>();
  const references = new Map<string, string>();
  for (const [name, value] of Object.entries(shared)) {
    const pointer = `/components/${section}/${pointerToken(name)}`;
    const { $ref: reference } = membersOf(value);
    names.set(pointer, name);
    if (typeof reference === 'string') references.set(pointer, reference.slice(1));
  }
  return { names, references };
}

function leadsBack(references: ReadonlyMap<string, string>, start: string): boolean {
  const seen = new Set<string>();
  let at = start;
  while (!seen.has(at)) {
    seen.add(at);
    const next = references.get(at);
    if (next === undefined) return false;
    at = next;
  }
  return true;
}
