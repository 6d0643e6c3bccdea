import { GRAMMAR, type Kind, type Slot } from '../grammar.ts';
import { getOwn, isMembers, type Members, membersOf } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { walkSlot } from '../walk.ts';

/** A reference as a document holds it. */
export interface Reference {
  /** What it says, `pet.yaml#/Pet`. */
  text: string;
  /** `object`: `holder` is `{ $ref }`; `mapping`: `holder[key]` is the text; `container`: `holder[key]` is `{ $ref }`. */
  as: 'object' | 'mapping' | 'container';
  holder: Members;
  key: string;
  /** What must be there. */
  slot: Slot;
  /** Pointer of what the reference stands for. */
  pointer: string;
}

/** Every reference in a slot: `$ref`s, those in place of a whole map or list, and discriminator mappings. */
export function referencesIn(value: unknown, slot: Slot, pointer: string): Reference[] {
  const references: Reference[] = [];
  walkSlot(value, slot, pointer, (holder, kind, at) => {
    if (typeof holder.$ref === 'string') {
      references.push({ text: holder.$ref, as: 'object', holder, key: '$ref', slot: { kind, as: 'one' }, pointer: at });
    }
    if (kind === 'discriminator') references.push(...mappings(holder, at));
    references.push(...containers(holder, kind, at));
  });
  return references;
}

function mappings(discriminator: Members, pointer: string): Reference[] {
  const holder = membersOf(discriminator.mapping);
  return Object.entries(holder).flatMap(([key, text]): Reference[] => {
    const at = `${pointer}/mapping/${pointerToken(key)}`;
    return typeof text === 'string'
      ? [{ text, as: 'mapping', holder, key, slot: { kind: 'schema', as: 'one' }, pointer: at }]
      : [];
  });
}

/** Where something of a kind holds maps and lists, worked out once: every part of a contract is asked. */
const CONTAINERS = Object.fromEntries(
  Object.entries(GRAMMAR).map(([kind, slots]) => [kind, Object.entries(slots).filter(([, { as }]) => as !== 'one')]),
) as Record<Kind, [string, Slot][]>;

function containers(holder: Members, kind: Kind, pointer: string): Reference[] {
  return CONTAINERS[kind].flatMap(([key, slot]): Reference[] => {
    const container = getOwn(holder, key);
    if (!isMembers(container) || typeof container.$ref !== 'string') return [];
    return [{ text: container.$ref, as: 'container', holder, key, slot, pointer: `${pointer}/${pointerToken(key)}` }];
  });
}
