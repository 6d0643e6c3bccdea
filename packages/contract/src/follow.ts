import { isMembers, membersOf, type Members } from './json.ts';
import { atPointer } from './schema.ts';

/**
 * Follows the `$ref` of a parameter, response, header and the like to the object itself. A `description` or `summary`
 * beside the `$ref` is laid over it, which is all that OpenAPI 3.1 lets stand there.
 */
export function follow(document: unknown, value: unknown): Members {
  let node = value;
  const beside: Members = {};
  while (isMembers(node) && typeof node.$ref === 'string') {
    const { $ref: reference, description, summary } = node;
    if (description !== undefined) beside.description ??= description;
    if (summary !== undefined) beside.summary ??= summary;
    node = atPointer(document, reference.slice(1));
  }
  return Object.keys(beside).length === 0 ? membersOf(node) : { ...membersOf(node), ...beside };
}
