import type { ItemReference, Resource, ResourceModel } from '../resource.ts';
import { isGuarded } from '../item/guarded.ts';
import { literal, qualified, quote, shortName, type Column, type Table } from './table.ts';

/** A unique or plain index of a derived table. */
export interface Index {
  name: string;
  table: Table;
  isUnique: boolean;
  /** Columns or expressions, as they stand in `create index`. */
  on: string[];
  method: 'btree' | 'gin';
  /** What a taken key is called to the caller: property or parameter name. */
  field?: string;
  isIdentity: boolean;
}

export interface ForeignKey {
  name: string;
  table: Table;
  columns: string[];
  target: Table;
  targetColumns: string[];
}

/** Parents as an index sees them: an unknown one is equal to an unknown one, which null is not. */
const asText = (column: string): string => `coalesce(${quote(column)}::text, '')`;

const scopeOf = (table: Table): string[] => table.resource.parents.map(({ column }) => asText(column));

/** Every index that lookups, unique keys, filters and sorts of the contract ask for. */
export function indexesOf(model: ResourceModel, table: Table, foreignKeys: readonly ForeignKey[]): Index[] {
  const indexes = new Map<string, Index>();
  const add = (kind: string, on: string[], more: Partial<Index>): void => {
    const name = shortName(`${table.name}_${kind}`);
    if (!indexes.has(name)) {
      indexes.set(name, { name, table, on, isUnique: false, method: 'btree', isIdentity: false, ...more });
    }
  };
  const { identity, resource } = table;
  if (identity) {
    const on = [quote(identity.column), ...(table.isGlobal ? [] : scopeOf(table))];
    add('identity', on, { isUnique: true, isIdentity: true, field: fieldOf(resource, identity.property) });
  } else {
    add('single', resource.parents.length === 0 ? ['(true)'] : scopeOf(table), { isUnique: true, isIdentity: true });
  }
  for (const { column, property, scope } of resource.pathKeys ?? []) {
    const isText = table.columns.some(({ name, type }) => name === column && type === 'text');
    const on = [isText ? digestOf(column, property) : quote(column), ...scope.map(asText)];
    add(`${column}_key`, on, { isUnique: true, field: fieldOf(resource, property) });
    if (isText) add(`${column}_index`, [quote(column), '_key'], {});
  }
  for (const { property, name, type } of table.columns) {
    if (property?.unique !== true || name === identity?.column) continue;
    const more = { isUnique: true, field: fieldOf(resource, property.name) };
    if (type === 'text') {
      add(`${name}_digest`, [digestOf(name, property.name)], more);
      add(`${name}_index`, [quote(name), '_key'], {});
    } else add(`${name}_unique`, [quote(name)], more);
  }
  for (const { column } of resource.parents) add(`${column}_index`, [quote(column), '_key'], {});
  for (const { column, isList, resource: name } of checkedReferences(model)) {
    // A list has the index of a filter on it, by the same name.
    if (name === resource.name && !isList) add(`${column}_index`, [quote(column), '_key'], {});
    else if (name === resource.name) add(`${column}_gin`, [`${quote(column)} jsonb_path_ops`], { method: 'gin' });
  }
  for (const column of queriedColumns(model, table)) {
    if (indexes.has(shortName(`${table.name}_${column.name}_unique`)) || column.name === identity?.column) continue;
    if (column.type === 'jsonb') add(`${column.name}_gin`, [`${quote(column.name)} jsonb_path_ops`], { method: 'gin' });
    else add(`${column.name}_index`, [quote(column.name), '_key'], {});
  }
  if (foreignKeys.some(({ target, targetColumns }) => target === table && targetColumns.length > 1)) {
    add('reference', foreignTarget(table).map(quote), { isUnique: true, isIdentity: true });
  }
  return [...indexes.values()];
}

/**
 * A text of any length as a unique index holds it. Entries of an index are bounded, and a column that has one holds the
 * beginning of a long text only; the whole is in `_exact` then.
 */
function digestOf(column: string, property: string): string {
  return `md5(coalesce(_exact ->> ${literal(property)}, ${quote(column)}))`;
}

/** References whose targets are looked for by what refers to them, when an item is removed. */
function checkedReferences({ itemReferences, operations }: ResourceModel): ItemReference[] {
  const guarded = new Set<string>();
  for (const operation of operations.values()) if (isGuarded(operation)) guarded.add(operation.resource.name);
  return itemReferences.filter(({ reason, target }) => reason === undefined && guarded.has(target));
}

/** Where a body holds a property: `metadata.name`. */
function fieldOf({ boxes }: Resource, property: string | undefined): string {
  if (property === undefined) return 'identifier';
  const box = boxes.find(({ members }) => members.includes(property));
  return box === undefined ? property : `${box.name}.${property}`;
}

/** Columns that a filter compares as a whole or a list is sorted by. */
function queriedColumns(model: ResourceModel, table: Table): Column[] {
  const names = new Set<string>();
  for (const { resource, filters, sorting } of model.operations.values()) {
    if (resource.name !== table.resource.name) continue;
    for (const { comparison, properties } of filters) {
      if (comparison !== 'search' && comparison !== 'contains' && comparison !== 'ne') {
        for (const property of properties) names.add(property);
      }
    }
    for (const property of Object.values(sorting?.properties ?? {})) names.add(property);
  }
  return table.columns.filter(({ property }) => property !== undefined && names.has(property.name));
}

/**
 * Foreign keys to parents that the contract creates, so that a removed parent takes what is below it along. Where items
 * are also created elsewhere than below the parent, what they say of it is a claim that nobody promised to check.
 */
export function foreignKeysOf(model: ResourceModel, tables: readonly Table[]): ForeignKey[] {
  const creations = [...model.operations.values()].filter(({ role, created }) => role === 'create' || created);
  const byName = new Map(tables.map((table) => [table.resource.name, table]));
  return tables.flatMap((table) =>
    table.resource.parents.flatMap((parent, index) => {
      const target = byName.get(parent.resource ?? '');
      if (target?.identity === undefined || !target.resource.isCreatable || target === table) return [];
      const own = creations.filter(({ resource }) => resource.name === table.resource.name);
      if (own.some(({ scope }) => !scope.some(({ column }) => column === parent.column))) return [];
      const outer = target.isGlobal ? [] : table.resource.parents.slice(0, index);
      // Below a scoped parent the path names the parent's own parents too, in the same order.
      if (!target.isGlobal && outer.length !== target.resource.parents.length) return [];
      const columns = [...outer.map(({ column }) => column), parent.column];
      const targetColumns = foreignTarget(target);
      if (!columns.every((column, at) => typeOf(table, column) === typeOf(target, targetColumns[at]))) return [];
      return [{ name: shortName(`${table.name}_${parent.column}_parent`), table, columns, target, targetColumns }];
    }),
  );
}

function foreignTarget({ isGlobal, resource, identity }: Table): string[] {
  const own = identity === undefined ? [] : [identity.column];
  return isGlobal ? own : [...resource.parents.map(({ column }) => column), ...own];
}

function typeOf(table: Table, column: string | undefined): string | undefined {
  return table.columns.find(({ name }) => name === column)?.type;
}

export function createIndex({ name, table, isUnique, on, method }: Index): string {
  const using = method === 'gin' ? ' using gin' : '';
  return `create ${isUnique ? 'unique ' : ''}index ${quote(name)} on ${qualified(table)}${using} (${on.join(', ')})`;
}

/** `not valid`: rows that were there before their parents became known stay; new ones are checked. */
export function addForeignKey({ name, table, columns, target, targetColumns }: ForeignKey): string {
  const list = (names: string[]): string => names.map(quote).join(', ');
  return (
    `alter table ${qualified(table)} add constraint ${quote(name)} foreign key (${list(columns)}) ` +
    `references ${qualified(target)} (${list(targetColumns)}) on delete cascade not valid`
  );
}
