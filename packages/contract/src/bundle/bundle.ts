import { ignore, refuse, type Draft } from '../draft.ts';
import type { Slot } from '../grammar.ts';
import { getOwn, isMembers, type Members, membersOf, setOwn } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { pointerKeys } from '../source/pointer.ts';
import type { Reader } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { schemaReference } from './mapping.ts';
import { componentName } from './names.ts';
import { settle, type Broken } from './broken.ts';
import { ownerOf } from './reach.ts';
import { referencesIn, type Reference } from './references.ts';
import { ofKind, sectionOf } from './sections.ts';
import { targetOf, type Target } from './targets.ts';

/** A part of the document whose references have not been looked at, and the source that they are written in. */
interface Part {
  value: unknown;
  slot: Slot;
  pointer: string;
  source: Source;
  /** How many parts written in place it is within. */
  depth: number;
}

interface Bundling {
  draft: Draft;
  entry: Source;
  read: Reader;
  parts: Part[];
  /** Pointers of the shared objects made, by `file#pointer` of what they were made of. */
  placed: Map<string, string>;
  broken: Broken[];
}

/** Path items within path items, as callbacks have them, are written in place this deep. */
const DEEPEST = 8;

/**
 * Makes one document of many: what references lead to outside the entry document, or deep inside it, becomes a
 * component with a readable name, once; what cannot be one is written in place. Afterwards every `$ref` reads
 * `#/components/<section>/<name>`, or `#/definitions/<name>` and the like in Swagger 2.0. A reference that leads nowhere
 * makes the contract invalid, unless no operation reaches it.
 */
export async function bundle(draft: Draft, entry: Source, read: Reader): Promise<void> {
  const bundling: Bundling = { draft, entry, read, parts: [], placed: new Map(), broken: [] };
  const whole: Slot = { kind: 'document', as: 'one' };
  bundling.parts.push({ value: draft.document, slot: whole, pointer: '', source: entry, depth: 0 });
  for (const part of bundling.parts) {
    const references = referencesIn(part.value, part.slot, part.pointer);
    const isAlias = (reference: Reference) => isComponent(bundling, reference);
    // A component that is nothing but a reference gives its name to the target, so it comes before the others.
    for (const reference of references.filter(isAlias)) await link(bundling, reference, part);
    for (const reference of references) if (!isAlias(reference)) await link(bundling, reference, part);
  }
  if (bundling.broken.length > 0) settle(draft, bundling.broken);
}

async function link(bundling: Bundling, reference: Reference, part: Part): Promise<void> {
  const { holder, key, slot, as, pointer } = reference;
  const text = as === 'mapping' ? schemaReference(reference.text, part.source) : reference.text;
  const target = await targetOf(text, part.source, bundling.read);
  if ('miss' in target) {
    const broken = as === 'container' ? { holder: membersOf(getOwn(holder, key)), key: '$ref' } : { holder, key };
    bundling.broken.push({ ...broken, pointer, message: target.miss });
    return;
  }
  const section = as === 'container' ? undefined : sectionOf(slot.kind, isSwagger(bundling));
  if (section !== undefined) setOwn(holder, key, `#${share(bundling, reference, section, target)}`);
  else if (isCallbackInCallback(pointer)) {
    delete holder.$ref;
    ignore(bundling.draft, 'callback-in-callback', pointer, 'Callbacks of callbacks are not followed.');
  } else if (part.depth < DEEPEST) writeInPlace(bundling, reference, target, part.depth + 1);
  else refuse(bundling.draft, pointer, `The reference ${text} runs in a circle. Break it.`);
}

/** @returns pointer of the shared object that is the target; it is made where there is none yet */
function share(bundling: Bundling, reference: Reference, section: string, target: Target): string {
  const { draft, entry, parts, placed } = bundling;
  const { source, pointer: written, value } = target;
  if (source === entry && isDirectlyIn(section, written)) return written;
  const origin = `${source.file}#${written}`;
  const made = placed.get(origin);
  if (made !== undefined) return made;
  const shared = sectionAt(draft.document, section);
  const own = isComponent(bundling, reference) ? pointerKeys(reference.pointer).at(-1) : undefined;
  const name = own ?? componentName(source.file, written, (taken) => Object.hasOwn(shared, taken));
  const pointer = `${section}/${pointerToken(name)}`;
  const copy = structuredClone(value);
  setOwn(shared, name, copy);
  placed.set(origin, pointer);
  draft.origins.record(pointer, source, written);
  parts.push({ value: copy, slot: reference.slot, pointer, source, depth: 0 });
  return pointer;
}

function writeInPlace({ draft, parts, placed }: Bundling, reference: Reference, target: Target, depth: number): void {
  const { holder, key, slot, as, pointer } = reference;
  const { source, pointer: written, value } = target;
  const copy = structuredClone(value);
  draft.origins.record(pointer, source, written);
  if (as === 'container') {
    setOwn(holder, key, copy);
    for (const name of Object.keys(membersOf(copy))) {
      const token = pointerToken(name);
      if (ownerOf(`${pointer}/${token}`) === `${pointer}/${token}`)
        placed.set(`${source.file}#${written}/${token}`, `${pointer}/${token}`);
    }
  } else {
    delete holder.$ref;
    Object.assign(holder, { ...ofKind(membersOf(copy), slot.kind), ...holder });
  }
  parts.push({ value: as === 'container' ? copy : holder, slot, pointer, source, depth });
}

function sectionAt(document: Members, section: string): Members {
  let members = document;
  for (const key of pointerKeys(section)) {
    if (!isMembers(getOwn(members, key))) setOwn(members, key, {});
    members = getOwn(members, key) as Members;
  }
  return members;
}

/** True for `components.schemas.Pet: { $ref: ./pet.yaml }`: an entry of the section that is nothing but a reference. */
function isComponent(bundling: Bundling, { holder, as, slot, pointer }: Reference): boolean {
  const section = sectionOf(slot.kind, isSwagger(bundling));
  return as === 'object' && section !== undefined && isDirectlyIn(section, pointer) && Object.keys(holder).length === 1;
}

/** Callbacks that lead back to the operation they belong to have no end. */
function isCallbackInCallback(pointer: string): boolean {
  return pointer.split('/callbacks/').length > 2;
}

function isDirectlyIn(section: string, pointer: string): boolean {
  return pointer.startsWith(`${section}/`) && !pointer.includes('/', section.length + 1);
}

function isSwagger({ draft }: Bundling): boolean {
  return 'swagger' in draft.document;
}
