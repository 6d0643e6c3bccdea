import type { Parameter, Schema } from '@plumbline/contract/contract';
import type { Comparison, Filter, Property } from '../../resource.ts';
import { boundOf, comparisonNamed, describedBound, isOrdered, operatorsIn } from './comparisons.ts';
import { isSelectable, plainPart } from './filterable.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { isSameNoun, normal, singular, words } from '../names/words.ts';

const SEARCH = /^(q|search|query|term|keywords?|searchterm|searchquery|text|fulltext)$/;
const NEUTRAL = /^(all|any|both|everything|\*)$/i;
const MOMENTS: readonly Property['type'][] = ['timestamptz', 'date'];
const NUMBERS: readonly Property['type'][] = ['integer', 'bigint', 'numeric', 'double precision'];

/** A value that selects: a parameter, or one key of an object parameter. */
interface Asked {
  name: string;
  schema: Schema;
  description: string | undefined;
}

/**
 * What a query parameter selects by: properties of the same name, in singular or plural, with or without an operator.
 *
 * @param properties those that may be compared with: what is never shown may not be guessed at
 * @returns none where the parameter names no property, or one that its values cannot be compared with
 */
export function filtersOf(schemas: Schemas, parameter: Parameter, properties: readonly Property[]): Filter[] {
  const { name, schema, description } = parameter;
  const members = [...schemas.properties(schema)];
  const plain = members.length === 0 ? schema : plainPart(schemas, schema);
  const isExact = properties.some((property) => property.name === name);
  const asked = plain && { name: isExact ? name : bare(name), schema: plain, description };
  const found = asked && filterOf(schemas, asked, properties);
  const own = found ? [{ parameter: name, ...found }] : [];
  const within = members.flatMap(([member, [memberSchema = true]]) => {
    const comparison = comparisonNamed(member);
    const property = comparison && propertyNamed(normal(name), properties, isOrdered(comparison));
    const found = property
      ? compared(schemas, memberSchema, property, comparison)
      : filterOf(schemas, { name: member, schema: memberSchema, description: undefined }, properties);
    return found ? [{ parameter: name, at: [member], ...found }] : [];
  });
  return [...own, ...within];
}

type Found = Omit<Filter, 'parameter' | 'at'>;

function filterOf(schemas: Schemas, asked: Asked, properties: readonly Property[]): Found | undefined {
  // The very name comes first: others may only be spelled alike.
  const same =
    properties.find(({ name }) => name === asked.name) ?? propertyNamed(normal(asked.name), properties, false);
  if (same) return compared(schemas, asked.schema, same, equality(schemas, asked, same));
  const texts = properties.filter(({ type }) => type === 'text').map(({ name }) => name);
  if (SEARCH.test(normal(asked.name)) && texts.length > 0) return { properties: texts, comparison: 'search' };
  for (const { comparison, rest } of operatorsIn(asked.name)) {
    const property = propertyNamed(rest, properties, isOrdered(comparison));
    const found = property && compared(schemas, asked.schema, property, comparison);
    if (found) return found;
  }
  const bound = boundOf(normal(asked.name));
  const moment = bound && onlyMoment(schemas, properties);
  return moment && compared(schemas, asked.schema, moment, bound);
}

/** How a parameter that is just named like the property compares. */
function equality(schemas: Schemas, { name, schema, description }: Asked, property: Property): Comparison {
  const bound = MOMENTS.includes(property.type) ? describedBound(description) : undefined;
  if (bound) return bound;
  if (property.type === 'jsonb') return 'includes';
  const isPlural = singular(normal(name)) !== normal(name) && normal(name) !== normal(property.name);
  const isSeveral =
    schemas.kind(schema) === 'array' || isPlural || /comma[- ](separated|delimited)/i.test(description ?? '');
  return isSeveral ? 'in' : 'eq';
}

/** The comparison, if values of the parameter can be compared with those of the property at all. */
function compared(schemas: Schemas, asked: Schema, property: Property, comparison: Comparison): Found | undefined {
  const element = schemas.elements(asked) ?? asked;
  const kind = schemas.kind(element);
  if (!isSelectable(schemas, property.schema)) return undefined;
  if (kind === 'object' || (comparison === 'includes' && isMap(schemas, property.schema))) return undefined;
  if (property.type !== 'boolean' && isSwitch(schemas, element, property.schema)) return undefined;
  if (isDisjoint(schemas, element, property.schema)) return undefined;
  const isText = !NUMBERS.includes(property.type) && property.type !== 'boolean' && property.type !== 'jsonb';
  // Several numbers in one text: `ids=1,2,3`.
  const isListed = comparison === 'in' && kind === 'string';
  if (NUMBERS.includes(property.type) && !isListed && !['integer', 'number', 'any'].includes(kind)) return undefined;
  if (MOMENTS.includes(property.type) && ['integer', 'number', 'boolean'].includes(kind)) return undefined;
  if (property.type === 'boolean' && !['boolean', 'any'].includes(kind)) return undefined;
  if (isOrdered(comparison) && !isComparable(schemas, property)) return undefined;
  if (['contains', 'startsWith'].includes(comparison) && !isText) return undefined;
  const known = new Set(schemas.core(property.schema).enum ?? []);
  const neutral = (schemas.core(element).enum ?? []).filter(
    (value): value is string => typeof value === 'string' && NEUTRAL.test(value) && !known.has(value),
  );
  const usual = comparison === 'eq' ? schemas.core(asked).default : undefined;
  return {
    properties: [property.name],
    comparison,
    ...(neutral.length > 0 ? { neutral } : {}),
    ...(usual === undefined ? {} : { usual }),
  };
}

/** A parameter that is only on or off says how to list, unless the property itself is on or off. */
function isSwitch(schemas: Schemas, asked: Schema, shown: Schema): boolean {
  if (schemas.kind(asked) === 'boolean') return true;
  const values = schemas.core(asked).enum?.filter((value) => value !== null) ?? [];
  if (values.length === 0 || admitted(schemas, shown) !== undefined) return false;
  return values.every(
    (value) => typeof value === 'boolean' || (typeof value === 'string' && /^(true|false|yes|no|on|off)$/i.test(value)),
  );
}

/** None of the values that the parameter admits is one that the property admits: they mean different things. */
function isDisjoint(schemas: Schemas, asked: Schema, shown: Schema): boolean {
  const [own, others] = [asked, schemas.elements(shown) ?? shown].map((schema) => admitted(schemas, schema));
  if (own === undefined || others === undefined || own.length === 0 || others.length === 0) return false;
  return !own.some((value) => others.includes(value) || (typeof value === 'string' && NEUTRAL.test(value)));
}

/** The values of a schema that lists them, also in alternatives. */
function admitted(schemas: Schemas, schema: Schema): readonly unknown[] | undefined {
  const { enum: values, anyOf = [] } = schemas.core(schema);
  if (values !== undefined) return values;
  const each = anyOf.map((alternative) => schemas.core(alternative).enum);
  return each.length > 0 && each.every((list) => list !== undefined) ? each.flat() : undefined;
}

/** An object whose members nobody knows includes no value; a parameter named like it says which of them to show. */
function isMap(schemas: Schemas, schema: Schema): boolean {
  return schemas.kind(schema) === 'object' && schemas.properties(schema).size === 0;
}

function propertyNamed(name: string, properties: readonly Property[], isMoment: boolean): Property | undefined {
  const one = singular(name);
  const find = (isMatch: (plain: string) => boolean): Property | undefined =>
    properties.find((property) => isMatch(normal(property.name)));
  const named = find((plain) => plain === name) ?? find((plain) => isSameNoun(plain, name));
  if (named) return named;
  // `created_after` is about `created_at`, `dateFrom` about `date`; `tag` about `tagList`.
  if (isMoment)
    return find((plain) => ['at', 'on', 'date', 'time'].some((end) => plain === name + end) || plain === `date${name}`);
  return properties.find(
    ({ name: own, type }) =>
      type === 'jsonb' && /^(list|names|ids|set)$/.test(words(own).at(-1) ?? '') && normal(own).startsWith(one),
  );
}

/** The moment that `from` and `to` are about: the only one that callers set, else the only one there is. */
function onlyMoment(schemas: Schemas, properties: readonly Property[]): Property | undefined {
  const moments = properties.filter((property) => isMomentous(schemas, property));
  const [own, ...others] = moments.filter(({ readOnly, name }) => !readOnly && !/^(created|updated)/i.test(name));
  if (own && others.length === 0) return own;
  return moments.length === 1
    ? moments[0]
    : moments.find(({ name }) => /^(date|time|timestamp|created(at|on)?)$/.test(normal(name)));
}

function isMomentous(schemas: Schemas, { type, schema }: Property): boolean {
  if (MOMENTS.includes(type)) return true;
  const element = schemas.elements(schema);
  return element !== undefined && schemas.core(element).format?.startsWith('date') === true;
}

function isComparable(schemas: Schemas, property: Property): boolean {
  if (NUMBERS.includes(property.type) || isMomentous(schemas, property)) return true;
  // Text that holds moments in ISO 8601 sorts as they do.
  return property.type === 'text' && /(date|time|at|on)$/.test(words(property.name).at(-1) ?? '');
}

/** `filter[status]` and `where.status` are about `status`. */
function bare(name: string): string {
  return name.replace(/^(filters?|where)(\[|\.|_)(?=.)/i, '');
}
