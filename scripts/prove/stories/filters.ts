import { isReadAsValid } from '../vary/valid-values.ts';
import type { Parameter } from '@plumbline/contract/contract';
import type { Bindings } from '../create.ts';
import { proveComparison } from './comparisons.ts';
import type { Listing } from './list-proof.ts';
import { factOf } from './next-page.ts';

/** A filter by the value of an item shows that item, and none with another value. */
export async function proveFilters(listing: Listing): Promise<void> {
  const { world, list, ask, wrong } = listing;
  const { items } = await ask({});
  const whole = await wholeList(listing);
  for (const filter of list.filters) {
    const { parameter: name, at, properties, comparison } = filter;
    const [property] = properties;
    const parameter = list.operation.parameters.find((each) => each.in === 'query' && each.name === name);
    if (parameter && whole && at === undefined) await proveComparison(listing, filter, parameter, whole);
    if (!parameter || property === undefined || comparison !== 'eq' || properties.length > 1 || at !== undefined)
      continue;
    const value = items
      .map((item) => item[property])
      .filter(isScalar)
      .find((each) => isReadAsValid(world.contract, parameter, each));
    if (value === undefined) continue;
    const { status, items: kept } = await ask({ [name]: value });
    if (status >= 300) {
      wrong('filter', `${name}=${String(value)}, the value of an item, answered ${status}`);
      continue;
    }
    const others = kept.filter((item) => !isEqual(item[property], value) && !isUsual(parameter, item[property], value));
    if (kept.length === 0) wrong('filter', `${name}=${String(value)} shows no item, though one has it`);
    if (others.length > 0)
      wrong(
        'filter',
        `${name}=${String(value)} shows an item with ${property} ${JSON.stringify(others[0]?.[property])}`,
      );
    await proveTotal(listing, { [name]: value });
    await proveWhole(listing, parameter, property, value);
  }
}

/** Every item of the list, where one answer shows them. */
async function wholeList({ list: { paging }, ask }: Listing): Promise<Record<string, unknown>[] | undefined> {
  if (paging?.limit === undefined) return undefined;
  const { status, items } = await ask({ [paging.limit]: paging.maxLimit });
  return status < 300 && items.length < paging.maxLimit ? items : undefined;
}

/** What a list filters by unless it is told otherwise is the value of items that do not say theirs. */
function isUsual({ schema }: Parameter, shown: unknown, value: unknown): boolean {
  return shown === undefined && typeof schema === 'object' && schema.default === value;
}

/** What is said of the whole list is said of what the filter keeps. */
async function proveTotal({ list, ask, wrong }: Listing, query: Bindings): Promise<void> {
  const { paging, response } = list;
  if (paging?.limit === undefined) return;
  const { items, json, status } = await ask({ ...query, [paging.limit]: paging.maxLimit });
  const total = factOf(response.facts, json, 'total');
  if (status >= 300 || typeof total !== 'number' || items.length >= paging.maxLimit || total === items.length) return;
  wrong('filter', `${Object.keys(query).join()} keeps ${items.length} items, and the total is said to be ${total}`);
}

/** A text is found by the whole of it: its beginning is the value of another item, or of none. */
async function proveWhole(listing: Listing, parameter: Parameter, property: string, value: unknown): Promise<void> {
  const { world, ask, wrong } = listing;
  const beginning = typeof value === 'string' ? value.slice(0, -1) : '';
  if (!isReadAsValid(world.contract, parameter, beginning)) return;
  const { items, status } = await ask({ [parameter.name]: beginning });
  const other = items.find((item) => !isEqual(item[property], beginning));
  if (status >= 300 || other === undefined) return;
  wrong('filter', `${parameter.name}=${beginning} shows an item with ${property} ${JSON.stringify(other[property])}`);
}

function isScalar(value: unknown): value is string | number | boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
}

/** Texts may be compared without regard to case. */
function isEqual(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
