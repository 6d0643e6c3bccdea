import type { Parameter } from '../../contract/contract.ts';
import type { Comparison, Filter, Property } from '../resource.ts';
import type { Schemas } from './schemas.ts';
import { normal, singular, words } from './words.ts';

const SEARCH = /^(q|search|query|term|keyword|keywords|searchterm|searchquery|text|fulltext)$/;

/** Words before or after a property's name that say how to compare, as in `price_min`, `createdAfter`, `minPrice`. */
const OPERATORS: Readonly<Record<string, Comparison>> = {
  min: 'gte',
  minimum: 'gte',
  from: 'gte',
  since: 'gte',
  gte: 'gte',
  ge: 'gte',
  start: 'gte',
  after: 'gt',
  gt: 'gt',
  max: 'lte',
  maximum: 'lte',
  to: 'lte',
  until: 'lte',
  lte: 'lte',
  le: 'lte',
  end: 'lte',
  before: 'lt',
  lt: 'lt',
  not: 'ne',
  ne: 'ne',
  neq: 'ne',
  contains: 'contains',
  like: 'contains',
  ilike: 'contains',
  startswith: 'startsWith',
  prefix: 'startsWith',
  in: 'in',
  eq: 'eq',
  any: 'in',
};
const ORDERED: readonly Comparison[] = ['gte', 'gt', 'lte', 'lt'];
const COMPARABLE: readonly Property['type'][] = [
  'integer',
  'bigint',
  'numeric',
  'double precision',
  'timestamptz',
  'date',
];

/**
 * What a query parameter selects by: a property of the same name, in singular or plural, with or without an operator.
 *
 * @returns none where the parameter names no property
 */
export function filterOf(schemas: Schemas, parameter: Parameter, properties: readonly Property[]): Filter | undefined {
  const searched = properties.filter(({ type, writeOnly }) => type === 'text' && !writeOnly);
  const named = byName(schemas, parameter, parameter.name, properties);
  if (named) return named;
  if (SEARCH.test(normal(parameter.name)) && searched.length > 0) {
    return { parameter: parameter.name, properties: searched.map(({ column }) => column), comparison: 'search' };
  }
  const all = words(parameter.name.replace(/starts_?with/i, 'startswith'));
  for (const [operator, rest] of [
    [all.at(-1), all.slice(0, -1)],
    [all[0], all.slice(1)],
  ] as const) {
    const comparison = OPERATORS[operator ?? ''];
    if (comparison === undefined || rest.length === 0) continue;
    const property = propertyNamed(rest.join(''), properties, ORDERED.includes(comparison));
    const isFit = property !== undefined && (!ORDERED.includes(comparison) || isComparable(property));
    if (isFit) return { parameter: parameter.name, properties: [property.column], comparison };
  }
  return undefined;
}

function byName(
  schemas: Schemas,
  parameter: Parameter,
  name: string,
  properties: readonly Property[],
): Filter | undefined {
  const property = propertyNamed(normal(name.replace(/^filter\[(.+)\]$/, '$1')), properties, false);
  if (!property) return undefined;
  const isArray = schemas.kind(parameter.schema) === 'array';
  const found = { parameter: parameter.name, properties: [property.column] };
  if (property.type !== 'jsonb') return { ...found, comparison: isArray ? 'in' : 'eq' };
  return schemas.kind(property.schema) === 'array' ? { ...found, comparison: 'includes' } : undefined;
}

function propertyNamed(name: string, properties: readonly Property[], isMoment: boolean): Property | undefined {
  const candidates = properties.filter(({ writeOnly }) => !writeOnly);
  const same = candidates.find((property) => normal(property.name) === name);
  if (same) return same;
  const one = singular(name);
  const alike = candidates.find((property) => singular(normal(property.name)) === one);
  if (alike || !isMoment) return alike;
  // `created_after` is about `created_at`, `dateFrom` about `date`.
  return candidates.find((property) =>
    [`${name}at`, `${name}on`, `${name}date`, `${name}time`, `date${name}`].includes(normal(property.name)),
  );
}

function isComparable({ type, schema }: Property): boolean {
  if (COMPARABLE.includes(type)) return true;
  // Text that holds moments in ISO 8601 sorts as they do.
  return (
    type === 'text' &&
    typeof schema === 'object' &&
    /date|time/.test(`${schema.format ?? ''} ${schema.description ?? ''}`)
  );
}
