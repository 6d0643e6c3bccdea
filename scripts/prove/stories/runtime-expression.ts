import { atPointer } from '@plumbline/contract/schema';
import type { ProvingRequest } from '../request.ts';
import type { Received } from '../verdict.ts';

/** What a runtime expression speaks of: a request, and the answer to it. */
export interface Occasion {
  url: string;
  request: ProvingRequest;
  received: Received;
}

/**
 * The value of a runtime expression (OpenAPI 3.1, "Runtime Expressions"): `$response.body#/id`, `$request.path.petId`,
 * `$url`, or several in a text, `{$request.path.id}-{$method}`. What is no expression is its own value.
 *
 * @returns nothing where the occasion has nothing at that place
 */
export function evaluate(expression: unknown, occasion: Occasion): unknown {
  if (typeof expression !== 'string') return expression;
  if (expression.startsWith('$')) return valueOf(expression, occasion);
  const parts = [...expression.matchAll(/\{(\$[^{}]+)\}/g)];
  if (parts.length === 0) return expression;
  const values = parts.map(([, part = '']) => valueOf(part, occasion));
  if (values.some((value) => !isScalar(value))) return undefined;
  return expression.replaceAll(/\{\$[^{}]+\}/g, () => String(values.shift()));
}

function valueOf(expression: string, { url, request, received }: Occasion): unknown {
  if (expression === '$url') return url + request.target;
  if (expression === '$method') return request.method;
  if (expression === '$statusCode') return received.status;
  const [, side, place, name = ''] = /^\$(request|response)\.(header|query|path|body)[.#]?(.*)$/.exec(expression) ?? [];
  const { values, headers } = request;
  if (place === 'body') return within(side === 'request' ? values.body : received.json, name);
  if (side === 'response') return place === 'header' ? (received.headers.get(name) ?? undefined) : undefined;
  if (place === 'header') return headers[name.toLowerCase()];
  if (place === 'query' || place === 'path') return values[place][name];
  return undefined;
}

function within(body: unknown, pointer: string): unknown {
  try {
    return atPointer(body, pointer);
  } catch {
    return undefined;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
