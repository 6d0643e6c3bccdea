import type { Verdict } from '../contract.ts';
import type { Kind } from '../grammar.ts';

/** What the engine does with a member of an OpenAPI object. */
export interface Treatment {
  verdict: Verdict;
  message: string;
}

const enforced = (message: string): Treatment => ({ verdict: 'enforced', message });
const emulated = (message: string): Treatment => ({ verdict: 'emulated', message });
const ignored = (message: string): Treatment => ({ verdict: 'ignored', message });
const all = (names: string, treatment: Treatment): Record<string, Treatment> =>
  Object.fromEntries(names.split(' ').map((name) => [name, treatment]));

const shown = enforced('Documentation: shown as written in /docs and /openapi.json.');
const checked = enforced('Checked in requests and responses.');
const checkedRequest = enforced('Requests are read by it and checked.');
const checkedResponse = enforced('Checked in responses.');
const read = enforced('Used where a reference leads to it.');
const used = enforced('Used for every request of the operation.');
const served = enforced('Served.');
const sampled = emulated('Example answers are made of it where nothing is stored; in a request it is documentation.');
const notSent = ignored('No webhooks or callbacks are sent, so nothing in them has an effect.');
const otherServers = ignored('The documentation names the addresses of this server only.');
const described = all('description example examples', shown);

/**
 * One table of what the engine does with every member of every OpenAPI object. What stands in neither this table nor an
 * extension is unknown to it, and reported as ignored.
 */
export const FEATURES: Record<Kind, Record<string, Treatment>> = {
  document: {
    openapi: enforced('Any version from Swagger 2.0 to OpenAPI 3.2 is served, and shown in /openapi.json as 3.1.'),
    info: shown,
    ...all('paths components', served),
    ...all('tags externalDocs', shown),
    servers: enforced('Served under the path of every server URL; hosts and ports are those it is started with.'),
    security: enforced('Required of every operation that does not say otherwise.'),
    webhooks: notSent,
    jsonSchemaDialect: ignored('Schemas are read as JSON Schema 2020-12.'),
  },
  info: all('title version description summary termsOfService contact license', shown),
  tag: all('name description externalDocs', shown),
  server: {
    url: enforced('Operations are served under its path.'),
    variables: enforced('Operations are served under the path of every combination of values, up to 64.'),
    ...all('description name', otherServers),
  },
  serverVariable: {
    ...all('default enum', enforced('Operations are served under each value.')),
    description: otherServers,
  },
  components: {
    ...all('schemas responses parameters examples requestBodies headers links pathItems', read),
    securitySchemes: enforced('Credentials are checked by it where a security requirement names it.'),
    callbacks: notSent,
  },
  pathItem: {
    ...all('get put post delete options head patch trace query additionalOperations', served),
    ...all('summary description', shown),
    ...all('parameters servers', enforced('Used for every operation of the path.')),
  },
  operation: {
    ...all('parameters requestBody responses servers', used),
    operationId: enforced('Names the operation in logs, in generated types and for handlers.'),
    ...all('tags summary description externalDocs', shown),
    security: enforced('A request without a credential that satisfies it is answered 401; without the scopes, 403.'),
    deprecated: enforced('Announced by the header Deprecation.'),
    callbacks: notSent,
  },
  parameter: {
    ...described,
    ...all('name in required schema content explode', checkedRequest),
    deprecated: shown,
    allowReserved: enforced('Reserved characters are read as they are.'),
    allowEmptyValue: enforced('The name alone is a text without letters, a flag that is set, or an empty list.'),
  },
  requestBody: { description: shown, ...all('required content', checkedRequest) },
  mediaType: {
    ...all('example examples', sampled),
    schema: checked,
    encoding: enforced('The parts of a form are read by it.'),
  },
  encoding: {
    ...all('style explode', enforced('Form fields are read by it.')),
    contentType: enforced('A part that is JSON by it is read as JSON; a file in another media type is 415.'),
    headers: ignored('Headers of parts are not checked.'),
    allowReserved: ignored('Form fields are decoded alike.'),
  },
  response: {
    ...all('description summary', shown),
    ...all('headers content', checkedResponse),
    links: enforced('Sent as Link headers where their parameters are known.'),
  },
  header: {
    ...described,
    ...all('required schema content explode', checkedResponse),
    style: enforced('Headers are written in the style simple, which is the only one they have.'),
    deprecated: shown,
  },
  schema: {
    ...all('title description externalDocs $comment deprecated', shown),
    ...all('example examples', sampled),
    ...all('$ref type enum const multipleOf maximum minimum exclusiveMaximum exclusiveMinimum', checked),
    ...all('maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required', checked),
    ...all('contains maxContains minContains properties patternProperties additionalProperties', checked),
    ...all('unevaluatedProperties unevaluatedItems propertyNames items prefixItems dependentSchemas', checked),
    ...all('allOf anyOf oneOf not if then else', checked),
    dependentRequired: checked,
    default: enforced('Filled in where a request leaves the value out.'),
    readOnly: enforced('Dropped from requests, shown in responses.'),
    writeOnly: enforced('Taken in requests, never shown.'),
    discriminator: enforced('Chooses the alternative that is checked.'),
    $defs: enforced('What is referenced in it is checked.'),
    definitions: enforced('What is referenced in it is checked.'),
    ...all(
      'contentMediaType contentEncoding contentSchema',
      ignored('The content of a text is not decoded or checked.'),
    ),
    $dynamicAnchor: enforced('Dynamic references lead to it, from the outermost schema that declares it.'),
    $anchor: enforced('References to it are followed.'),
    xml: emulated('Example answers and errors in XML are written by it; bodies of requests in XML are not read.'),
  },
  discriminator: all('propertyName mapping', checked),
  example: {
    ...all('summary description', shown),
    value: sampled,
    externalValue: ignored('Examples elsewhere are not fetched.'),
    serializedValue: ignored('Only the value itself is used, not how it is written.'),
  },
  link: {
    ...all('operationId operationRef parameters', enforced('Sent as a Link header where the parameters are known.')),
    description: shown,
    requestBody: ignored('A Link header has no body.'),
    server: ignored('Links lead to this server.'),
  },
  callback: { $ref: notSent },
  securityScheme: {
    ...all('type scheme in name', enforced('Credentials are read and checked by it.')),
    ...all('description bearerFormat flows openIdConnectUrl deprecated', shown),
  },
};
