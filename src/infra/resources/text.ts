import { writeExactJson } from '@plumbline/contract/exact-numbers';

/** A value of a parameter as text; what is no scalar as JSON. */
export function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : writeExactJson(value);
}
