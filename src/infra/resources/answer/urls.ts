import { writeExactJson } from '@plumbline/contract/exact-numbers';
import type { ContractOperation, Parameter, ResponseHeader } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import type { Invocation } from '../../http/invocation.ts';
import { isItem } from '../body/members.ts';
import { pathAsSent } from '../item/canonical.ts';

/** The path of an operation with its parameters filled in, under the base path of the request. */
export function pathOf(operation: ContractOperation, basePath: string, parameters: Record<string, unknown>): string {
  const [template = ''] = operation.path.split('#');
  return (
    basePath +
    template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(getOwn(parameters, name))))
  );
}

/** The URL of the same list with other query parameters; absolute where the client said how it calls the server. */
export function listUrl(invocation: Invocation, changes: Record<string, unknown>): string {
  const { operation, origin = '', basePath, query } = invocation;
  const declared = new Map(operation.parameters.flatMap((each) => (each.in === 'query' ? [[each.name, each]] : [])));
  const text = Object.entries({ ...query, ...changes })
    // An empty default says nothing, and a request must not say it.
    .flatMap(([name, value]) =>
      value === undefined || (value === '' && declared.get(name)?.allowEmptyValue !== true)
        ? []
        : written(name, value, declared.get(name)),
    )
    .join('&');
  return origin + pathOf(operation, basePath, pathAsSent(invocation)) + (text === '' ? '' : `?${text}`);
}

const DELIMITERS: Record<string, string> = { spaceDelimited: '%20', pipeDelimited: '%7C' };

/** A query parameter in the style that it is declared in, so that the URL reads as the request did. */
function written(name: string, value: unknown, parameter: Parameter | undefined): string[] {
  const pair = (key: string, text: string): string => `${encodeURIComponent(key)}=${text}`;
  const encoded = (each: unknown): string => encodeURIComponent(isScalar(each) ? String(each) : writeExactJson(each));
  const { style = 'form', explode = true, mediaType } = parameter ?? {};
  const members = Array.isArray(value) ? value : isItem(value) ? Object.entries(value) : undefined;
  if (mediaType !== undefined || members === undefined) return [pair(name, encoded(value))];
  if (!explode && style !== 'deepObject') {
    return [
      pair(
        name,
        members
          .flat()
          .map(encoded)
          .join(getOwn(DELIMITERS, style) ?? ','),
      ),
    ];
  }
  if (Array.isArray(value)) return value.map((each) => pair(name, encoded(each)));
  return (members as [string, unknown][]).map(([key, each]) =>
    pair(style === 'deepObject' ? `${name}[${key}]` : key, encoded(each)),
  );
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** A header as the response declares it, if it does. */
export function declaredHeader(operation: ContractOperation, status: number, name: string): ResponseHeader | undefined {
  const { responses } = operation;
  const response =
    getOwn(responses, String(status)) ?? getOwn(responses, `${String(status).slice(0, 1)}XX`) ?? responses['default'];
  return Object.entries(response?.headers ?? {}).find(([header]) => header.toLowerCase() === name)?.[1];
}
