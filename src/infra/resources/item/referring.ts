import { againWhenUndone } from '../../db/again.ts';
import { currentTransaction } from '../../db/current-transaction.ts';
import { ConflictError } from '../../../domain/errors.ts';
import { nounOf } from '../noun.ts';
import type { ColumnType, ItemReference, Resource } from '../resource.ts';
import { qualified, quote, type Table } from '../schema/table.ts';
import { storeOf, type Serving } from '../serving.ts';
import { isGuarded } from './guarded.ts';

/**
 * Removes rows unless others refer to them, in one transaction.
 *
 * @param keys `_key`s of the rows
 * @throws ConflictError naming what refers to them
 */
export type UnlessReferred = <Result>(
  keys: readonly unknown[] | (() => Promise<readonly unknown[]>),
  remove: (keys: readonly string[]) => Promise<Result>,
) => Promise<Result>;

/** @returns nothing where the operation declares no 409, or nothing can refer to its items */
export function unlessReferred({ operation, service, store }: Serving): UnlessReferred | undefined {
  const { table } = store;
  if (!isGuarded(operation)) return undefined;
  const referrers = referrersOf(service.model, table.resource).map((reference) => {
    const source = storeOf(service, reference.resource).table;
    return { source, property: reference.property, sql: referringSql(table, source, reference) };
  });
  if (referrers.length === 0) return undefined;
  const tables = [...new Set([table, ...referrers.map(({ source }) => source)])];
  const lock = `select _key from ${qualified(table)} where _key = any($1::bigint[]) order by _key for update`;

  return (which, remove) => {
    const work = async () => {
      const keys = [...(typeof which === 'function' ? await which() : which)].map(String);
      // Whoever makes something that refers to one of them waits from here on, or was waited for.
      await store.database.query({ sql: lock }, [keys]);
      const found: string[] = [];
      for (const { source, property, sql } of referrers) {
        const [row] = keys.length === 0 ? [] : await store.database.query({ sql }, [keys]);
        if (row !== undefined) found.push(`${property} of ${source.resource.name}`);
      }
      if (found.length > 0) {
        const noun = nounOf(table.resource);
        throw new ConflictError(
          `The ${noun} cannot be removed: ${found.join(' and ')} refers to it. Remove or change what refers to it first.`,
        );
      }
      return remove(keys);
    };
    return currentTransaction() === undefined ? againWhenUndone(() => service.inTransaction(work, tables)) : work();
  };
}

/** References to the items of a resource: by properties, and by the paths of items below them. */
export function referrersOf(
  { itemReferences, resources }: Pick<Serving['service']['model'], 'itemReferences' | 'resources'>,
  { name, parents }: Resource,
): ItemReference[] {
  const named = itemReferences.filter(({ target, reason }) => target === name && reason === undefined);
  const below = resources.flatMap((resource): ItemReference[] =>
    resource.parents.flatMap((parent, index) => {
      // A singleton is a part of the item that it stands below.
      if (parent.resource !== name || resource.identity === undefined) return [];
      if (named.some((each) => each.resource === resource.name && each.column === parent.column)) return [];
      const outer = resource.parents.slice(0, index);
      const scope = parents.map(({ column }, at) => ({ column: outer[at]?.column ?? '', target: column }));
      if (scope.some(({ column }) => column === '')) return [];
      const property = parent.property ?? parent.parameter;
      return [{ resource: resource.name, property, column: parent.column, target: name, isList: false, scope }];
    }),
  );
  return [...named, ...below];
}

/** Selects a row that refers to one of the rows of a table whose keys are `$1`, and is not one of them itself. */
function referringSql(target: Table, source: Table, { column, isList, scope }: ItemReference): string {
  const identity = target.identity?.column ?? '';
  const types = [source, target].map(
    ({ columns }, at) => columns.find(({ name }) => name === [column, identity][at])?.type,
  );
  const conditions = [
    isEqual(`source.${quote(column)}`, `target.${quote(identity)}`, types, isList),
    ...scope.map(
      (each) => `source.${quote(each.column)}::text is not distinct from target.${quote(each.target)}::text`,
    ),
    ...(source === target ? ['not source._key = any($1::bigint[])'] : []),
  ];
  return (
    `select 1 from ${qualified(target)} target join ${qualified(source)} source on ${conditions.join(' and ')} ` +
    `where target._key = any($1::bigint[]) limit 1`
  );
}

/** Written so that an index on the source serves where the types allow it. */
function isEqual(source: string, target: string, [own, other]: (ColumnType | undefined)[], isList: boolean): string {
  if (isList) {
    // UUIDs in JSON are spelled as they were sent.
    const list = other === 'uuid' ? `lower(${source}::text)::jsonb` : source;
    return `${list} @> jsonb_build_array(${target})`;
  }
  const isText = other === 'text' || other === 'uuid';
  return own === other || !isText ? `${source} = ${target}` : `lower(${source}::text) = lower(${target}::text)`;
}
