import { singularWords } from './infer/names/words.ts';
import type { Resource } from './resource.ts';

/** What messages call one item: `special event`. */
export function nounOf({ name }: Resource): string {
  return singularWords(name).join(' ');
}
