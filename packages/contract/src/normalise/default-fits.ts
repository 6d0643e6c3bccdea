import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Members } from '../json.ts';
import { getOwn } from '../json.ts';
import { linearPattern } from '../patterns/linear-pattern.ts';

type Test = (value: never, bound: never) => boolean;

/** The bounds that a scalar default can break, by keyword. */
const BOUNDS: Record<string, Test> = {
  minLength: (value: string, bound: number) => Array.from(value).length >= bound,
  maxLength: (value: string, bound: number) => Array.from(value).length <= bound,
  pattern: (value: string, bound: string) => linearPattern(bound).test(value),
  minimum: (value: number, bound: number) => value >= bound,
  maximum: (value: number, bound: number) => value <= bound,
  exclusiveMinimum: (value: number, bound: number) => value > bound,
  exclusiveMaximum: (value: number, bound: number) => value < bound,
};
const OF_TEXT = new Set(['minLength', 'maxLength', 'pattern']);

/** Whether a scalar keeps to the bounds and the format that stand beside it; other values are not looked into. */
export function fitsBounds(schema: Members, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return true;
  if (typeof value === 'string' && !hasFormat(schema.format, value)) return false;
  return Object.entries(BOUNDS).every(([keyword, test]) => {
    const bound = getOwn(schema, keyword);
    const isMeant = OF_TEXT.has(keyword) === (typeof value === 'string');
    const isBound = typeof bound === (keyword === 'pattern' ? 'string' : 'number');
    return !isMeant || !isBound || test(value as never, bound as never);
  });
}

function hasFormat(name: unknown, text: string): boolean {
  const format =
    typeof name === 'string' && Object.hasOwn(fullFormats, name) ? fullFormats[name as 'email'] : undefined;
  if (format instanceof RegExp) return format.test(text);
  if (typeof format === 'function') return (format as (text: string) => boolean)(text);
  return true;
}
