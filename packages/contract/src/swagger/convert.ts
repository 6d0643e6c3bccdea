import { ignore, type Draft } from '../draft.ts';
import { getOwn, isMembers, listOf, type Members, membersOf, textOf, without } from '../json.ts';
import { pointerToken } from '../schema.ts';
import { walk } from '../walk.ts';
import { convertOperation } from './operation.ts';
import { convertParameter } from './parameter.ts';
import { convertResponse } from './response.ts';
import { convertScheme } from './security.ts';

/**
 * Turns a bundled Swagger 2.0 document into OpenAPI 3.0: shared objects move to `components`, body and form parameters
 * become request bodies, and `consumes` and `produces` the media types of content.
 */
export function swaggerToOpenApi(draft: Draft): void {
  const { host, basePath, schemes, consumes, produces, ...document } = without(draft.document, 'swagger');
  const { definitions, parameters, responses, securityDefinitions, ...kept } = document;
  const shared = membersOf(parameters);
  for (const [path, item] of Object.entries(membersOf(kept.paths))) {
    if (!isMembers(item) || path.startsWith('x-')) continue;
    convertPathItem(draft, item, `/paths/${pointerToken(path)}`, { shared, consumes, produces });
  }
  const components: Members = {
    schemas: membersOf(definitions),
    parameters: mapValues(shared, (parameter, name) =>
      isMembers(parameter) && !isBodyPart(parameter)
        ? convertParameter(draft, parameter, `/parameters/${name}`)
        : undefined,
    ),
    responses: mapValues(membersOf(responses), (response) => convertResponse(membersOf(response), textsOf(produces))),
    securitySchemes: mapValues(membersOf(securityDefinitions), (scheme) => convertScheme(membersOf(scheme))),
  };
  for (const [section, before] of Object.entries(MOVED)) draft.origins.move(before, `/components/${section}`);
  const servers = serversOf(host, basePath, schemes);
  draft.document = { openapi: '3.0.3', ...kept, ...(servers && { servers }), components };
  walk(draft.document, 'document', '', (node, kind) => {
    if (typeof node.$ref === 'string') node.$ref = moved(node.$ref);
    if (kind === 'schema') convertSchema(node);
  });
}

interface Shared {
  shared: Members;
  consumes: unknown;
  produces: unknown;
}

function convertPathItem(draft: Draft, item: Members, pointer: string, { shared, consumes, produces }: Shared): void {
  const common = listOf(item.parameters);
  const own = (parameter: unknown): Members => {
    const { $ref: reference } = membersOf(parameter);
    const name = textOf(reference)?.replace('#/parameters/', '') ?? '';
    return membersOf(reference === undefined ? parameter : getOwn(shared, name));
  };
  const bodyParts = common.filter((parameter) => isBodyPart(own(parameter)));
  for (const [method, operation] of Object.entries(item)) {
    if (!METHODS.has(method) || !isMembers(operation)) continue;
    const at = `${pointer}/${method}`;
    const defaults = {
      consumes: textsOf(operation.consumes ?? consumes),
      produces: textsOf(operation.produces ?? produces),
    };
    convertOperation(draft, operation, { pointer: at, bodyParts: bodyParts.map(own), own, ...defaults });
    if (operation.schemes !== undefined) {
      ignore(draft, 'operation-schemes', `${at}/schemes`, 'The transport of a single operation is not checked.');
      delete operation.schemes;
    }
  }
  if (common.length === 0) return;
  item.parameters = common
    .filter((parameter) => !isBodyPart(own(parameter)))
    .map((parameter, index) => convertParameter(draft, membersOf(parameter), `${pointer}/parameters/${index}`));
}

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

const MOVED = {
  schemas: '/definitions',
  parameters: '/parameters',
  responses: '/responses',
  securitySchemes: '/securityDefinitions',
};

/** True for what is no parameter in OpenAPI 3, but a part of the request body. */
function isBodyPart({ in: location }: Members): boolean {
  return location === 'body' || location === 'formData';
}

function moved(reference: string): string {
  for (const [section, before] of Object.entries(MOVED)) {
    if (reference.startsWith(`#${before}/`)) return `#/components/${section}${reference.slice(before.length + 1)}`;
  }
  return reference;
}

function convertSchema(schema: Members): void {
  if (typeof schema.discriminator === 'string') schema.discriminator = { propertyName: schema.discriminator };
  if (schema['x-nullable'] !== undefined) {
    schema.nullable = schema['x-nullable'];
    delete schema['x-nullable'];
  }
}

/** The first scheme is the one that URLs are shown with; the others differ in nothing that is served. */
function serversOf(host: unknown, basePath: unknown, schemes: unknown): { url: string }[] | undefined {
  const path = textOf(basePath) ?? '';
  const name = textOf(host);
  if (name === undefined) return path === '' ? undefined : [{ url: path }];
  const names = textsOf(schemes);
  return (names.length > 0 ? names : ['https']).map((scheme) => ({ url: `${scheme}://${name}${path}` }));
}

function textsOf(value: unknown): string[] {
  return listOf(value).filter((element) => typeof element === 'string');
}

function mapValues(members: Members, convert: (value: unknown, name: string) => unknown): Members {
  const converted = Object.entries(members).map(([name, value]) => [name, convert(value, name)] as const);
  return Object.fromEntries(converted.filter(([, value]) => value !== undefined));
}
