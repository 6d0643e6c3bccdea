import { heal, refuse, type Draft } from '../draft.ts';
import type { Members } from '../json.ts';
import { ownerOf, reachedFrom } from './reach.ts';

/** A reference that leads nowhere: `holder[key]`, and why. */
export interface Broken {
  pointer: string;
  holder: Members;
  key: string;
  message: string;
}

/**
 * Refuses what an operation reaches; elsewhere the reference is taken away, which leaves an
 * object that says nothing. A discriminator does without the mapping: the alternatives are tried.
 */
export function settle(draft: Draft, broken: readonly Broken[]): void {
  const reached = reachedFrom(draft.document);
  for (const { pointer, holder, key, message } of broken) {
    if (key !== '$ref') {
      delete holder[key];
      heal(draft, 'broken-discriminator-mapping', pointer, `${message} No value is mapped to it.`);
    } else if (reached.has(ownerOf(pointer))) refuse(draft, pointer, message);
    else {
      delete holder.$ref;
      heal(draft, 'broken-reference', pointer, `${message} No operation reaches this one; anything is allowed there.`);
    }
  }
}
