import type { Contract, ContractOperation } from '../../src/infra/contract/contract.ts';
import { sample } from '../../src/infra/contract/sample/sample.ts';
import { encodeBody, type EncodedBody } from './body.ts';
import { credentialsFor } from './credentials.ts';
import { encodePath, encodeQuery } from './parameters.ts';

/** A request ready to be sent; what `curl` would need. */
export interface ProvingRequest {
  operation: ContractOperation;
  method: string;
  /** Path with query, from the server's root. */
  target: string;
  headers: Record<string, string>;
  /** Values of the path parameters, given and sampled. */
  path: Record<string, unknown>;
  body?: EncodedBody;
}

export interface RequestOptions {
  seed: number;
  /** Path parameter values that name things which exist; the rest are sampled. */
  path?: Record<string, unknown>;
  /** Body instead of a sampled one. */
  body?: unknown;
  /** Query parameters beside the required ones. */
  query?: Record<string, unknown>;
}

/** Makes a request that is valid against the contract, deterministically from the seed. */
export function validRequest(
  contract: Contract,
  operation: ContractOperation,
  options: RequestOptions,
): ProvingRequest {
  const values = { path: {}, query: {}, header: {}, cookie: {} } as Record<string, Record<string, unknown>>;
  for (const parameter of operation.parameters) {
    const given = parameter.in === 'path' ? options.path : parameter.in === 'query' ? options.query : undefined;
    const isGiven = given !== undefined && Object.hasOwn(given, parameter.name);
    if (!isGiven && !parameter.required) continue;
    const value = isGiven ? given[parameter.name] : sampledParameter(contract, parameter, options.seed);
    (values[parameter.in] ??= {})[parameter.name] = value;
  }
  const credentials = credentialsFor(contract, operation);
  const body = encodeBody(contract, operation, options);
  const query = encodeQuery(operation, { ...values['query'] }, credentials.query);
  const headers: Record<string, string> = { accept: '*/*', ...credentials.headers };
  for (const [name, value] of Object.entries(values['header'] ?? {})) headers[name.toLowerCase()] = plain(value);
  const cookies = { ...values['cookie'], ...credentials.cookies };
  const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(plain(value))}`);
  if (cookie.length > 0) headers['cookie'] = cookie.join('; ');
  if (body) headers['content-type'] = body.contentType;
  const path = (operation.basePaths[0] ?? '') + encodePath(operation, values['path'] ?? {});
  return {
    operation,
    method: operation.method.toUpperCase(),
    target: path + query,
    headers,
    path: values['path'] ?? {},
    ...(body ? { body } : {}),
  };
}

function sampledParameter(
  contract: Contract,
  parameter: ContractOperation['parameters'][number],
  seed: number,
): unknown {
  if (parameter.example !== undefined) return parameter.example;
  return sample(contract, parameter.schema, { seed, view: 'request' });
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
  return ['curl', '-i', '-X', request.method, ...headers, ...data, quote(url + request.target)].join(' ');
}
