import type { ContractOperation, Parameter } from '@plumbline/contract/contract';
import type { Property, Sorting } from '../../resource.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { normal, words } from '../names/words.ts';

const SORT = /^(sort|sortby|sortfield|sortkey|sortcolumn|orderby|ordering|orderingby|order|sorting)$/;
const DIRECTION = /^(order|sort|direction|sortorder|sortdirection|dir|sortdir|orderdirection|orderdir|sorttype)$/;
const DIRECTIONS = new Set(['asc', 'desc', 'ascending', 'descending']);

/**
 * How a list is sorted: the parameter that names a property, and the one that holds the direction, if there is one.
 * Without an enum every scalar property may be named.
 *
 * @returns none where no parameter names properties of the item
 */
export function sortingOf(
  schemas: Schemas,
  operation: ContractOperation,
  properties: readonly Property[],
): Sorting | undefined {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const parameter = query.find((one) => SORT.test(normal(one.name)) && !isDirection(schemas, one));
  if (!parameter) return loneDirection(schemas, query);
  const sortable = properties.filter(({ type, writeOnly }) => type !== 'jsonb' && !writeOnly);
  const choices = choicesOf(schemas, parameter);
  const entries = choices
    ? choices.flatMap((choice) => entryOf(choice, sortable))
    : sortable.map(({ name }): [string, string] => [name, name]);
  if (entries.length === 0) return undefined;
  const direction = query.find(
    (one) =>
      one !== parameter &&
      DIRECTION.test(normal(one.name)) &&
      // What may as well name properties is a direction only where its values say so.
      isDirection(schemas, one, !SORT.test(normal(one.name)) || normal(one.name) === 'order'),
  );
  return {
    parameter: parameter.name,
    ...(direction ? { direction: direction.name } : {}),
    properties: Object.fromEntries(entries),
  };
}

/** `order=desc` without a property turns the order of creation round. */
function loneDirection(schemas: Schemas, query: readonly Parameter[]): Sorting | undefined {
  const name = query.find((one) => DIRECTION.test(normal(one.name)) && isDirection(schemas, one))?.name;
  return name === undefined ? undefined : { parameter: name, direction: name, properties: {} };
}

/** A sort value without its direction: `-price`, `price:desc`, `price desc`, `price_desc`, `priceDesc`. */
function entryOf(choice: string, properties: readonly Property[]): [string, string][] {
  const unsigned = choice.replace(/^[-+]/, '');
  if (properties.some((one) => one.name === unsigned)) return [[unsigned, unsigned]];
  const all = words(choice);
  const names = DIRECTIONS.has(all.at(-1) ?? '') ? all.slice(0, -1) : all;
  const name = names.join('');
  if (name === '') return [];
  const isFor = (property: Property): boolean =>
    [name, `${name}at`, `${name}on`, `${name}date`, `date${name}`].includes(normal(property.name));
  const property = properties.find((one) => normal(one.name) === name) ?? properties.find(isFor);
  if (!property) return [];
  const spelled = choice.replace(/^[-+]/, '').replace(/[\s:,._-]?(asc|desc|ascending|descending)$/i, '');
  return [[spelled, property.name]];
}

function choicesOf(schemas: Schemas, { schema }: Parameter): string[] | undefined {
  const core = schemas.core(schemas.elements(schema) ?? schema);
  const values = core.enum?.filter((value) => typeof value === 'string');
  return values === undefined || values.length === 0 ? undefined : values;
}

/** Its values are `asc` and `desc`. A parameter without an enum may still be one, if its name says so. */
function isDirection(schemas: Schemas, parameter: Parameter, mayBeOpen = false): boolean {
  const choices = choicesOf(schemas, parameter);
  return choices ? choices.every((choice) => DIRECTIONS.has(choice.toLowerCase())) : mayBeOpen;
}
