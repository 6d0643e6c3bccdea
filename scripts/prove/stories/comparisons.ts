import type { Parameter } from '@plumbline/contract/contract';
import { resolve } from '@plumbline/contract/schema';
import type { Filter } from '../../../src/infra/resources/resource.ts';
import { isReadAsValid } from '../vary/valid-values.ts';
import type { Answered, Listing } from './list-proof.ts';

/** Nobody is called so. */
const UNHEARD_OF = 'zqvxkjwqzz';

const BOUNDS = {
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
} as const;

/** A filter that is more than a value of its own: a bound, several values of which one is enough, words to look for. */
export async function proveComparison(
  listing: Listing,
  { parameter: name, comparison, properties }: Filter,
  parameter: Parameter,
  whole: readonly Record<string, unknown>[],
): Promise<void> {
  const [property] = properties;
  if (property === undefined) return;
  if (comparison in BOUNDS && properties.length === 1) {
    await proveBound(listing, { name, parameter, property }, BOUNDS[comparison as keyof typeof BOUNDS], whole);
  } else if ((comparison === 'in' || comparison === 'eq') && properties.length === 1) {
    await proveSeveral(listing, { name, parameter, property }, whole);
  } else if (comparison === 'search' || comparison === 'contains' || comparison === 'startsWith') {
    const { status, items } = await asked(listing, { name, parameter }, UNHEARD_OF);
    const isIgnored = status < 300 && items.length > 0 && items.length >= whole.length;
    if (isIgnored) listing.wrong('filter', `${name}=${UNHEARD_OF} shows every item, and none of them is called so`);
  }
}

interface Asked {
  name: string;
  parameter: Parameter;
  property: string;
}

/** A value in the middle: those within the bound are shown, and those beyond are not. */
async function proveBound(
  listing: Listing,
  { name, parameter, property }: Asked,
  isWithin: (order: number) => boolean,
  whole: readonly Record<string, unknown>[],
): Promise<void> {
  const known = whole.flatMap((item) => orderOf(item[property]) ?? []).toSorted((one, other) => one - other);
  const middle = whole.find((item) => orderOf(item[property]) === known[Math.floor(known.length / 2)])?.[property];
  const bound = orderOf(middle);
  if (bound === undefined || known.length < 2) return;
  const { status, items } = await asked(listing, { name, parameter }, middle);
  if (status >= 300) return;
  const isKept = (item: Record<string, unknown>): boolean | undefined => {
    const order = orderOf(item[property]);
    // Moments that differ by less than can be told apart here are not judged.
    const isUnclear = order === undefined || (order === bound && item[property] !== middle);
    return isUnclear ? undefined : isWithin(Math.sign(order - bound));
  };
  const said = `${name}=${String(middle)}`;
  const beyond = items.find((item) => isKept(item) === false);
  if (beyond) listing.wrong('filter', `${said} shows an item with ${property} ${JSON.stringify(beyond[property])}`);
  const due = whole.filter((item) => isKept(item) === true).length;
  const shown = items.filter((item) => isKept(item) === true).length;
  if (shown < due) listing.wrong('filter', `${said} shows ${shown} of ${due} items whose ${property} is within`);
}

/** Several values at once, where the parameter takes a list: items that have either are shown, and no others. */
async function proveSeveral(
  listing: Listing,
  { name, parameter, property }: Asked,
  whole: readonly Record<string, unknown>[],
): Promise<void> {
  const { type } = resolve(listing.world.contract, parameter.schema);
  if (type !== 'array' || !parameter.explode) return;
  const values = [...new Set(whole.map((item) => item[property]))].filter(isPlain).slice(0, 2);
  if (values.length < 2) return;
  const { status, items } = await asked(listing, { name, parameter }, values);
  if (status >= 300) return;
  const has = (item: Record<string, unknown>): boolean => values.includes(item[property] as string);
  const said = `${name}=${values.join(' and ')}`;
  const other = items.find((item) => isPlain(item[property]) && !has(item));
  if (other) listing.wrong('filter', `${said} shows an item with ${property} ${JSON.stringify(other[property])}`);
  const [due, shown] = [whole.filter(has).length, items.filter(has).length];
  if (shown < due) listing.wrong('filter', `${said} shows ${shown} of ${due} items that have either`);
}

/** The whole list as it is filtered, as far as one answer shows it. */
async function asked(
  { world, list, ask }: Listing,
  { name, parameter }: Pick<Asked, 'name' | 'parameter'>,
  value: unknown,
): Promise<Pick<Answered, 'status' | 'items'>> {
  if (!isReadAsValid(world.contract, parameter, value)) return { status: 400, items: [] };
  const { paging } = list;
  return ask({ ...(paging?.limit !== undefined && { [paging.limit]: paging.maxLimit }), [name]: value });
}

/** What stands before what; nothing for texts, whose order is a matter of language. */
function orderOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value);
  return isTime ? Date.parse(value) : undefined;
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w-]+$/.test(value));
}
