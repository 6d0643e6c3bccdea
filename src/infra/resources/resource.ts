import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath, ResourceOperation } from './resource-operation.ts';

export type * from './resource-operation.ts';

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
  /** A password: neither stored nor shown. */
  isSecret?: true;
  /** Values must differ between rows; a taken one is 409. */
  unique: boolean;
}

/** What tells one item from another: the last path parameter of the item path. */
export interface Identity {
  /** The property that is the identifier; none: the identifier appears in the path only. */
  property?: string;
  column: string;
  type: 'bigint' | 'uuid' | 'text';
  /** Properties that find an item as well: the id, where a path says `{idOrSlug}`. */
  also?: readonly string[];
  /** Schema of the identifier: that of the property, else that of the path parameter. */
  schema: Schema;
}

/**
 * A property other than the identity by which some paths find items: `iid`, where there is `/issues/{id}` and
 * `/projects/{id}/issues/{issue_iid}`.
 */
export interface PathKey {
  property: string;
  column: string;
  /** Columns of the parents under which a value is unique; none: it is unique among all items. */
  scope: readonly string[];
}

/**
 * An outer path parameter that an item belongs to. The same items may be reached with and without it (`/posts`,
 * `/users/{id}/posts`): the column is null where it never became known. Lists below a parent show its own items only;
 * roles on one item find it below any parent while the column is null, since nothing contradicts.
 */
export interface Parent {
  /** Name of the path parameter, as in `/projects/{projectId}/tasks`: `projectId`. */
  parameter: string;
  /** Resource the parameter identifies; none when the contract serves no such resource. */
  resource?: string;
  column: string;
  /** Property of the item that shows it, `projectId`, filled from the path. */
  property?: string;
}

/** A member of bodies that properties of the item stand in, `attributes`; the item itself has them beside all others. */
export interface Box {
  name: string;
  members: readonly string[];
}

/** A property that is written as an identifier and shown as the object so identified. */
export interface Reference {
  /** The property that shows the object, or the objects. */
  property: string;
  /** The property that holds the identifiers: the same one, or `teamId` beside `team`. */
  from: string;
  /** Member of the object that holds its identifier. */
  member: string;
  /** Resource whose items they are; none: no resource serves such objects, and one that carries the identifier is made up. */
  resource?: string;
}

/** A property that names an item of a resource by its identifier: `customerId` of orders. */
export interface ItemReference {
  /** The resource whose items have the property. */
  resource: string;
  property: string;
  column: string;
  /** The resource whose items it names. */
  target: string;
  /** It names several: `tagIds`. */
  isList: boolean;
  /** Parent columns that both have in common, where an identifier is unique only under the same parents. */
  scope: readonly { column: string; target: string }[];
  /** Why nothing checks it, as the end of a sentence; none: it is checked where an operation declares how it rejects. */
  reason?: string;
}

export interface Resource {
  /** Plural noun, unique in the contract: `special_events`. */
  name: string;
  table: string;
  /** None for a singleton, whose identity is its parents alone. */
  identity?: Identity;
  /** Every item has a value of each. */
  pathKeys?: readonly PathKey[];
  parents: Parent[];
  properties: Property[];
  /** Where bodies hold some of the properties. */
  boxes: readonly Box[];
  references: readonly Reference[];
  /** Where items show their own address: `['_links', 'self', 'href']`. */
  selfAt: readonly BodyPath[];
  /** The full representation: what reading one item shows, envelope and boxes taken off. */
  representation: Schema;
  /** Something in the contract creates items; where nothing does, they are shown from samples. */
  isCreatable: boolean;
}

export interface ResourceModel {
  resources: Resource[];
  operations: Map<string, ResourceOperation>;
  itemReferences: readonly ItemReference[];
  /** Why an operation is not served although its shape would allow it, and what would help, by operation id. */
  notDerived: Map<string, string>;
}
