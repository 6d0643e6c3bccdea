import { getOwn } from '@plumbline/contract/json';
import { atPointer } from '@plumbline/contract/schema';
import type { Exchange } from '../exchange.ts';
import type { ExitForm } from './exit-form.ts';
import type { Answer } from '../invocation.ts';
import type { ServedOperation } from '../served-operation.ts';

interface DeclaredLink {
  operationId?: string;
  operationRef?: string;
  parameters?: Record<string, unknown>;
}

/** Where the runtime expressions of a link (OpenAPI 3.1, 4.8.20.3) take their values from. */
interface LinkSource {
  exchange: Exchange;
  answer: Answer;
}

/** A `Link` header (RFC 8288) to the operations that follow, for every declared link whose path can be filled. */
export function linkHeader(
  { contract }: ServedOperation,
  { links }: ExitForm,
  exchange: Exchange,
  answer: Answer,
): string | undefined {
  const targets = Object.entries(links).flatMap(([relation, link]) => {
    const url = urlOf(contract, link as DeclaredLink, { exchange, answer });
    return url === undefined ? [] : [`<${url}>; rel="${relation}"`];
  });
  return targets.length === 0 ? undefined : targets.join(', ');
}

function urlOf(
  { operations }: ServedOperation['contract'],
  link: DeclaredLink,
  source: LinkSource,
): string | undefined {
  const target = operations.find(({ id, pointer }) => id === link.operationId || `#${pointer}` === link.operationRef);
  if (target === undefined) return undefined;
  const values = new Map<string, string>();
  for (const [name, expression] of Object.entries(link.parameters ?? {})) {
    const value = evaluate(expression, source);
    if (
      typeof value !== 'string' &&
      typeof value !== 'number' &&
      typeof value !== 'bigint' &&
      typeof value !== 'boolean'
    )
      return undefined;
    values.set(name.replace(/^(?:path|query)\./, ''), encodeURIComponent(String(value)));
  }
  const path = target.path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  if (path.includes('{')) return undefined;
  const query = target.parameters
    .filter(({ in: place, name }) => place === 'query' && values.has(name))
    .map(({ name }) => `${encodeURIComponent(name)}=${values.get(name) ?? ''}`);
  const basePath = target.basePaths.includes(source.exchange.basePath) ? source.exchange.basePath : target.basePaths[0];
  return `${basePath ?? ''}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** A value as it stands, or what an expression such as `$response.body#/id` or `$request.path.petId` points at. */
function evaluate(expression: unknown, { exchange, answer }: LinkSource): unknown {
  if (typeof expression !== 'string' || !expression.startsWith('$')) return expression;
  const [, place, name = ''] =
    /^\$(request\.(?:path|query)|response\.(?:header|body))[.#]?(.*)$/.exec(expression) ?? [];
  if (place === 'request.path') return getOwn(exchange.values?.path, name);
  if (place === 'request.query') return getOwn(exchange.values?.query, name);
  if (place === 'response.header') return getOwn(answer.headers, name);
  if (place !== 'response.body') return undefined;
  try {
    return atPointer(answer.body, name);
  } catch {
    return undefined;
  }
}
