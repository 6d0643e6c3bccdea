import type { Contract, Schema } from '@plumbline/contract/contract';
import { checkOf } from '@plumbline/contract/check';
import { isMembers } from '@plumbline/contract/json';
import { flatten, merge, type FlatSchema } from '@plumbline/contract/views/flatten';
import { declaredNames, memberSchema } from '@plumbline/contract/views/object-members';
import { schemaView, type SchemaView } from '@plumbline/contract/views/view';
import { pointerToken } from '@plumbline/contract/schema';

/** One value within a request, and all that the contract says of it. */
export interface Site {
  view: SchemaView;
  /** Into the values of the request: `/query/limit`, `/body/address/street`. */
  pointer: string;
  flat: FlatSchema;
  value: unknown;
  /** It may not be left out. */
  isRequired: boolean;
}

/** Deeper than this, a value says nothing new about how the contract is held. */
const DEEPEST = 5;

/** Every value of a valid one, from the outside in; of arrays, the first element stands for all. */
export function sitesOf(
  contract: Contract,
  schema: Schema,
  value: unknown,
  pointer: string,
  isRequired: boolean,
): Site[] {
  const view = schemaView(contract, 'request');
  return visit({ view, pointer, flat: decided(view, view.of(schema), value), value, isRequired }, 0);
}

function visit(site: Site, depth: number): Site[] {
  const { view, flat, value, pointer } = site;
  if (depth === DEEPEST) return [site];
  const into = (key: string, schema: Schema, member: unknown, isRequired: boolean): Site[] =>
    visit(
      {
        view,
        pointer: `${pointer}/${pointerToken(key)}`,
        flat: decided(view, schema, member),
        value: member,
        isRequired,
      },
      depth + 1,
    );
  if (Array.isArray(value)) {
    const items = flat.parts.find((part) => part.items !== undefined)?.items;
    return value.length === 0 || items === undefined ? [site] : [site, ...into('0', items, value[0], true)];
  }
  if (!isMembers(value)) return [site];
  const names = declaredNames(flat).filter((name) => Object.hasOwn(value, name));
  return [site, ...names.flatMap((name) => into(name, memberSchema(flat, name), value[name], flat.required.has(name)))];
}

/** The schema with the branches that the value takes merged in. */
export function decided(view: SchemaView, schema: Schema, value: unknown): FlatSchema {
  let flat = flatten(view, schema);
  for (let nesting = 0; flat.choices.length > 0 && nesting < 8; nesting++) {
    const [branches = [], ...rest] = flat.choices;
    const taken = branches.find((branch) => checkOf(view, branch)(value).length === 0);
    flat = merge([{ ...flat, choices: rest }, ...(taken === undefined ? [] : [flatten(view, taken)])]);
  }
  return flat;
}
