import type { Contract, OpenApiDocument } from '../contract.ts';

/**
 * The docs lens: what `/openapi.json` serves and `/docs` shows. The normalised document, one file of OpenAPI 3.1, with
 * every operation under the id that logs and metrics call it by; as it is served here, since a foreign contract's own
 * servers are not this one.
 */
export function docsDocument({ document, operations }: Contract): OpenApiDocument {
  const basePaths = [...new Set(operations.flatMap((operation) => operation.basePaths))];
  return { ...document, servers: basePaths.map((path) => ({ url: path === '' ? '/' : path })) };
}
