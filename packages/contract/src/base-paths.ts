import type { Contract } from './contract.ts';
import { isMembers, listOf, membersOf, textOf } from './json.ts';

/** Beyond this many combinations of server variables the rest is left out: nobody serves them all. */
const MOST_COMBINATIONS = 64;

/**
 * The path prefixes that `servers` stand for, in declared order: the path part of every URL, each variable replaced
 * by its default and by each of its enum values. `''` where there are no servers.
 */
export function basePaths(servers: unknown): string[] {
  const urls = listOf(servers).flatMap((server) => (isMembers(server) ? expanded(server) : []));
  return urls.length === 0 ? [''] : [...new Set(urls.map(pathOf))];
}

/**
 * Where the API is: the contract's own servers, as far as operations are there. A single path with servers of its own, as
 * `/.well-known/jwks.json`, does not make the root another API; where every path has its own, all are told.
 */
export function apiPaths({ document, operations }: Pick<Contract, 'document' | 'operations'>): string[] {
  const served = [...new Set(operations.flatMap((operation) => operation.basePaths))];
  const declared = basePaths(document.servers).filter((path) => served.includes(path));
  return declared.length > 0 ? declared : served;
}

function expanded(server: Record<string, unknown>): string[] {
  const variables = membersOf(server.variables);
  let urls = [textOf(server.url) ?? ''];
  for (const [name, variable] of Object.entries(variables)) {
    const { default: usual, enum: others } = membersOf(variable);
    const values = [...new Set([usual, ...listOf(others)].filter((value) => value !== undefined).map(String))];
    if (values.length === 0) continue;
    urls = urls.flatMap((url) =>
      url.includes(`{${name}}`) ? values.map((value) => url.replaceAll(`{${name}}`, value)) : [url],
    );
    urls = urls.slice(0, MOST_COMBINATIONS);
  }
  return urls;
}

/** `https://api.test/v1/` and `/v1` and `v1` are all `/v1`; query and fragment do not count. */
function pathOf(url: string): string {
  const [address = ''] = url.split(/[?#]/u);
  const path = address.replace(/^[a-z][a-z0-9+.-]*:/iu, '').replace(/^\/\/[^/]*/u, '');
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.length === 0 ? '' : `/${segments.join('/')}`;
}
