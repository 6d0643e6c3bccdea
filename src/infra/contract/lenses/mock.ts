import type { Contract, OpenApiDocument } from '../contract.ts';

/**
 * The mock lens: the contract as Prism 5 understands it. Prism does not serve the path of `servers`, so base paths are
 * folded into the path templates: the mock answers at the same URLs as the backend. Templates that a fragment or a query
 * tells apart (`/queue#Action=Send`) are one URL to Prism; of these the first operation on a method is mocked.
 */
export function mockDocument({ document, operations }: Contract): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const { path, basePaths, method } of operations) {
    const item = document.paths[path] ?? {};
    const [template = path] = path.split(/[?#]/u);
    for (const basePath of basePaths) {
      const mocked = (paths[`${basePath}${template}`] ??=
        item.parameters === undefined ? {} : { parameters: item.parameters });
      mocked[method] ??= item[method];
    }
  }
  return { ...document, servers: [{ url: '/' }], paths };
}
