import { violations } from '@plumbline/contract/check';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { setOwn } from '@plumbline/contract/json';
import { flatten } from '@plumbline/contract/views/flatten';
import { memberSchema } from '@plumbline/contract/views/object-members';
import { schemaView } from '@plumbline/contract/views/view';
import { resolve } from '@plumbline/contract/schema';
import { isItem } from '../body/members.ts';
import type { ResourceModel } from '../resource.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';

/** What stands for properties that a client leaves out. */
export interface Defaults {
  /** What the contract says of them: their default, their only value, null, or no elements where a client gives them. */
  known: Item;
  /**
   * In development, what is likelier than a sample where answers have to show them: what lists select by default, a flag
   * that is not set, a count of zero. It is named as emulated.
   */
  assumed: Item;
}

export function defaultsOf(serving: Serving): Defaults {
  const { service, store, built, operation } = serving;
  const { contract } = service;
  const { resource } = store.table;
  const { properties, representation, identity } = resource;
  // Nothing known: the members it comes to are those that have to be there.
  const shown = built(representation, {}, '').value;
  const isWritten = (name: string): boolean => operation.request?.properties.includes(name) === true;
  const onlyValue = onlyValuesOf(serving);
  const defaults: Defaults = { known: {}, assumed: {} };
  for (const { name, schema, readOnly } of properties) {
    const value = defaultIn(contract, schema);
    const fits = (each: unknown): boolean => violations(contract, schema, each, 'response').length === 0;
    if (value !== undefined && (!readOnly || fits(value))) setOwn(defaults.known, name, value);
    else if (isItem(shown) && Object.hasOwn(shown, name) && name !== identity?.property) {
      const known = [...onlyValue(name), null, ...(isWritten(name) && !readOnly ? [[]] : [])].find(fits);
      if (known !== undefined) {
        setOwn(defaults.known, name, known);
        continue;
      }
      const assumed = service.isProduction
        ? undefined
        : [...usualValues(service.model, resource.name, name), [], ...plainValues(contract, name, schema)].find(fits);
      if (assumed !== undefined) setOwn(defaults.assumed, name, assumed);
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

/** The only value that the answer to a creation allows (`type: 1`), where items made otherwise say something else. */
function onlyValuesOf({ service: { contract }, operation }: Serving): (name: string) => readonly unknown[] {
  const { role, response } = operation;
  const { at, isList, itemAt = [], schema } = response;
  if (role !== 'create' || at === undefined || isList || schema === undefined) return () => [];
  const view = schemaView(contract, 'response');
  const item = [...at, ...itemAt].reduce((flat, key) => flatten(view, memberSchema(flat, key)), flatten(view, schema));
  return (name) => {
    const { values = [] } = flatten(view, memberSchema(item, name));
    return values.length === 1 ? values : [];
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
