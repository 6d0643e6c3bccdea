import type { Contract, OpenApiDocument } from '../contract.ts';

/**
 * The docs lens: what `/openapi.json` serves and `/docs` shows. The normalised document as it is: one file, OpenAPI 3.1,
 * every operation under the id that logs and metrics call it by.
 */
export function docsDocument({ document }: Contract): OpenApiDocument {
  return document;
}
