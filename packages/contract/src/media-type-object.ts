import type { MediaType, Schema } from './contract.ts';
import { follow } from './follow.ts';
import { isMembers, membersOf, type Members } from './json.ts';

/** Reads schema, examples and encoding of a media type object; parameters and headers declare the same way. */
export function readMediaType(document: Members, mediaType: Members): MediaType {
  const { schema, encoding } = mediaType;
  return {
    ...(schema !== undefined && { schema: schema as Schema }),
    examples: examplesOf(document, mediaType),
    ...(isMembers(encoding) && { encoding }),
  };
}

function examplesOf(document: Members, { example, examples }: Members): unknown[] {
  const named = Object.values(membersOf(examples)).map((entry) => follow(document, entry).value);
  return [example, ...named].filter((value) => value !== undefined);
}
