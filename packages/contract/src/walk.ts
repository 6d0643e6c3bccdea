import { GRAMMAR, PATTERNED, type Kind, type Slot } from './grammar.ts';
import { getOwn, isMembers, type Members } from './json.ts';
import { pointerToken } from './schema.ts';

/** Called for every object of the grammar, parents first; it may change the object, not its place. */
export type Visit = (node: Members, kind: Kind, pointer: string) => void;

/** Visits an object of the grammar and all that it holds. What is not an object (a boolean schema, a fault) is passed over. */
export function walk(node: unknown, kind: Kind, pointer: string, visit: Visit): void {
  if (!isMembers(node)) return;
  visit(node, kind, pointer);
  const slots = GRAMMAR[kind];
  const otherwise = PATTERNED[kind];
  for (const key of Object.keys(node)) {
    const slot = Object.hasOwn(slots, key) ? getOwn(slots, key) : key.startsWith('x-') ? undefined : otherwise;
    if (slot) walkSlot(getOwn(node, key), slot, `${pointer}/${pointerToken(key)}`, visit);
  }
}

/** Visits all that a member holds. */
export function walkSlot(value: unknown, { kind, as }: Slot, pointer: string, visit: Visit): void {
  // JSON Schema before 2020-12 has a list of schemas in `items`; a list is walked wherever it stands.
  if (Array.isArray(value)) {
    value.forEach((element, index) => {
      walk(element, kind, `${pointer}/${index}`, visit);
    });
  } else if (as === 'one') {
    walk(value, kind, pointer, visit);
  } else if (isMembers(value)) {
    for (const key of Object.keys(value)) {
      if (as === 'patterned' && key.startsWith('x-')) continue;
      walk(getOwn(value, key), kind, `${pointer}/${pointerToken(key)}`, visit);
    }
  }
}
