import { resolve } from '@plumbline/contract/schema';
import type { Schema } from '@plumbline/contract/contract';
import type { Bindings } from '../create.ts';
import type { Listing } from './list-proof.ts';

/** One way to sort a list. */
interface Order {
  query: Bindings;
  property: string;
  isDescending: boolean;
}

/** Sorting by a property orders by it, up and down, as far as numbers, times and plain texts can be compared. */
export async function proveSorting(listing: Listing): Promise<void> {
  const { world, list, ask, wrong } = listing;
  for (const { query, property, isDescending } of ordersOf(listing)) {
    const said = Object.entries(query)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join('&');
    const { status, items } = await ask(query);
    if (status >= 300) {
      wrong('sort', `${said} answered ${status}`);
      continue;
    }
    const keys = items.map((item) => item[property]).filter(isPlain);
    const direction = isDescending ? -1 : 1;
    const broken = keys.findIndex((key, index) => index > 0 && direction * compare(keys[index - 1], key) > 0);
    const isRanked = list.resource.properties.some(
      ({ name, schema }) => name === property && listedValues(world.contract, schema).length > 0,
    );
    if (broken > 0 && !isRanked)
      wrong('sort', `${said} shows ${JSON.stringify(keys[broken - 1])} before ${JSON.stringify(keys[broken])}`);
  }
}

/** Every way that the contract lists: `-title`, `title_desc`, or a direction in a parameter of its own. */
function ordersOf({ world, list: { sorting, operation } }: Listing): Order[] {
  const named = (name: string | undefined) =>
    operation.parameters.find((each) => each.in === 'query' && each.name === name);
  const [by, way] = [named(sorting?.parameter), named(sorting?.direction)];
  if (!sorting || !by || (sorting.direction !== undefined && !way)) return [];
  const directions = way ? listedValues(world.contract, way.schema) : [undefined];
  return listedValues(world.contract, by.schema).flatMap((value) => {
    const {
      minus,
      name = '',
      suffix = '',
    } = /^(?<minus>-)?(?<name>\w+?)(?:[:._ ]?(?<suffix>asc|desc))?$/i.exec(value)?.groups ?? {};
    const property = sorting.properties[value] ?? sorting.properties[name];
    if (property === undefined) return [];
    const isOwnWay = minus !== undefined || suffix !== '';
    return directions.map((direction) => ({
      query: { [by.name]: value, ...(way && { [way.name]: direction }) },
      property,
      isDescending: isOwnWay ? minus !== undefined || /desc/i.test(suffix) : /^(desc|down|-1)/i.test(direction ?? ''),
    }));
  });
}

function listedValues(contract: Listing['world']['contract'], schema: Schema): string[] {
  return (resolve(contract, schema).enum ?? []).filter((value) => typeof value === 'string');
}

/** Texts whose order every collation agrees on. */
function isPlain(value: unknown): value is string | number {
  return (
    typeof value === 'number' || (typeof value === 'string' && /^[\da-z]+$|^\d{4}-\d\d-\d\dT?[\d:.Z]*$/.test(value))
  );
}

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [String(one), String(other)];
  // A moment may be written with a fraction of a second or without.
  if (MOMENT.test(first) && MOMENT.test(second)) return Date.parse(first) - Date.parse(second);
  return first < second ? -1 : Number(first > second);
}
