import type { Row } from '../../db/database.ts';
import type { Column } from '../schema/table.ts';
import type { Serving } from '../serving.ts';
import { rowFinder } from '../store/find.ts';
import { toParameter, type Parameter } from '../store/parameter.ts';

/** Finds the row that a key means below the parents that the path names; without a key, the one below them. */
export type FindRow = (key: unknown, scope: readonly Parameter[]) => Promise<Row | undefined>;

/** An item whose parent never became known is below any. */
export function findRow({ operation, store }: Serving): FindRow {
  const { key, scope } = operation;
  const below = scope.map(({ column }) => ({ column, orUnknown: key !== undefined }));
  const columns = key === undefined ? [] : keyColumns(store.table, key.property);
  if (columns.length === 0) {
    const find = rowFinder(store, below);
    return (_, parents) => find(parents);
  }
  const finders = columns.map(({ name, type }) => {
    const find = rowFinder(store, [{ column: name, orUnknown: false }, ...below]);
    return { find, parameter: (value: unknown) => toParameter(value, type, store.rows.codecOf(name)) };
  });
  return async (value, parents) => {
    for (const { find, parameter } of finders) {
      const own = parameter(value);
      const row = own === undefined ? undefined : await find([own, ...parents]);
      if (row) return row;
    }
    return undefined;
  };
}

/** What a key is compared with, one after the other: another property, or the identity and what identifies as well. */
export function keyColumns({ columns, identity }: Serving['store']['table'], property?: string): Column[] {
  const named = (name: string): Column[] => columns.filter((column) => column.property?.name === name);
  if (property !== undefined) return named(property);
  if (identity === undefined) return [];
  return [...columns.filter(({ name }) => name === identity.column), ...(identity.also ?? []).flatMap(named)];
}
