import { exactNumber, writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn } from '@plumbline/contract/json';
import type { Invocation } from '../../http/invocation.ts';
import { HttpError } from '../../http/errors/errors.ts';
import { getAt, isItem } from '../body/members.ts';
import { IDENTIFYING } from '../infer/listing/filterable.ts';
import type { ColumnType, Comparison, Filter } from '../resource.ts';
import { quote, type Column } from '../schema/table.ts';
import { textOf } from '../text.ts';
import { toParameter, type Parameter } from '../store/parameter.ts';
import type { Codec } from '../store/codec.ts';
import type { Store } from '../store/store.ts';

/** Collects parameters while SQL is put together; gives each its placeholder. */
export type Bind = (parameter: Parameter | null) => string;

/** The conditions that a request's filters come to, joined by `and`. */
export function conditionsOf(filters: readonly Filter[], { query }: Invocation, store: Store, bind: Bind): string[] {
  return filters.flatMap((filter) => {
    const value = getAt(getOwn(query, filter.parameter), filter.at ?? []);
    // The members of an object have filters of their own.
    if (isItem(value)) return [];
    if (value === undefined || value === '' || filter.neutral?.includes(textOf(value)) === true) return [];
    const columns = store.table.columns.filter(
      ({ name, property }) =>
        name === filter.column || (property !== undefined && filter.properties.includes(property.name)),
    );
    for (const { type, name } of columns) requireMoments(filter, type, value, store.rows.codecOf(name));
    const any = columns.map((column) => condition(filter.comparison, column, value, store, bind));
    if (value === filter.usual) any.push(...columns.map(({ name }) => `${quote(name)} is null`));
    return any.length === 0 ? [] : [`(${any.join(' or ')})`];
  });
}

/**
 * Rejects what a date or time cannot be compared with: a parameter that is declared as text may hold `gt2000-01-01`, which
 * would find nothing without saying why.
 *
 * @throws HttpError 400
 */
function requireMoments(
  { parameter, at = [], comparison }: Filter,
  type: ColumnType,
  value: unknown,
  codec: Codec,
): void {
  if (type !== 'date' && type !== 'timestamptz') return;
  const values = comparison === 'in' ? valuesOf(value) : [value].flat();
  if (values.every((each) => toParameter(each, type, codec) !== undefined)) return;
  const field = ['query', parameter, ...at].join('.');
  const message = type === 'date' ? 'must be a date' : 'must be a date or a date and time';
  throw new HttpError('VALIDATION_ERROR', 'The filter cannot be applied.', { details: [{ field, message }] });
}

const OPERATORS = { eq: '=', ne: 'is distinct from', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function condition(comparison: Comparison, column: Column, value: unknown, store: Store, bind: Bind): string {
  const name = quote(column.name);
  switch (comparison) {
    case 'search':
    case 'contains':
      return `${name}::text ilike ${bind(`%${escaped(value)}%`)}`;
    case 'startsWith':
      return `${name}::text ilike ${bind(`${escaped(value)}%`)}`;
    case 'in':
    case 'includes':
      return oneOf(valuesOf(value), column, store, bind);
    case 'eq':
      if (Array.isArray(value) || column.type === 'jsonb') return oneOf([value].flat(), column, store, bind);
      // A flag that nobody set is not set.
      if (column.type === 'boolean' && textOf(value) === 'false') return `${name} is not true`;
      break;
    default:
      if (column.type === 'jsonb') return comparedElement(name, OPERATORS[comparison], value, bind);
  }
  const parameter = toParameter(boundOf(comparison, column, value), column.type, store.rows.codecOf(column.name));
  // Nothing stored is equal to, or comparable with, what the column cannot hold.
  if (parameter === undefined) return comparison === 'ne' ? 'true' : 'false';
  return `${name} ${OPERATORS[comparison]} ${bind(parameter)}`;
}

/** Up to and including a day means to the end of it, where instants are compared with days. */
function boundOf(comparison: Comparison, { type }: Column, value: unknown): unknown {
  const isDay = type === 'timestamptz' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
  return isDay && (comparison === 'lte' || comparison === 'gt') ? `${value}T23:59:59.999999Z` : value;
}

function valuesOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
}

function oneOf(values: readonly unknown[], column: Column, store: Store, bind: Bind): string {
  const name = quote(column.name);
  const each = values.flatMap((value) => {
    if (column.type === 'jsonb') return [included(name, value, bind)];
    const parameter = toParameter(value, column.type, store.rows.codecOf(column.name));
    return parameter === undefined ? [] : [`${name} = ${bind(parameter)}`];
  });
  return each.length === 0 ? 'false' : `(${each.join(' or ')})`;
}

/** The value itself, an element of the array, or an object that is identified by it: all found by the GIN index. */
function included(name: string, value: unknown, bind: Bind): string {
  const number = typeof value === 'string' && isNumeric(value) ? exactNumber(value) : undefined;
  const text = number === undefined ? [value] : [value, number];
  const patterns = text.flatMap((one) => [
    one,
    [one],
    ...IDENTIFYING.flatMap((member) => [{ [member]: one }, [{ [member]: one }]]),
    // JSON:API's resource linkage.
    { data: { id: one } },
    { data: [{ id: one }] },
  ]);
  const tests = patterns.map((pattern) => `${name} @> ${bind(writeExactJson(pattern))}::jsonb`);
  return `(${tests.join(' or ')})`;
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** One element of the array compares so; numbers as numbers, all else (dates and times) as text. */
function comparedElement(name: string, operator: string, value: unknown, bind: Bind): string {
  const elements = `jsonb_array_elements(case jsonb_typeof(${name}) when 'array' then ${name} else jsonb_build_array(${name}) end)`;
  const compared =
    typeof value === 'number' || typeof value === 'bigint'
      ? `case when jsonb_typeof(e) = 'number' then (e #>> '{}')::numeric ${operator} ${bind(String(value))}::numeric end`
      : `(e #>> '{}') collate "C" ${operator} ${bind(textOf(value))}`;
  return `exists (select from ${elements} e where ${compared})`;
}

/** The wildcards of LIKE stand for themselves in what a caller searches. NUL is in no text, so nothing is lost with it. */
function escaped(value: unknown): string {
  return textOf(value)
    .replaceAll('\u0000', '\ufffd')
    .toWellFormed()
    .replaceAll(/[\\%_]/g, String.raw`\$&`);
}
