import type { Contract, ContractOperation, MediaType, OpenApiDocument, Schema } from '../contract.ts';
import { setOwn } from '../json.ts';
import { canonicalPath, type CanonicalPath } from '../views/canonical-path.ts';
import { validatorParameter } from '../views/parameter.ts';
import { schemaView, type SchemaView } from '../views/view.ts';

/** Header parameters that OpenAPI leaves to the media types and security schemes (3.1, 4.8.12.1). */
const RESERVED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/**
 * The contract as express-openapi-validator 5.6 understands it: one path under its canonical template, schemas in the
 * request view, only the components that they reach, and no responses, which we check ourselves. The validator
 * mutates what it is given, so every call makes a new document.
 *
 * @param path the path template as the contract writes it
 */
export function validatorDocument(contract: Contract, path: string): OpenApiDocument {
  const view = schemaView(contract, 'request');
  const canonical = canonicalPath(path);
  const operations = contract.operations.filter((operation) => operation.path === path);
  const item = Object.fromEntries(
    operations.map((operation) => [operation.method, validatorOperation(view, operation, canonical)]),
  );
  const schemes = new Set(operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one))));
  const declared = Object.entries(contract.document.components?.securitySchemes ?? {});
  return withoutExamples({
    openapi: '3.1.0',
    info: { title: contract.title, version: contract.version },
    servers: [{ url: '/' }],
    paths: { [canonical.template]: item },
    components: {
      schemas: components(view, item),
      securitySchemes: Object.fromEntries(declared.filter(([name]) => schemes.has(name))),
    },
  }) as OpenApiDocument;
}

function validatorOperation(view: SchemaView, operation: ContractOperation, path: CanonicalPath): object {
  const declared = operation.parameters.filter(
    ({ in: location, name }) =>
      !(location === 'header' && RESERVED_HEADERS.has(name.toLowerCase())) &&
      !(location === 'path' && !path.parameters.includes(name)),
  );
  const renamed = declared.map((parameter) =>
    parameter.in === 'path'
      ? { ...parameter, name: path.canonicalNames[path.parameters.indexOf(parameter.name)] ?? '' }
      : parameter,
  );
  return {
    operationId: operation.id,
    parameters: renamed.map((parameter) => validatorParameter(view, parameter)),
    security: operation.security,
    ...(operation.requestBody && {
      requestBody: {
        required: operation.requestBody.required,
        content: Object.fromEntries(
          Object.entries(operation.requestBody.content).map(([name, media]) => [
            name,
            { schema: bodySchema(view, name, media) },
          ]),
        ),
      },
    }),
    responses: { default: { description: 'Checked where responses leave.' } },
  };
}

/**
 * The root of a body is never a bare reference: the validator would drop what stands beside it, and looks for
 * `properties` and `format` there. Bodies that nobody parses into JSON values are not compared with a schema.
 */
function bodySchema(view: SchemaView, name: string, media: MediaType): Schema {
  const mediaType = name.toLowerCase();
  const schema = view.resolve(view.of(media.schema ?? true));
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  // Where it sees `properties`, the validator parses lists, which it takes for JSON text: `[5]` would become `5`.
  if (mediaType.startsWith('multipart/form-data')) return { allOf: [schema] };
  const isParsed = /[/+]json\b|x-www-form-urlencoded|\*\/\*|^application\/\*/.test(mediaType);
  if (isParsed) return schema;
  return mediaType.startsWith('text/') && schema.type === 'string' ? schema : { format: 'binary' };
}

/** Every component that the references inside a value lead to. */
function components(view: SchemaView, value: unknown): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (next: unknown): void => {
    if (typeof next !== 'object' || next === null) return;
    if (!Array.isArray(next) && '$ref' in next && typeof next.$ref === 'string') {
      for (const [name, schema] of view.reach({ $ref: next.$ref })) setOwn(found, name, schema);
    }
    Object.values(next).forEach(visit);
  };
  visit(withoutExamples(value));
  return found;
}

/** A copy without examples: they are no part of validation, and a `$ref` inside one would be followed. */
function withoutExamples(value: unknown): unknown {
  const text = JSON.stringify(value, (key, member: unknown) =>
    (key === 'examples' || key === 'x-hidden') && Array.isArray(member) ? undefined : member,
  );
  return JSON.parse(text) as unknown;
}
