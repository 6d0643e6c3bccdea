import type { ContractOperation, Schema } from '../contract/contract.ts';

/**
 * The model of derived resources: what inference reads from a contract and the store serves. Plain data; made once
 * at start-up by `inferResources(contract)`.
 */

/** PostgreSQL type of a column; everything that is not one scalar is jsonb. */
export type ColumnType =
  | 'text'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'double precision'
  | 'timestamptz'
  | 'date'
  | 'uuid'
  | 'jsonb';

/** A top-level property of a representation, and its column. */
export interface Property {
  name: string;
  column: string;
  type: ColumnType;
  schema: Schema;
  readOnly: boolean;
  /** Kept, never shown. */
  writeOnly: boolean;
  /** Values must differ between rows; a taken one is 409. */
  unique: boolean;
}

/** What tells one item from another: the last path parameter of the item path. */
export interface Identity {
  /** Property of the representation that shows it; none: the identifier appears in the path only. */
  property?: string;
  column: string;
  type: 'bigint' | 'uuid' | 'text';
  /** Schema of the identifier: that of the property, else that of the path parameter. */
  schema: Schema;
}

/** An outer path parameter that an item belongs to. */
export interface Parent {
  /** Name of the path parameter, as in `/projects/{projectId}/tasks`: `projectId`. */
  parameter: string;
  /** Resource the parameter identifies; none when the contract serves no such resource. */
  resource?: string;
  column: string;
  /** Property of the item that shows it, `projectId`, filled from the path. */
  property?: string;
}

export interface Resource {
  /** Plural noun, unique in the contract: `special_events`. */
  name: string;
  table: string;
  /** None for a singleton, whose identity is its parents alone. */
  identity?: Identity;
  parents: Parent[];
  properties: Property[];
  /** The full representation: what reading one item shows, envelope taken off. */
  representation: Schema;
  /** Something in the contract creates items; where nothing does, they are shown from samples. */
  isCreatable: boolean;
}

export type Role = 'list' | 'create' | 'read' | 'replace' | 'update' | 'remove' | 'clear' | 'act';

/** Keys from the top of a body down to the value of interest; `[]` is the body itself. */
export type BodyPath = readonly string[];

/** What a member of a list's envelope says about the page. */
export type PageFact =
  | 'total'
  | 'page'
  | 'limit'
  | 'offset'
  | 'count'
  | 'pages'
  | 'hasNext'
  | 'hasPrevious'
  | 'nextCursor'
  | 'previousCursor'
  | 'nextPage'
  | 'previousPage'
  | 'nextUrl'
  | 'previousUrl'
  | 'firstUrl'
  | 'lastUrl'
  | 'selfUrl';

/** How a 2xx body carries an item or items. */
export interface Shape {
  status: number;
  /** JSON media type of the body; none: no body. */
  mediaType?: string;
  /** Schema of the whole body. */
  schema?: Schema;
  /** Where the item, or the array of items, is. None: the body says something else, which is sampled. */
  at?: BodyPath;
  /** In each element of the array: where the item is, `['resource']`. */
  itemAt?: BodyPath;
  /** The body (or the value at `at`) is an array of items. */
  isList: boolean;
  facts: { at: BodyPath; fact: PageFact }[];
}

export interface Paging {
  style: 'page' | 'offset' | 'cursor';
  /** Query parameter names. */
  page?: string;
  offset?: string;
  after?: string;
  before?: string;
  limit?: string;
  defaultLimit: number;
  maxLimit: number;
  /** First page is 0 or 1. */
  firstPage: number;
}

export type Comparison =
  'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'in' | 'includes' | 'search';

export interface Filter {
  parameter: string;
  /** Columns compared; one, or several for `search`. */
  properties: string[];
  comparison: Comparison;
}

export interface Sorting {
  parameter: string;
  /** A second parameter that holds the direction, `order=desc`. */
  direction?: string;
  /** Sort values to property names. */
  properties: Record<string, string>;
}

/** One operation, served by a resource in a role. */
export interface ResourceOperation {
  operation: ContractOperation;
  resource: Resource;
  role: Role;
  /** Where the identifier comes from for roles on one item. */
  key?: { in: 'path' | 'query' | 'body'; name: string };
  /** Path parameters to parent columns. */
  scope: { parameter: string; column: string }[];
  /** Where the item is in the request body; `isList` for a bulk create. */
  request?: { at: BodyPath; isList: boolean };
  response: Shape;
  paging?: Paging;
  filters: Filter[];
  sorting?: Sorting;
  /** Query parameters of a list that have no effect; the support report names them. */
  ignored: string[];
}

export interface ResourceModel {
  resources: Resource[];
  operations: Map<string, ResourceOperation>;
}
