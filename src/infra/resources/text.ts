import { writeExactJson } from '../contract/exact-numbers.ts';

/** A value of a parameter as text; what is no scalar as JSON. */
export function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : writeExactJson(value);
}
