import type { Schema, SchemaObject } from '../contract.ts';
import { getOwn } from '../json.ts';
import { counted } from '../english.ts';
import { flatten } from './flatten.ts';
import type { SchemaView } from './view.ts';

/** How many bytes a file may have: `minLength` and `maxLength` of a binary text count them (OpenAPI 3.1, 4.8.14). */
export interface ByteBounds {
  min: number;
  max: number;
}

export function isBinary(parts: readonly SchemaObject[]): boolean {
  return parts.some((part) => part.format === 'binary');
}

export function byteBounds(view: SchemaView, schema: Schema): ByteBounds {
  return boundsIn(flatten(view, view.of(schema)).parts);
}

/** The narrowest bounds that several schemas state together. */
export function boundsIn(parts: readonly SchemaObject[]): ByteBounds {
  const stated = (keyword: string): number[] =>
    parts.map((part) => getOwn(part, keyword)).filter((one) => typeof one === 'number');
  return { min: Math.max(0, ...stated('minLength')), max: Math.min(Infinity, ...stated('maxLength')) };
}

/** What is wrong with the size of a file; the sentence follows its name. */
export function sizeProblem({ min, max }: ByteBounds, length: number): string | undefined {
  if (length > max) return `must have at most ${counted(max, 'byte')}`;
  return length < min ? `must have at least ${counted(min, 'byte')}` : undefined;
}
