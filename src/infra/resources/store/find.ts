import { batched } from '../../db/batched.ts';
import { prepared, type Row } from '../../db/database.ts';
import { qualified, quote } from '../schema/table.ts';
import type { Parameter } from './parameter.ts';
import type { Store } from './store.ts';

/** A column that has to equal what is looked for, or may also be empty. */
export interface Condition {
  column: string;
  orUnknown: boolean;
}

/**
 * Finds one row by the values of some columns, the oldest where several have them. What is looked for in one turn of the
 * event loop goes out as one query: beside what a query costs on either side of the wire, finding a row by its key is
 * nothing.
 *
 * @returns finds by values in the order of the conditions
 */
export function rowFinder(
  store: Store,
  conditions: readonly Condition[],
): (parameters: readonly Parameter[]) => Promise<Row | undefined> {
  const { table, database } = store;
  const typeOf = (column: string) => table.columns.find(({ name }) => name === column)?.type ?? 'text';
  const selectBy = (valueAt: (position: number) => string): string => {
    const where = conditions.map(({ column, orUnknown }, position) => {
      const isEqual = `${quote(column)} = ${valueAt(position)}`;
      return orUnknown ? `(${isEqual} or ${quote(column)} is null)` : isEqual;
    });
    return `select ${store.selection} from ${qualified(table)} where ${where.join(' and ') || 'true'} order by _key limit 1`;
  };
  const one = prepared(selectBy((position) => `$${position + 1}`));
  const lists = conditions.map(({ column }, position) => `$${position + 1}::${typeOf(column)}[]`);
  const names = conditions.map((_, position) => `value${position}`);
  const many = prepared(
    `select asked.position as "#asked", found.* ` +
      `from unnest(${lists.join(', ')}) with ordinality as asked (${[...names, 'position'].join(', ')}) ` +
      `cross join lateral (${selectBy((position) => `asked.value${position}`)}) as found`,
  );

  return batched(async (asked) => {
    const found = new Map<readonly Parameter[], Row>();
    const [first] = asked;
    if (first !== undefined && (asked.length === 1 || conditions.length === 0)) {
      const [row] = await database.query(one, first);
      if (row !== undefined) for (const parameters of asked) found.set(parameters, row);
      return found;
    }
    const columns = conditions.map((_, position) => asked.map((parameters) => parameters[position]));
    for (const row of await database.query(many, columns)) {
      const parameters = asked[Number(row['#asked']) - 1];
      if (parameters !== undefined) found.set(parameters, row);
    }
    return found;
  });
}
