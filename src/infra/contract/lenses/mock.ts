import type { Contract, OpenApiDocument } from '../contract.ts';
import { isMembers } from '../json.ts';
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
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of contract.operations) {
    const { path, basePaths, method } = operation;
    const item = document.paths[path] ?? {};
    // Methods of OpenAPI 3.2 are unknown to Prism, which reads 3.1.
    if (method === 'query' || item[method] === undefined) continue;
    const [template = path] = path.split(/[?#]/u);
    const written = withExample(contract, document, operation, item[method]);
    for (const basePath of basePaths) {
      const shared = item.parameters === undefined ? {} : { parameters: item.parameters };
      const mocked = (paths[`${basePath}${template}`] ??= shared);
      mocked[method] ??= written;
    }
  }
  return { ...document, servers: [{ url: '/' }], paths };
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
