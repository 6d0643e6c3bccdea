import { createHash } from 'node:crypto';
import type { ColumnType, Identity, Parent, Property, Resource, ResourceModel } from '../resource.ts';

/** A column of a derived table that the contract gave reason for; the store's own ones are `ownColumns`. */
export interface Column {
  name: string;
  type: ColumnType;
  property?: Property;
}

/** The table of a resource. */
export interface Table {
  resource: Resource;
  /** PostgreSQL schema of the contract, unquoted. */
  schema: string;
  name: string;
  columns: Column[];
  identity?: Identity;
  /**
   * The identifier alone finds the item: some operation knows no more than that. Otherwise two items below different
   * parents may have the same one.
   */
  isGlobal: boolean;
}

/**
 * The store's own columns, name to definition. `_key` is the primary key and the order of creation, counted for all
 * tables of a contract together: a sequence a table would be one more file each. `_exact` holds, by property name, what
 * a typed column cannot give back as it was sent: a null that was said aloud, a time in another zone, a number out of
 * range, properties that the contract allows without naming them. `_emulated` names the fields whose values were invented.
 */
export function ownColumns({ schema }: Pick<Table, 'schema'>): Record<string, string> {
  return {
    _key: `bigint not null default nextval(${literal(keysOf(schema))}) primary key`,
    _created_at: 'timestamptz not null default now()',
    _updated_at: 'timestamptz not null default now()',
    _version: 'integer not null default 1',
    _exact: 'jsonb',
    _emulated: 'jsonb',
  };
}

/** Makes what hands out the `_key`s of a contract's tables. */
export function createKeys({ schema }: Pick<Table, 'schema'>): string {
  return `create sequence if not exists ${keysOf(schema)}`;
}

const keysOf = (schema: string): string => qualified({ schema, name: '_item_keys' });

/** PostgreSQL allows 1,600 columns; what is beyond this many lives in `_exact`. */
const MOST_COLUMNS = 1500;

/** The tables of every resource of a model, in the model's order. */
export function tablesOf(model: ResourceModel, schema: string): Table[] {
  return model.resources.map((resource) => {
    const { identity } = resource;
    return {
      resource,
      schema,
      name: resource.table,
      columns: columnsOf(model, resource),
      ...(identity === undefined ? {} : { identity }),
      isGlobal: isGlobal(model, resource),
    };
  });
}

/** Whether some operation finds an item by its identifier alone. */
export function isGlobal({ operations }: Pick<ResourceModel, 'operations'>, { name, parents }: Resource): boolean {
  if (parents.length === 0) return true;
  return [...operations.values()].some(
    ({ resource, key, scope }) => resource.name === name && key !== undefined && scope.length < parents.length,
  );
}

function columnsOf(model: ResourceModel, resource: Resource): Column[] {
  const { identity, parents } = resource;
  const columns = new Map<string, Column>();
  if (identity) columns.set(identity.column, { name: identity.column, type: identity.type });
  for (const parent of parents) {
    columns.set(parent.column, { name: parent.column, type: parentType(model, resource, parent) });
  }
  for (const property of resource.properties) {
    const known = columns.get(property.column);
    if (known) known.property = property;
    else if (columns.size < MOST_COLUMNS) {
      columns.set(property.column, { name: property.column, type: property.type, property });
    }
  }
  return [...columns.values()];
}

/** A parent's identifier has the type that it has there, so that a foreign key can hold the two together. */
function parentType(model: ResourceModel, resource: Resource, parent: Parent): ColumnType {
  const there = model.resources.find(({ name }) => name === parent.resource)?.identity?.type;
  return there ?? resource.properties.find(({ column }) => column === parent.column)?.type ?? 'text';
}

/** An identifier of SQL, quoted. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/** A text literal of SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function qualified({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${quote(schema)}.${quote(name)}`;
}

/** A name of at most 63 bytes, the longest that PostgreSQL keeps whole; a cut one is told apart by a hash. */
export function shortName(name: string): string {
  if (Buffer.byteLength(name) <= 63) return name;
  return `${name.slice(0, 50)}_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
