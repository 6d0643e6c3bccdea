/**
 * The grammar of OpenAPI documents (2.0 to 3.2 in one): which members of which object hold which other objects. Bundling,
 * healing and the support report all walk a document by it, so none of them mistakes an example for a schema.
 */

/** A kind of OpenAPI object. */
export type Kind =
  | 'document'
  | 'info'
  | 'tag'
  | 'server'
  | 'serverVariable'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'header'
  | 'schema'
  | 'discriminator'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme';

/** What a member holds: one object, a list of them, or a map; in a `patterned` map, `x-` members are extensions. */
export interface Slot {
  kind: Kind;
  as: 'one' | 'list' | 'map' | 'patterned';
}

const one = (kind: Kind): Slot => ({ kind, as: 'one' });
const list = (kind: Kind): Slot => ({ kind, as: 'list' });
const map = (kind: Kind): Slot => ({ kind, as: 'map' });
const patterned = (kind: Kind): Slot => ({ kind, as: 'patterned' });

const described = { schema: one('schema'), content: map('mediaType'), examples: map('example') };

/** Slots by member name; what is not named holds plain data. */
export const GRAMMAR: Record<Kind, Record<string, Slot>> = {
  document: {
    info: one('info'),
    servers: list('server'),
    paths: patterned('pathItem'),
    webhooks: map('pathItem'),
    components: one('components'),
    tags: list('tag'),
    definitions: map('schema'),
    parameters: map('parameter'),
    responses: map('response'),
    securityDefinitions: map('securityScheme'),
  },
  info: {},
  tag: {},
  server: { variables: map('serverVariable') },
  serverVariable: {},
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples: map('example'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  },
  pathItem: {
    get: one('operation'),
    put: one('operation'),
    post: one('operation'),
    delete: one('operation'),
    options: one('operation'),
    head: one('operation'),
    patch: one('operation'),
    trace: one('operation'),
    query: one('operation'),
    additionalOperations: map('operation'),
    parameters: list('parameter'),
    servers: list('server'),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: patterned('response'),
    callbacks: map('callback'),
    servers: list('server'),
  },
  parameter: described,
  requestBody: { content: map('mediaType') },
  mediaType: {
    schema: one('schema'),
    itemSchema: one('schema'),
    examples: map('example'),
    encoding: map('encoding'),
    prefixEncoding: list('encoding'),
    itemEncoding: one('encoding'),
  },
  encoding: { headers: map('header'), encoding: map('encoding') },
  response: { headers: map('header'), content: map('mediaType'), links: map('link'), schema: one('schema') },
  header: described,
  schema: {
    properties: map('schema'),
    patternProperties: map('schema'),
    additionalProperties: one('schema'),
    unevaluatedProperties: one('schema'),
    propertyNames: one('schema'),
    dependentSchemas: map('schema'),
    items: one('schema'),
    prefixItems: list('schema'),
    additionalItems: one('schema'),
    unevaluatedItems: one('schema'),
    contains: one('schema'),
    allOf: list('schema'),
    anyOf: list('schema'),
    oneOf: list('schema'),
    not: one('schema'),
    if: one('schema'),
    then: one('schema'),
    else: one('schema'),
    contentSchema: one('schema'),
    $defs: map('schema'),
    definitions: map('schema'),
    discriminator: one('discriminator'),
  },
  discriminator: {},
  example: {},
  link: { server: one('server') },
  callback: {},
  securityScheme: {},
};

/** Kinds whose every unnamed member holds an object: the expressions of a callback hold path items. */
export const PATTERNED: Partial<Record<Kind, Slot>> = { callback: one('pathItem') };
