import type { ColumnType } from '../resource.ts';
import { CODECS } from '../store/codec.ts';
import type { Catalog } from './catalog.ts';
import type { Table } from './table.ts';

/** Types that hold every value of another one, so that a column can be widened in place. */
const WIDER: Partial<Record<ColumnType, readonly string[]>> = {
  bigint: ['integer'],
  numeric: ['integer', 'bigint'],
  'double precision': ['integer', 'numeric'],
  text: ['uuid', 'date'],
};

/** True where a column takes another type with all that it holds; whether the contract still allows that is another matter. */
export function keepsValues(before: string, type: ColumnType): boolean {
  return WIDER[type]?.includes(before) === true || (type === 'jsonb' && before !== 'timestamptz');
}

/** The tables with the columns that a later version widened as they are now: they hold all that they held before. */
export function inWiderColumns(tables: readonly Table[], catalog: Catalog): Table[] {
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const there = catalog.get(table.name)?.columns.get(column.name);
      const isWider = there !== undefined && Object.hasOwn(CODECS, there) && there !== column.type;
      return isWider && keepsValues(column.type, there as ColumnType)
        ? { ...column, type: there as ColumnType }
        : column;
    }),
  }));
}
