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
const read = enforced('Read and held.');
const served = enforced('Served.');
const sampled = emulated('Answers are made of it where nothing is stored.');
const described = all('description example examples', shown);

/**
 * One table of what the engine does with every member of every OpenAPI object. What stands in neither this table nor an
 * extension is unknown to it, and reported as ignored.
 */
export const FEATURES: Record<Kind, Record<string, Treatment>> = {
  document: {
    ...all('openapi info', shown),
    ...all('paths components', served),
    ...all('tags externalDocs', shown),
    servers: enforced('Served under the path of every server URL; hosts and ports are those it is started with.'),
    security: enforced('Required of every operation that does not say otherwise.'),
    webhooks: ignored('No webhooks are sent: nothing in the contract says what sets them off.'),
    jsonSchemaDialect: ignored('Schemas are read as JSON Schema 2020-12.'),
  },
  info: all('title version description summary termsOfService contact license', shown),
  tag: all('name description summary externalDocs', shown),
  server: { url: served, variables: served, ...all('description name', shown) },
  serverVariable: { default: served, enum: served, description: shown },
  components: all(
    'schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems',
    read,
  ),
  pathItem: {
    ...all('get put post delete options head patch trace query additionalOperations', served),
    ...all('summary description', shown),
    ...all('parameters servers', read),
  },
  operation: {
    ...all('operationId parameters requestBody responses servers', read),
    ...all('tags summary description externalDocs', shown),
    security: enforced('A request without a credential that satisfies it is answered 401; without the scopes, 403.'),
    deprecated: enforced('Announced by the header Deprecation.'),
    callbacks: ignored('No callbacks are sent.'),
  },
  parameter: {
    ...described,
    ...all('name in required schema content style explode', checked),
    deprecated: shown,
    allowReserved: enforced('Reserved characters are read as they are.'),
    allowEmptyValue: enforced('The name alone is a text without letters, a flag that is set, or an empty list.'),
  },
  requestBody: { description: shown, required: checked, content: checked },
  mediaType: {
    ...all('example examples', sampled),
    schema: checked,
    encoding: read,
  },
  encoding: {
    ...all('style explode', enforced('Form fields are read by it.')),
    contentType: enforced('A part that is JSON by it is read as JSON; a file in another media type is 415.'),
    headers: ignored('Headers of parts are not checked.'),
    allowReserved: ignored('Form fields are decoded alike.'),
  },
  response: {
    ...all('description summary', shown),
    ...all('headers content', checked),
    links: enforced('Sent as Link headers where their parameters are known.'),
  },
  header: {
    ...described,
    ...all('required schema content', checked),
    ...all('style explode deprecated', shown),
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
    ...all('contentMediaType contentEncoding contentSchema', ignored('What a text contains is not decoded.')),
    $dynamicAnchor: enforced('Dynamic references lead to it, from the outermost schema that declares it.'),
    $anchor: enforced('References to it are followed.'),
    xml: ignored('XML is not written from schemas; a response in XML is answered from its example.'),
  },
  discriminator: all('propertyName mapping x-default-mapping', checked),
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
  callback: {},
  securityScheme: {
    ...all('type scheme in name', read),
    ...all('description bearerFormat flows openIdConnectUrl deprecated', shown),
  },
};
