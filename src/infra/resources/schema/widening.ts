import type { ColumnType } from '../resource.ts';

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
