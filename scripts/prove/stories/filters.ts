import { isReadAsValid } from '../vary/valid-values.ts';
import type { Listing } from './listing.ts';

/** A filter by the value of an item shows that item, and none with another value. */
export async function proveFilters({ world, list, ask, wrong }: Listing): Promise<void> {
  const { items } = await ask({});
  for (const { parameter: name, at, properties, comparison } of list.filters) {
    const [property] = properties;
    const parameter = list.operation.parameters.find((each) => each.in === 'query' && each.name === name);
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
    const others = kept.filter((item) => !isEqual(item[property], value));
    if (kept.length === 0) wrong('filter', `${name}=${String(value)} shows no item, though one has it`);
    if (others.length > 0)
      wrong(
        'filter',
        `${name}=${String(value)} shows an item with ${property} ${JSON.stringify(others[0]?.[property])}`,
      );
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';
}

/** Texts may be compared without regard to case. */
function isEqual(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}
