import { violations } from '../../contract/check.ts';
import type { Contract, Schema } from '../../contract/contract.ts';
import { resolve } from '../../contract/schema.ts';
import { fitsAt } from '../body/fits.ts';
import { getAt, isItem } from '../body/members.ts';
import type { ResourceModel } from '../resource.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/**
 * What stands for a property that a client leaves out: the default of its schema; else, where reading has to show it, what
 * lists select where nobody says otherwise, null or an empty list if it may be that, a flag that is not up, a count of none, the
 * kind that the answer to its creation always shows: a made-up value would claim to be known.
 */
export function defaultsOf(serving: Serving): Item {
  const { service, store, completed } = serving;
  const { contract } = service;
  const { resource } = store.table;
  const { properties, representation, identity } = resource;
  // Nothing known: the members it comes to are those that have to be there.
  const shown = completed(representation, {}, '');
  const onlyValue = onlyValuesOf(serving);
  const defaults: Item = {};
  for (const { name, schema, readOnly } of properties) {
    const value = defaultIn(contract, schema);
    if (value !== undefined && !readOnly) defaults[name] = value;
    else if (isItem(shown) && name in shown && name !== identity?.property) {
      const blank =
        [...usualValues(service.model, resource.name, name), null, [], ...plainValues(contract, name, schema)].find(
          (each) => violations(contract, schema, each, 'response').length === 0,
        ) ?? onlyValue(name);
      if (blank !== undefined) defaults[name] = blank;
    }
  }
  return defaults;
}

/** Where a property is declared in several ways, any of them may say its default. */
function defaultIn(contract: Contract, schema: Schema): unknown {
  const { default: value, anyOf = [] } = resolve(contract, schema);
  return value ?? anyOf.map((one) => resolve(contract, one).default).find((one) => one !== undefined);
}

/** Flags that are up for what is as it should be. */
const STANDING = /^(is_?)?(active|enabled|available|open|valid|visible|current|editable|success|ok)$/i;
const COUNT = /(^(num|number|count|total)(_|[A-Z]|$)|(count|total|Count|Total)$)/;

/** What a new item is, where the contract shows no value of its own: neither deleted nor archived, and liked by nobody. */
function plainValues(contract: Contract, name: string, schema: Schema): unknown[] {
  const { example, examples = [], enum: known } = resolve(contract, schema);
  if (example !== undefined || examples.length > 0 || known !== undefined) return [];
  return [...(STANDING.test(name) ? [] : [false]), ...(COUNT.test(name) ? [0] : [])];
}

/** What a creation's answer says of every new item (`type: 1`), where items made otherwise say something else. */
function onlyValuesOf({ service: { contract }, completed, operation }: Serving): (name: string) => unknown {
  const isPatterned = (name: string): boolean => {
    const { schema = true } = operation.resource.properties.find((each) => each.name === name) ?? {};
    const { format, pattern } = resolve(contract, schema);
    return format !== undefined || pattern !== undefined;
  };
  const { role, response } = operation;
  const { at, isList, itemAt = [], schema } = response;
  if (role !== 'create' || at === undefined || isList || schema === undefined) return () => undefined;
  const answers = ['one', 'two', 'three'].map((seed) => completed(schema, undefined, seed));
  return (name) => {
    const place = [...at, ...itemAt, name];
    const [value, ...others] = answers.map((answer) => getAt(answer, place));
    const isScalar = typeof value === 'string' || typeof value === 'number';
    if (!isScalar || others.some((other) => other !== value)) return undefined;
    // A format or a pattern is no value: what is near to an example of one is just another text.
    if (typeof value === 'string' && isPatterned(name)) return undefined;
    const near =
      typeof value === 'string' ? [`${value}x`, value.slice(1), `x${value.slice(1)}`] : [value + 1, value - 1];
    return near.some((other) => fitsAt(contract, schema, place, other)) ? undefined : value;
  };
}

/** What lists take an item to be that nobody said otherwise of: `open`, where `state` is open by default. */
function usualValues({ operations }: ResourceModel, resource: string, property: string): unknown[] {
  const filters = [...operations.values()]
    .filter((each) => each.resource.name === resource)
    .flatMap((each) => each.filters);
  return filters.flatMap(({ properties, usual }) =>
    properties.includes(property) && usual !== undefined ? [usual] : [],
  );
}
