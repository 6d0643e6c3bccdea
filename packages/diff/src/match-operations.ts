import type { ContractOperation } from '@plumbline/contract/contract';

export interface Matches {
  pairs: [base: ContractOperation, revision: ContractOperation][];
  removed: ContractOperation[];
  added: ContractOperation[];
}

/**
 * Finds the same operation in both contracts: by method and path, then by path with parameter names left out, then by
 * the URL it is served at (a prefix may move from the paths into `servers`).
 */
export function matchOperations(base: readonly ContractOperation[], revision: readonly ContractOperation[]): Matches {
  const pairs = new Map<ContractOperation, ContractOperation>();
  const added = new Set(revision);
  const waysToTell = [
    ({ method, path }: ContractOperation) => [`${method} ${path}`],
    ({ method, path }: ContractOperation) => [`${method} ${template(path)}`],
    (operation: ContractOperation) => urlsOf(operation).map((url) => `${operation.method} ${url}`),
  ];
  for (const keysOf of waysToTell) {
    const keyed = [...added].flatMap((operation) => keysOf(operation).map((key) => ({ key, operation })));
    const byKey = Map.groupBy(keyed, ({ key }) => key);
    for (const operation of base) {
      if (pairs.has(operation)) continue;
      const candidates = keysOf(operation)
        .flatMap((key) => byKey.get(key) ?? [])
        .map((candidate) => candidate.operation)
        .filter((candidate) => added.has(candidate));
      // Two paths may differ in the names of their parameters only.
      const partner = candidates.find(({ id }) => id === operation.id) ?? candidates[0];
      if (!partner) continue;
      pairs.set(operation, partner);
      added.delete(partner);
    }
  }
  return { pairs: [...pairs], removed: base.filter((operation) => !pairs.has(operation)), added: [...added] };
}

/** A path without the names of its parameters, which no client sees: `/pets/{}`. */
function template(path: string): string {
  return path.replaceAll(/\{[^}]*\}/gu, '{}');
}

/** Every path that the operation answers at, base path included, names of parameters left out. */
export function urlsOf({ basePaths, path }: ContractOperation): string[] {
  return basePaths.map((basePath) => basePath + template(path));
}

/** Names of the path parameters, in the order they stand in the path. */
export function pathParameterNames(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/gu)].map(([, name = '']) => name);
}
