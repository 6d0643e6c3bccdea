import { basePaths } from '../base-paths.ts';
import type { Contract, OpenApiDocument } from '../contract.ts';
import { isMembers, type Members } from '../json.ts';

/**
 * The docs lens: what `/openapi.json` serves and `/docs` shows. The normalised document, one file of OpenAPI 3.1, with
 * every operation under the id that logs and metrics call it by; as it is served here, since a foreign contract's own
 * servers are not this one.
 */
export function docsDocument({ document }: Contract): OpenApiDocument {
  const paths = mapped(document.paths, (item) => asKnown(mapped(served(item), served)));
  return { ...document, servers: serversHere(document.servers), paths };
}

/** Methods of OpenAPI 3.2 as extensions: 3.1, which viewers read, has no members for them. */
function asKnown({ query, additionalOperations, ...item }: Members): Members {
  return {
    ...item,
    ...(query !== undefined && { 'x-query': query }),
    ...(additionalOperations !== undefined && { 'x-additional-operations': additionalOperations }),
  };
}

/** A path or an operation, with servers of its own where it had such. */
function served(item: Members): Members {
  return item['servers'] === undefined ? item : { ...item, servers: serversHere(item['servers']) };
}

function serversHere(servers: unknown): { url: string }[] {
  return basePaths(servers).map((path) => ({ url: path === '' ? '/' : path }));
}

/** Every member that is an object, changed. */
function mapped<Value>(members: Record<string, Value>, change: (member: Members) => unknown): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, isMembers(member) ? (change(member) as Value) : member]),
  );
}
