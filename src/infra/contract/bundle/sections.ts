import type { Kind } from '../grammar.ts';

/** Where the shared objects of a kind stand in OpenAPI 3. */
const SECTIONS: Partial<Record<Kind, string>> = {
  schema: '/components/schemas',
  response: '/components/responses',
  parameter: '/components/parameters',
  example: '/components/examples',
  requestBody: '/components/requestBodies',
  header: '/components/headers',
  securityScheme: '/components/securitySchemes',
  link: '/components/links',
  callback: '/components/callbacks',
};

/** Where they stand in Swagger 2.0. */
const SWAGGER_SECTIONS: Partial<Record<Kind, string>> = {
  schema: '/definitions',
  response: '/responses',
  parameter: '/parameters',
};

/**
 * Pointer of the section that holds the shared objects of a kind, `/components/schemas`. None for kinds that are written
 * in place instead: path items, which few tools follow references to, and media types, which are shared since 3.2 only.
 */
export function sectionOf(kind: Kind, isSwagger: boolean): string | undefined {
  return (isSwagger ? SWAGGER_SECTIONS : SECTIONS)[kind];
}
