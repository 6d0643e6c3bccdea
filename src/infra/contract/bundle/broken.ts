import { heal, refuse, type Draft } from '../draft.ts';
import type { Members } from '../json.ts';
import { ownerOf, reachedFrom } from './reach.ts';

/** A reference that leads nowhere: the object that holds it, and why. */
export interface Broken {
  pointer: string;
  holder: Members;
  message: string;
}

/** Refuses what an operation reaches; elsewhere the reference is taken away, which leaves an object that says nothing. */
export function settle(draft: Draft, broken: readonly Broken[]): void {
  const reached = reachedFrom(draft.document);
  for (const { pointer, holder, message } of broken) {
    if (reached.has(ownerOf(pointer))) refuse(draft, pointer, message);
    else {
      delete holder.$ref;
      heal(draft, 'broken-reference', pointer, `${message} No operation reaches this one; anything is allowed there.`);
    }
  }
}
