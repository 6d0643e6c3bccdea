import { placeText } from '@plumbline/contract/contract-error';
import type { Problem } from '../stage.ts';

/** What a problem is about, as a reader looks for it: the operation, the place; nothing where it is all of the contract. */
export function whereOf({ operation, place }: Pick<Problem, 'operation' | 'place'>): string[] {
  return [...(operation === undefined ? [] : [operation]), ...(place ? [placeText(place)] : [])];
}
