import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath, Shape } from '../../resource.ts';
import { affinity } from './affinity.ts';
import { boxesOf, unboxed } from './boxes.ts';
import type { Carrier } from './carriers.ts';
import { factsOf, type Turning } from '../listing/facts.ts';
import type { Success } from './media.ts';
import type { Schemas } from './schemas.ts';
import { isSameNoun, normal } from '../names/words.ts';

/** From here on two schemas count as showing the same thing, given that their paths say so already. */
const ALIKE = 0.5;

/** Where, among the places that could hold items, those of this representation are. */
export function carrierFor(
  schemas: Schemas,
  carriers: readonly Carrier[],
  representation: Schema,
  isList: boolean,
): Carrier | undefined {
  return bestOf(
    schemas,
    carriers.filter((carrier) => carrier.isList === isList),
    representation,
    ALIKE,
  );
}

/** The likeliest place: what it holds looks like the item, and what is around it like an envelope. */
function bestOf(
  schemas: Schemas,
  carriers: readonly Carrier[],
  representation: Schema,
  least: number,
): Carrier | undefined {
  return carriers
    .map((carrier) => ({ carrier, likeness: affinity(schemas, carrier.item, representation) }))
    .filter(({ likeness }) => likeness >= least)
    .map(({ carrier, likeness }) => ({ carrier, score: 2 * likeness + carrier.plausibility }))
    .sort((one, other) => other.score - one.score)[0]?.carrier;
}

/** The shape of an answer that holds what the carrier says; without one the body is something else. */
export function shapeOf(
  schemas: Schemas,
  success: Success,
  carrier: Carrier | undefined,
  turning: Turning = 'number',
): Shape {
  const { status, mediaType, schema } = success;
  return {
    status,
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(schema === undefined ? {} : { schema }),
    ...(carrier === undefined ? {} : { at: carrier.at }),
    ...(carrier && carrier.itemAt.length > 0 ? { itemAt: carrier.itemAt } : {}),
    ...(carrier?.cursorAt ? { cursorAt: carrier.cursorAt } : {}),
    isList: carrier?.isList ?? false,
    facts: carrier?.isList && schema !== undefined ? factsOf(schemas, schema, carrier.at, turning) : [],
  };
}

/** Where a request body holds an item or items, and what it calls their properties. */
export interface RequestPlace {
  at: BodyPath;
  isList: boolean;
  /** Where a single item may stand instead of the list: `task` beside `tasks`. */
  aloneAt?: BodyPath;
  item: Schema;
}

/** Where a request body has the properties of an item: at its top, or in the box that the path or custom names. */
export function requestAt(
  schemas: Schemas,
  carriers: readonly Carrier[],
  representation: Schema,
): RequestPlace | undefined {
  const own = schemas.properties(representation);
  // What the item itself has a property for is that, and no box around the item.
  const places = carriers.filter(
    ({ itemAt, at: [outer] }) => itemAt.length === 0 && (outer === undefined || !own.has(outer)),
  );
  const found = bestOf(schemas, places, representation, 0.01);
  if (found === undefined) return undefined;
  const other = otherNumberOf(schemas, places, found);
  // Of one item and a list of them the list can say both.
  const best = other?.isList === true ? other : found;
  const alone = best === found ? other : found;
  const names = boxesOf(representation).map(({ name }) => name);
  return {
    at: best.at,
    isList: best.isList,
    item: unboxed(schemas, best.declared, names),
    ...(alone === undefined ? {} : { aloneAt: alone.at }),
  };
}

/** The same items in the other grammatical number: `tasks` beside `task`. */
export function otherNumberOf(schemas: Schemas, places: readonly Carrier[], one: Carrier): Carrier | undefined {
  const [name, around] = [one.at.at(-1), one.at.slice(0, -1).join('/')];
  if (name === undefined) return undefined;
  return places.find(
    ({ at, isList, declared }) =>
      isList !== one.isList &&
      at.length === one.at.length &&
      at.slice(0, -1).join('/') === around &&
      isSameNoun(at.at(-1) ?? '', name) &&
      schemas.core(declared) === schemas.core(one.declared),
  );
}

/** Request names to property names, where they only differ in spelling. */
export function renamedProperties(schemas: Schemas, item: Schema, representation: Schema): Record<string, string> {
  const shown = schemas.spellings(representation);
  const pairs = [...schemas.properties(item).keys()].flatMap((name): [string, string][] => {
    const property = shown.get(normal(name));
    return property === undefined || schemas.properties(representation).has(name) ? [] : [[name, property]];
  });
  return Object.fromEntries(pairs);
}
