import { heal, type Draft } from '../draft.ts';
import type { Members } from '../json.ts';
import { getOwn, setOwn } from '../json.ts';

const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const;
const PAIRS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

/** Mends bounds: numbers written as text, counts that are none, and a lower bound above the upper one. */
export function healBounds(draft: Draft, schema: Members, pointer: string): void {
  for (const keyword of NUMBERS) if (keyword in schema) healNumber(draft, schema, keyword, pointer, isBound);
  for (const keyword of COUNTS) if (keyword in schema) healNumber(draft, schema, keyword, pointer, isCount);
  for (const [low, high] of PAIRS) {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) continue;
    delete schema[low];
    delete schema[high];
    heal(
      draft,
      'empty-range',
      `${pointer}/${low}`,
      `${low} ${least} is above ${high} ${most}, which allows nothing; both were dropped.`,
    );
  }
}

function healNumber(
  draft: Draft,
  schema: Members,
  keyword: string,
  pointer: string,
  isValid: (value: number, keyword: string) => boolean,
): void {
  const written = getOwn(schema, keyword);
  if (typeof written === 'number' && isValid(written, keyword)) return;
  const number = typeof written === 'string' && written.trim() !== '' ? Number(written) : Number.NaN;
  if (isValid(number, keyword)) setOwn(schema, keyword, number);
  else delete schema[keyword];
  const outcome = Object.hasOwn(schema, keyword) ? 'it is taken for the number' : 'it was dropped';
  heal(draft, 'invalid-bound', `${pointer}/${keyword}`, `${keyword} cannot be ${JSON.stringify(written)}; ${outcome}.`);
}

function isBound(value: number, keyword: string): boolean {
  return Number.isFinite(value) && (keyword !== 'multipleOf' || value > 0);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
