import { membersOf } from '../json.ts';
import { pointerToken } from '../schema.ts';
import type { Source } from '../source/source.ts';

/** A discriminator maps to references, or to the bare names of schemas: the reference that a name stands for. */
export function schemaReference(text: string, { value }: Source): string {
  const { components, definitions } = membersOf(value);
  const token = pointerToken(text);
  if (Object.hasOwn(membersOf(membersOf(components).schemas), text)) return `#/components/schemas/${token}`;
  if (Object.hasOwn(membersOf(definitions), text)) return `#/definitions/${token}`;
  return Object.hasOwn(membersOf(value), text) ? `#/${token}` : text;
}
