import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { encodeBody, type EncodedBody } from './body.ts';
import type { Credentials } from './credentials.ts';
import { encodePath, encodeQuery } from './parameters.ts';
import { sampleValues, type SampleValuesOptions } from './sample-values.ts';
import type { RequestValues } from './request-values.ts';

export type { RequestValues } from './request-values.ts';

/** A request ready to be sent; what `curl` would need. */
export interface ProvingRequest {
  operation: ContractOperation;
  method: string;
  /** Path with query, from the server's root. */
  target: string;
  headers: Record<string, string>;
  values: RequestValues;
  body?: EncodedBody;
  /** Nobody has said yet who sends it: whoever may do it. */
  isUnsigned?: boolean;
}

/** Makes a request that is valid against the contract, deterministically from the seed. */
export function validRequest(
  contract: Contract,
  operation: ContractOperation,
  options: SampleValuesOptions,
): ProvingRequest {
  return encodeRequest(contract, operation, sampleValues(contract, operation, options));
}

/**
 * Writes a request down as the contract declares: styles of parameters, media type of the body.
 *
 * @param credentials what it shall carry, if only nothing; without them it is to be signed
 */
export function encodeRequest(
  contract: Contract,
  operation: ContractOperation,
  values: RequestValues,
  credentials?: Credentials,
): ProvingRequest {
  const body =
    values.mediaType === undefined ? undefined : encodeBody(contract, operation, values.mediaType, values.body);
  const headers: Record<string, string> = { accept: '*/*' };
  for (const [name, value] of Object.entries(values.header)) headers[name.toLowerCase()] = plain(value);
  const cookies = cookieText(Object.entries(values.cookie).map(([name, value]) => [name, plain(value)]));
  if (cookies !== '') headers['cookie'] = cookies;
  if (body) headers['content-type'] = body.contentType;
  const path = (operation.basePaths[0] ?? '') + encodePath(operation, values.path);
  const query = { ...values.query, ...saidByTemplate(operation) };
  const undeclared = Object.entries(query).filter(
    ([name]) => !operation.parameters.some((each) => each.in === 'query' && each.name === name),
  );
  const extra = Object.fromEntries(undeclared.map(([name, value]) => [name, plain(value)]));
  const target = path + encodeQuery(operation, query, extra);
  const method = operation.method.toUpperCase();
  const request = { operation, method, target, headers, values, ...(body && { body }), isUnsigned: true };
  return credentials ? signed(request, credentials) : request;
}

/** What the template itself says of the query, `/templates?kind=html`; a parameter that is declared too has no other value. */
export function saidByTemplate({ path }: ContractOperation): Record<string, string> {
  const [, query = ''] = path.split('#')[0]?.split('?') ?? [];
  return Object.fromEntries([...new URLSearchParams(query)].filter(([, value]) => !value.includes('{')));
}

/** The request with credentials, unless it was said already who sends it; headers that it has itself stay. */
export function signed(request: ProvingRequest, { headers, query, cookies }: Credentials): ProvingRequest {
  if (request.isUnsigned !== true) return request;
  const cookie = [request.headers['cookie'] ?? '', cookieText(Object.entries(cookies))].filter((part) => part !== '');
  const pairs = new URLSearchParams(query).toString();
  const join = request.target.includes('?') ? '&' : '?';
  return {
    ...request,
    target: pairs === '' ? request.target : `${request.target}${join}${pairs}`,
    headers: { ...headers, ...request.headers, ...(cookie.length > 0 && { cookie: cookie.join('; ') }) },
    isUnsigned: false,
  };
}

function cookieText(cookies: readonly [name: string, value: string][]): string {
  return cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ');
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** The request as a shell line that reproduces it. */
export function curlLine(url: string, request: ProvingRequest): string {
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  const data = request.body === undefined ? [] : [`--data-binary ${quote(request.body.text)}`];
  const how = request.method === 'HEAD' ? '-I' : `-i -X ${request.method}`;
  return ['curl', how, ...headers, ...data, quote(url + request.target)].join(' ');
}
