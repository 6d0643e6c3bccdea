import type { ContractOperation } from '../contract/contract.ts';
import type { Invocation } from '../http/invocation.ts';
import { textOf } from './text.ts';

/** The path of an operation with its parameters filled in, under the base path of the request. */
export function pathOf(operation: ContractOperation, basePath: string, parameters: Record<string, unknown>): string {
  const [template = ''] = operation.path.split('#');
  return (
    basePath + template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])))
  );
}

/** The URL of the same list with other query parameters; absolute where the client said how it calls the server. */
export function listUrl(
  { operation, basePath, path, query, headers }: Invocation,
  changes: Record<string, unknown>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && typeof each !== 'object') search.append(name, String(each));
    }
  }
  const text = search.toString();
  const url = pathOf(operation, basePath, path) + (text === '' ? '' : `?${text}`);
  const host = headers['host'];
  return typeof host === 'string' ? `${textOf(headers['x-forwarded-proto'] ?? 'http')}://${host}${url}` : url;
}

/** The name of a header as the response declares it, if it does. */
export function declaredHeader(operation: ContractOperation, status: number, name: string): boolean {
  const { responses } = operation;
  const response = responses[String(status)] ?? responses[`${String(status).slice(0, 1)}XX`] ?? responses['default'];
  return Object.keys(response?.headers ?? {}).some((header) => header.toLowerCase() === name);
}
