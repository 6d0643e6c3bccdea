import { GRAMMAR, type Kind } from '../grammar.ts';
import type { Members } from '../json.ts';

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

/** A file may hold a path item and, beside its members, things that others reference. */
export function ofKind(members: Members, kind: Kind): Members {
  if (kind !== 'pathItem') return members;
  const own = /^(?:\$ref|summary|description|x-.*)$/u;
  return Object.fromEntries(
    Object.entries(members).filter(([name]) => Object.hasOwn(GRAMMAR.pathItem, name) || own.test(name)),
  );
}
