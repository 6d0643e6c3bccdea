import { STATUS_CODES } from 'node:http';
import { checkOf } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { elementSchema } from '@plumbline/contract/views/array-elements';
import { allows, flatten, merge, numbersIn, type FlatSchema } from '@plumbline/contract/views/flatten';
import { carries, declaredNames, memberSchema } from '@plumbline/contract/views/object-members';
import { schemaView, type SchemaView } from '@plumbline/contract/views/view';
import type { ErrorFacts } from './error-members.ts';
import { chosenValue, neutralText } from './neutral-value.ts';

const MAX_DEPTH = 8;
/** Alternatives that are tried for one value. */
const MAX_BRANCHES = 20;

interface Filling {
  view: SchemaView;
  facts: ErrorFacts;
}

/**
 * Makes an error body of a declared schema: what is known of the error under the schema's own names, and for members
 * that are required beyond that a constant, a declared default or a neutral value (an empty text, 0, false, null). An
 * error never holds sample data.
 *
 * @param known what is known, as `errorMembers` named it
 */
export function fillError(contract: Contract, schema: Schema, known: unknown, facts: ErrorFacts): unknown {
  const view = schemaView(contract, 'response');
  return filled({ view, facts }, view.of(schema), known, 0);
}

function filled(filling: Filling, schema: Schema, known: unknown, depth: number): unknown {
  const { view } = filling;
  const flat = flatten(view, schema);
  if (flat.choices.length === 0) return valueOf(filling, flat, known, depth);
  const check = checkOf(view, view.resolve(schema));
  let first: unknown;
  let isFirst = true;
  for (const combination of combinations(flat)) {
    const chosen = merge([flat, ...combination.map((branch) => flatten(view, branch))]);
    const plain = { ...chosen, choices: [] };
    if (plain.isNever) continue;
    const value =
      chosen.choices.length > flat.choices.length && depth < MAX_DEPTH
        ? filled(filling, { allOf: [withoutChoices(view, schema), ...combination] }, known, depth + 1)
        : valueOf(filling, plain, known, depth);
    if (check(value).length === 0) return value;
    if (isFirst) first = value;
    isFirst = false;
  }
  return isFirst ? valueOf(filling, flat, known, depth) : first;
}

function withoutChoices(view: SchemaView, schema: Schema): Schema {
  const resolved = view.resolve(schema);
  if (typeof resolved === 'boolean') return resolved;
  const plain = { ...resolved };
  delete plain.oneOf;
  delete plain.anyOf;
  return plain;
}

/** One branch of each choice, the first ones first. */
function combinations({ choices }: FlatSchema): Schema[][] {
  let found: Schema[][] = [[]];
  for (const branches of choices) {
    found = found.flatMap((chosen) => branches.map((branch) => [...chosen, branch])).slice(0, MAX_BRANCHES);
  }
  return found;
}

function valueOf(filling: Filling, flat: FlatSchema, known: unknown, depth: number): unknown {
  const { facts } = filling;
  if (flat.values !== undefined) return chosenValue(flat.values, known, facts);
  if (typeof known === 'string' && allows(flat, 'string')) return neutralText(flat, facts, known);
  if (typeof known === 'number' && (allows(flat, 'number') || (allows(flat, 'integer') && Number.isInteger(known))))
    return within(flat, known);
  if (typeof known === 'boolean' && allows(flat, 'boolean')) return known;
  const isList = Array.isArray(known);
  if (isList && allows(flat, 'array')) return listOf(filling, flat, known, depth);
  if (typeof known === 'object' && known !== null && !isList && allows(flat, 'object'))
    return objectOf(filling, flat, known as Record<string, unknown>, depth);
  return neutral(filling, flat, depth);
}

/** A value that says nothing: the declared default, `null`, or the emptiest value of the type. */
function neutral(filling: Filling, flat: FlatSchema, depth: number): unknown {
  const usual = flat.parts.find((part) => part.default !== undefined)?.default;
  if (usual !== undefined) return usual;
  if (flat.types?.has('null')) return null;
  if (flat.types === undefined ? flat.required.size > 0 || declaredNames(flat).length > 0 : flat.types.has('object'))
    return objectOf(filling, flat, {}, depth);
  if (flat.types === undefined || flat.types.has('string')) return neutralText(flat, filling.facts);
  if (flat.types.has('array')) return listOf(filling, flat, [], depth);
  return flat.types.has('boolean') && !flat.types.has('integer') ? false : within(flat, 0);
}

function objectOf(filling: Filling, flat: FlatSchema, known: Record<string, unknown>, depth: number): unknown {
  const members = new Map<string, unknown>();
  for (const name of new Set([...Object.keys(known), ...flat.required])) {
    if (!carries(flat, name)) continue;
    const isKnown = Object.hasOwn(known, name) && getOwn(known, name) !== undefined;
    if (!isKnown && depth > MAX_DEPTH) continue;
    members.set(name, filled(filling, memberSchema(flat, name), isKnown ? getOwn(known, name) : undefined, depth + 1));
  }
  return Object.fromEntries(members);
}

function listOf(filling: Filling, flat: FlatSchema, known: readonly unknown[], depth: number): unknown[] {
  const bound = (keyword: 'minItems' | 'maxItems'): number[] =>
    flat.parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []));
  const items = known
    .slice(0, Math.min(...bound('maxItems'), Infinity))
    .map((item, index) => filled(filling, elementSchema(flat, index), item, depth + 1));
  const least = Math.min(Math.max(0, ...bound('minItems')), MAX_BRANCHES);
  while (items.length < least && depth <= MAX_DEPTH)
    items.push(filled(filling, elementSchema(flat, items.length), undefined, depth + 1));
  return items;
}

/** The nearest number that the bounds allow. */
function within(flat: FlatSchema, wanted: number): number {
  const bounds = (keyword: string): number[] => numbersIn(flat, keyword);
  const step = bounds('multipleOf')[0] ?? 1;
  const least = Math.max(...bounds('minimum'), ...bounds('exclusiveMinimum').map((bound) => bound + step), -Infinity);
  const most = Math.min(...bounds('maximum'), ...bounds('exclusiveMaximum').map((bound) => bound - step), Infinity);
  const near = Math.min(Math.max(wanted, least), most);
  const stepped = Math.ceil(near / step) * step;
  return step === 1 || stepped > most ? near : stepped;
}

/** The reason phrase of a status. */
export function reasonOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
