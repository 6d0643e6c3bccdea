import { exactNumber } from '@plumbline/contract/exact-numbers';
import type { ColumnType } from '../resource.ts';
import type { Codec } from './codec.ts';
import { isStorable } from './storable.ts';

export type Parameter = string | number | boolean;

/**
 * A value of a path or query parameter as a column compares it. A parameter may be declared looser than the property
 * that it is compared with: `12` as text, a day where there is an instant.
 *
 * @returns `undefined` when no stored value can be equal to it
 */
export function toParameter(value: unknown, type: ColumnType, codec: Codec): Parameter | undefined {
  if (typeof value === 'string' && !isStorable(value)) return undefined;
  return codec.encode(value) ?? codec.encode(converted(value, type));
}

function converted(value: unknown, type: ColumnType): unknown {
  if (typeof value === 'object' && value !== null) return undefined;
  const text = String(value);
  switch (type) {
    case 'text':
      return text;
    case 'boolean':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'double precision':
      return text.trim() === '' ? undefined : (exactNumber(text) ?? Number(text));
    case 'date':
      return /^\d{4}-\d\d-\d\d[Tt ]\d\d:/.test(text) ? text.slice(0, 10) : undefined;
    case 'timestamptz':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : undefined;
    default:
      return undefined;
  }
}
