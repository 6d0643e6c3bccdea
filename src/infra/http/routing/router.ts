import findMyWay from 'find-my-way';
import type { ServedOperation } from '../served-operation.ts';
import { translateTemplate, type TemplateCondition } from './template.ts';
import { getOwn } from '@plumbline/contract/json';

/** An operation under one base path, as the router found it. */
export interface Candidate {
  served: ServedOperation;
  basePath: string;
  /** Names of the template's parameters by position. */
  names: readonly string[];
  conditions: readonly TemplateCondition[];
}

export interface Match {
  /** Operations on this method and URL; more than one where a fragment or a query in the template tells them apart. */
  candidates: readonly Candidate[];
  /** Percent-decoded values of the template's parameters by position. */
  values: readonly string[];
}

export interface Router {
  /** Finds the operations for a method and a path without query. */
  find(method: string, path: string): Match | undefined;
  /** Methods that some operation answers at this path, `HEAD` and `OPTIONS` included; empty where there is none. */
  methodsAt(path: string): string[];
  /** Every method that the contract declares anywhere. */
  methods: ReadonlySet<string>;
  /** Every base path of the contract. */
  basePaths: readonly string[];
}

/**
 * Builds the radix router over all operations under all their base paths: the cost of a request does not grow with
 * the contract. Literal segments win over parameters (`/users/me` beside `/users/{id}`), case matters, and a trailing
 * slash is a different path, as the contract writes it.
 */
export function createRouter(operations: readonly ServedOperation[]): Router {
  const router = findMyWay({
    caseSensitive: true,
    // How long a path may be, the limit of the headers says (server.ts).
    maxParamLength: Infinity,
    querystringParser: () => undefined,
  });
  const methods = new Set<string>();
  const table = new Map<string, Candidate[]>();
  for (const served of operations) {
    for (const basePath of served.operation.basePaths) {
      const { pattern, names, conditions } = translateTemplate(basePath + served.operation.path);
      const method = served.operation.method.toUpperCase();
      methods.add(method);
      const candidate: Candidate = { served, basePath, names, conditions };
      const known = table.get(`${method} ${pattern}`);
      if (known !== undefined) {
        known.push(candidate);
        continue;
      }
      const candidates = [candidate];
      table.set(`${method} ${pattern}`, candidates);
      router.on(method as findMyWay.HTTPMethod, pattern, () => undefined, candidates);
    }
  }

  const find = (method: string, path: string): Match | undefined => {
    const found = router.find(method as findMyWay.HTTPMethod, path);
    if (found === null) return undefined;
    const candidates = found.store as Candidate[];
    const count = candidates[0]?.names.length ?? 0;
    const values = Array.from({ length: count }, (_, position) => getOwn(found.params, `p${position}`) ?? '');
    // A parameter of a path is never empty: `/pets/` is not `/pets/{petId}`.
    return values.includes('') ? undefined : { candidates, values };
  };

  return {
    find,
    methods,
    basePaths: [...new Set(operations.flatMap(({ operation }) => operation.basePaths))],
    methodsAt(path) {
      const found = [...methods].filter((method) => find(method, path) !== undefined);
      if (found.length === 0) return [];
      return [...new Set([...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
    },
  };
}
