import type { Request } from 'express';
import { clip } from '@plumbline/contract/clip';
import { rankCandidates } from './choose.ts';
import { HttpError } from '../errors/errors.ts';
import type { Exchange } from '../exchange.ts';
import { splitQuery } from '../request/query-string.ts';
import type { Candidate, Match, Router } from './router.ts';

/** What a request is for: an operation, only the methods that its path takes, or nothing that the contract has. */
export type Dispatched =
  | { kind: 'operation'; candidates: readonly Candidate[]; values: readonly string[] }
  | { kind: 'options'; allow: string[] }
  | { kind: 'absent'; refusal: HttpError };

/** Conditions that a message names. */
const MAX_NAMED = 20;

/**
 * Step 2: finds the operation for a request. There are several candidates only where a contract tells operations on
 * one method and URL apart by a fragment or query; the best comes first.
 *
 * @throws HttpError 400 for a path that does not decode, 404 where the path is the contract's and its conditions are
 *   not met, 405 with `Allow`
 */
export function dispatch(router: Router, request: Request, exchange: Exchange): Dispatched {
  const { method, url } = request;
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  // `OPTIONS *` asks about the server as a whole (RFC 9110, section 9.3.7).
  if (path === '*' && method === 'OPTIONS') return { kind: 'options', allow: [...router.methods] };
  checkPath(path);
  const match = find(router, method, path);
  if (match === undefined) return refuse(router, method, path);
  const { candidates, values } = match;
  const isAmbiguous = candidates.length > 1 || candidates[0]?.conditions.length !== 0;
  const ranked = isAmbiguous
    ? rankCandidates(candidates, { query: splitQuery(exchange.rawQuery), headers: request.headers })
    : candidates;
  if (ranked.length === 0) throw unconditional(candidates);
  return { kind: 'operation', candidates: ranked, values };
}

/** Notes in the exchange which operation it is about, and the values of the path template. */
export function enter({ served, basePath, names }: Candidate, values: readonly string[], exchange: Exchange): void {
  exchange.served = served;
  exchange.basePath = basePath;
  exchange.pathValues = Object.fromEntries(names.map((name, position) => [name, values[position] ?? '']));
}

/** `HEAD` is answered by the operation of `GET` where it has none of its own; Node leaves the body out. */
function find(router: Router, method: string, path: string): Match | undefined {
  return router.find(method, path) ?? (method === 'HEAD' ? router.find('GET', path) : undefined);
}

function refuse(router: Router, method: string, path: string): Dispatched {
  const allow = router.methodsAt(path);
  if (allow.length === 0) {
    const message = `Nothing in the contract answers ${clip(path)}.${hint(router, path)}`;
    return { kind: 'absent', refusal: new HttpError('NOT_FOUND', message) };
  }
  if (method === 'OPTIONS') return { kind: 'options', allow };
  throw new HttpError(
    'METHOD_NOT_ALLOWED',
    `${method} is not declared for ${clip(path)}. Declared: ${allow.join(', ')}.`,
    {
      headers: { Allow: allow.join(', ') },
    },
  );
}

/** A forgotten base path is the usual reason for a 404. */
function hint(router: Router, path: string): string {
  const base = router.basePaths.find((prefix) => prefix !== '' && router.methodsAt(prefix + path).length > 0);
  return base === undefined ? '' : ` ${base}${clip(path)} is served: the contract's base path is ${base}.`;
}

function unconditional(candidates: Match['candidates']): HttpError {
  const wanted = candidates.flatMap(({ conditions }) =>
    conditions.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)),
  );
  const named = wanted.slice(0, MAX_NAMED).join(', ') + (wanted.length > MAX_NAMED ? ', ...' : '');
  return new HttpError('NOT_FOUND', `No operation here answers this request. Send one of: ${named}.`);
}

/** Refuses what would be decoded wrongly or could not be stored; a path is otherwise taken as it comes. */
function checkPath(path: string): void {
  if (!path.startsWith('/'))
    throw new HttpError(
      'MALFORMED_REQUEST',
      'The target of a request is a path that starts with a slash, or a whole URL.',
    );
  if (!path.includes('%')) return;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new HttpError('MALFORMED_REQUEST', 'The path is not valid percent-encoded UTF-8.');
  }
  if (decoded.includes('\0')) throw new HttpError('MALFORMED_REQUEST', 'The path must not contain the NUL character.');
}
