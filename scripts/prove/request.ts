import type { Contract, ContractOperation } from '../../src/infra/contract/contract.ts';
import { encodeBody, type EncodedBody } from './body.ts';
import { credentialsFor, type Credentials } from './credentials.ts';
import { encodePath, encodeQuery } from './parameters.ts';
import { sampleValues, type SampleValuesOptions } from './sample-values.ts';

/** What a request says, before it is written down: parameter values by name, and the body. */
export interface RequestValues {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  header: Record<string, unknown>;
  cookie: Record<string, unknown>;
  body?: unknown;
  /** Declared media type that the body is written in; none: there is no body. */
  mediaType?: string;
}

/** A request ready to be sent; what `curl` would need. */
export interface ProvingRequest {
  operation: ContractOperation;
  method: string;
  /** Path with query, from the server's root. */
  target: string;
  headers: Record<string, string>;
  values: RequestValues;
  body?: EncodedBody;
}

/** Makes a request that is valid against the contract, deterministically from the seed. */
export function validRequest(
  contract: Contract,
  operation: ContractOperation,
  options: SampleValuesOptions,
): ProvingRequest {
  return encodeRequest(contract, operation, sampleValues(contract, operation, options));
}

/** Writes a request down as the contract declares: styles of parameters, media type of the body, credentials. */
export function encodeRequest(
  contract: Contract,
  operation: ContractOperation,
  values: RequestValues,
  credentials: Credentials = credentialsFor(contract, operation),
): ProvingRequest {
  const body =
    values.mediaType === undefined ? undefined : encodeBody(contract, operation, values.mediaType, values.body);
  const headers: Record<string, string> = { accept: '*/*', ...credentials.headers };
  for (const [name, value] of Object.entries(values.header)) headers[name.toLowerCase()] = plain(value);
  const cookies = Object.entries({ ...values.cookie, ...credentials.cookies });
  if (cookies.length > 0) {
    headers['cookie'] = cookies.map(([name, value]) => `${name}=${encodeURIComponent(plain(value))}`).join('; ');
  }
  if (body) headers['content-type'] = body.contentType;
  const path = (operation.basePaths[0] ?? '') + encodePath(operation, values.path);
  const undeclared = Object.entries(values.query).filter(
    ([name]) => !operation.parameters.some((each) => each.in === 'query' && each.name === name),
  );
  const extra = {
    ...Object.fromEntries(undeclared.map(([name, value]) => [name, plain(value)])),
    ...credentials.query,
  };
  return {
    operation,
    method: operation.method.toUpperCase(),
    target: path + encodeQuery(operation, values.query, extra),
    headers,
    values,
    ...(body && { body }),
  };
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
