import type { Contract, OpenApiDocument } from '../contract.ts';
import { getOwn, isMembers, type Members, membersOf, setOwn } from '../json.ts';
import { resolve } from '../schema.ts';
import { walk } from '../walk.ts';
import { withExample } from './mock-example.ts';

/**
 * The mock lens: the contract as Prism 5 understands it. Prism does not serve the path of `servers`, so base paths are
 * folded into the path templates: the mock answers at the same URLs as the backend. Templates that a fragment or a query
 * tells apart (`/queue#Action=Send`) are one URL to Prism; of these the first operation on a method is mocked.
 */
export function mockDocument(contract: Contract): OpenApiDocument {
  const document = structuredClone(contract.document);
  walk(document, 'document', '', (node) => {
    for (const member of DATA) if (typeof node[member] === 'object') node[member] = withoutReferences(node[member]);
    if (Array.isArray(node.examples)) node.examples = withoutReferences(node.examples);
  });
  walk(document, 'document', '', (node, kind) => {
    if (kind === 'parameter') easeParameter(document, node);
    if (kind === 'requestBody') easeMultipart(document, membersOf(membersOf(node.content)['multipart/form-data']));
  });
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of contract.operations) {
    const { path, basePaths, method } = operation;
    const item = getOwn(document.paths, path) ?? {};
    // Methods of OpenAPI 3.2 are unknown to Prism, which reads 3.1.
    if (method === 'query' || item[method] === undefined) continue;
    const [template = path] = path.split(/[?#]/u);
    const written = withExample(contract, document, operation, item[method]);
    for (const basePath of basePaths) {
      const shared: Members = item.parameters === undefined ? {} : { parameters: item.parameters };
      const path = `${basePath}${template}`;
      const mocked = getOwn(paths, path) ?? shared;
      setOwn(paths, path, mocked);
      mocked[method] ??= written;
      // Prism answers 405 to HEAD where only GET is declared.
      if (method === 'get' && item['head'] === undefined) mocked['head'] ??= headOf(written);
    }
  }
  return { ...document, servers: [{ url: '/' }], paths };
}

/** Prism exits on a list or an object in a path, and rejects a single element where `anyOf` takes a list as well. */
function easeParameter(document: OpenApiDocument, parameter: Members): void {
  const schema = schemaAt(document, parameter.schema);
  const isInPath = parameter.in === 'path' && ['array', 'object'].some((type) => holdsType(document, schema, type));
  const isChoice = (schema.anyOf ?? schema.oneOf) !== undefined && holdsType(document, schema, 'array');
  if (isInPath) Object.assign(parameter, { schema: { type: 'string' }, style: 'simple', explode: false });
  else if (isChoice) parameter.schema = {};
}

/** Prism compares the text of a multipart part with the schema of the JSON that it holds. */
function easeMultipart(document: OpenApiDocument, mediaType: Members): void {
  const schema = schemaAt(document, mediaType.schema);
  const properties = Object.entries(membersOf(schema.properties));
  const isJson = ([, property]: [string, unknown]): boolean =>
    ['object', 'array'].some((type) => holdsType(document, schemaAt(document, property), type));
  if (!properties.some(isJson)) return;
  const eased = properties.map((entry) => (isJson(entry) ? ([entry[0], {}] as const) : entry));
  mediaType.schema = { ...schema, properties: Object.fromEntries(eased) };
}

function headOf(written: unknown): unknown {
  if (!isMembers(written)) return written;
  const { operationId, ...operation } = written;
  return typeof operationId === 'string' ? { ...operation, operationId: `${operationId}Head` } : operation;
}

function schemaAt(document: OpenApiDocument, schema: unknown): Members {
  return isMembers(schema) ? resolve({ document }, schema) : {};
}

function holdsType(document: OpenApiDocument, schema: Members, type: string, depth = 0): boolean {
  if ([schema.type].flat().includes(type)) return true;
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((name) =>
    Array.isArray(getOwn(schema, name)) ? (getOwn(schema, name) as unknown[]) : [],
  );
  return depth < 4 && parts.some((part) => holdsType(document, schemaAt(document, part), type, depth + 1));
}

/** Members that hold data of the API rather than a part of the contract. */
const DATA = ['example', 'default', 'const', 'enum', 'value'] as const;

/** Prism follows every `$ref` that it meets, in examples too, even over the network. */
function withoutReferences(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutReferences);
  if (!isMembers(data)) return data;
  const kept = Object.entries(data).filter(([name, value]) => name !== '$ref' || typeof value !== 'string');
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutReferences(value)]));
}
