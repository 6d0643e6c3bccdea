import type { Members } from '../json.ts';
import { referencesIn } from './references.ts';

/** Pointer of the shared object that a pointer is in, `/components/schemas/Pet`; `''` for what is not in one. */
export function ownerOf(pointer: string): string {
  return /^\/(?:components\/[^/]+|definitions|parameters|responses)\/[^/]+/u.exec(pointer)?.[0] ?? '';
}

/** Pointers of the shared objects that paths and webhooks of a bundled document reach; `''` for the document itself. */
export function reachedFrom(document: Members): Set<string> {
  const leadsTo = new Map<string, string[]>();
  for (const { text, pointer } of referencesIn(document, { kind: 'document', as: 'one' }, '')) {
    const owner = ownerOf(pointer);
    leadsTo.set(owner, [...(leadsTo.get(owner) ?? []), ownerOf(text.slice(1))]);
  }
  const reached = new Set<string>(['']);
  for (const owner of reached) for (const target of leadsTo.get(owner) ?? []) reached.add(target);
  return reached;
}
