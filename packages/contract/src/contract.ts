/**
 * The vocabulary of the contract module: what every lens, the runtime and the derived resources see of a contract,
 * whatever dialect it was written in. Everything here is plain data and never mutated after `loadContract`.
 */

import type { Finding, Place } from './finding.ts';
import type { Method } from './methods.ts';

export type { Finding, Place, Verdict } from './finding.ts';
export { METHODS, type Method } from './methods.ts';

/** A JSON Schema of draft 2020-12 as OpenAPI 3.1 uses it; its `$ref`s point into the same document. */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  readOnly?: boolean;
  writeOnly?: boolean;
  [keyword: string]: unknown;
}

export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  name: string;
  in: ParameterLocation;
  required: boolean;
  /** Always present: a parameter declared by `content` has the schema of its media type here. */
  schema: Schema;
  /** The media type of a parameter declared by `content`, as `application/json`. */
  mediaType?: string;
  style: string;
  explode: boolean;
  description?: string;
  deprecated: boolean;
  /** The whole query is its text (`in: querystring` of OpenAPI 3.2). */
  isWholeQuery?: boolean;
  /** A query parameter that may be sent without a value, `?archived`. */
  allowEmptyValue?: boolean;
  example?: unknown;
}

export interface MediaType {
  schema?: Schema;
  /** `example` and every value of `examples`, external ones left out. */
  examples: unknown[];
  encoding?: Record<string, unknown>;
}

/** Media types by their declared name, in declared order. */
export type Content = Record<string, MediaType>;

export interface RequestBody {
  required: boolean;
  content: Content;
}

export interface ResponseHeader {
  required: boolean;
  schema: Schema;
  /** Members of an object are written `name=value`. */
  explode: boolean;
  /** The media type of its text, where the contract declares one. */
  mediaType?: string;
  example?: unknown;
}

export interface Response {
  description: string;
  /** By header name as declared; compare case-insensitively. */
  headers: Record<string, ResponseHeader>;
  content: Content;
  links: Record<string, unknown>;
}

/** Scheme names to required scopes; every scheme within one requirement must hold. */
export type SecurityRequirement = Record<string, string[]>;

/** One operation of the contract, with every reference but those inside schemas followed. */
export interface ContractOperation {
  /** The operationId; synthesised from method and path where the document has none, unique in the contract. */
  id: string;
  method: Method;
  /** The path template exactly as the document writes it, `/pets/{petId}`, without any base path. */
  path: string;
  /** Path prefixes it is served under, from `servers`: `''` or `/v1`; never ends in a slash, never empty. */
  basePaths: string[];
  tag?: string;
  summary?: string;
  /** Path-level and operation-level parameters, merged. */
  parameters: Parameter[];
  requestBody?: RequestBody;
  /** By status as declared: `200`, `4XX`, `default`. */
  responses: Record<string, Response>;
  /** Effective requirements: alternatives; an empty list is a public operation. */
  security: SecurityRequirement[];
  deprecated: boolean;
  /** Every `x-` member of the operation. */
  extensions: Record<string, unknown>;
  /** JSON pointer into the normalised document, `/paths/~1pets/get`. */
  pointer: string;
}

/** The normalised document: OpenAPI 3.1, every `$ref` internal (`#/components/...`). */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string; [key: string]: unknown };
  servers?: { url: string; [key: string]: unknown }[];
  paths: Record<string, Record<string, unknown>>;
  components?: {
    schemas?: Record<string, Schema>;
    securitySchemes?: Record<string, SecurityScheme>;
    [section: string]: Record<string, unknown> | undefined;
  };
  security?: SecurityRequirement[];
  [key: string]: unknown;
}

export interface SecurityScheme {
  type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  scheme?: string;
  name?: string;
  in?: 'header' | 'query' | 'cookie';
  [key: string]: unknown;
}

export interface Contract {
  /** Absolute path of the entry file. */
  file: string;
  title: string;
  version: string;
  /** The dialect it was written in: `2.0`, `3.0.3`, `3.1.0`, `3.2.0`. */
  sourceVersion: string;
  document: OpenApiDocument;
  operations: readonly ContractOperation[];
  /** What loading healed or found that it cannot serve; the support report adds the rest. */
  findings: readonly Finding[];
  /** Where a pointer of the *normalised* document was written, if it was written anywhere. */
  locate(pointer: string): Place | undefined;
}
