import type { Schema } from '@plumbline/contract/contract';
import type { Schemas } from './schemas.ts';
import { normal } from '../names/words.ts';

/**
 * How far two object schemas describe the same thing: 1 for the same schema, else the share of the smaller one's
 * properties that the other one has with the same kind, however spelled. A list often shows less of an item than
 * reading it does.
 *
 * @returns 0 to 1; 0 where either is no object or names no property
 */
export function affinity(schemas: Schemas, one: Schema, other: Schema): number {
  if (schemas.core(one) === schemas.core(other)) return 1;
  const [small, large] = [schemas.properties(one), schemas.properties(other)].sort((a, b) => a.size - b.size);
  if (!small || !large || small.size === 0) return 0;
  const spellings = schemas.spellings(large === schemas.properties(one) ? one : other);
  let shared = 0;
  for (const [name, [declaration]] of small) {
    const counterpart = large.get(spellings.get(normal(name)) ?? name)?.[0];
    if (counterpart === undefined || declaration === undefined) continue;
    if (isCompatible(schemas, declaration, counterpart)) shared += 1;
  }
  // Never quite the same: only the same schema is.
  return (0.99 * shared) / small.size;
}

function isCompatible(schemas: Schemas, one: Schema, other: Schema): boolean {
  const [kind, counterpart] = [schemas.kind(one), schemas.kind(other)];
  const numbers = ['integer', 'number'];
  return (
    kind === counterpart ||
    kind === 'any' ||
    counterpart === 'any' ||
    (numbers.includes(kind) && numbers.includes(counterpart))
  );
}
