import type { Schema } from '@plumbline/contract/contract';
import { affinity } from '../bodies/affinity.ts';
import type { Carrier } from '../bodies/carriers.ts';
import { familyKey, type Segment } from '../names/paths.ts';
import { isAlternative, type Schemas } from '../bodies/schemas.ts';
import { isAsking, isItemOperation, type Traits } from './traits.ts';

/** The operations of one collection path and of its item path, as far as either exists. */
export interface Family {
  /** Path of the collection; that of an item is one parameter longer. */
  segments: Segment[];
  key: string;
  onCollection: Traits[];
  onItem: Traits[];
}

/** Sorts operations by what their path is about: `/pets` and `/pets/{petId}` together. Outer paths come first. */
export function familiesOf(all: readonly Traits[]): Family[] {
  const families = new Map<string, Family>();
  const familyAt = (segments: Segment[]): Family => {
    const key = familyKey(segments);
    const known = families.get(key);
    if (known) return known;
    const made: Family = { segments, key, onCollection: [], onItem: [] };
    families.set(key, made);
    return made;
  };
  // The server's own path may be that of the collection: `/` and `/{petId}` below `/pets`.
  const hasItems = all.some((traits) => traits.segments.length === 1 && isItemOperation(traits));
  const collections = collectionKeys(all);
  for (const traits of all) {
    if (traits.segments.length === 0 && !hasItems) continue;
    if (isItemOperation(traits) && !collections.has(familyKey(traits.segments)))
      familyAt(traits.segments.slice(0, -1)).onItem.push(traits);
    else familyAt(traits.segments).onCollection.push(traits);
  }
  return [...families.values()].sort((one, other) => one.segments.length - other.segments.length);
}

/**
 * Paths that end in a parameter and are collections all the same: their `GET` lists, and one item has a longer path, as
 * `/categories/{teamId}` and `/categories/{teamId}/{categoryId}`.
 */
function collectionKeys(all: readonly Traits[]): ReadonlySet<string> {
  const keys = new Set(all.map(({ segments }) => familyKey(segments)));
  const listed = all.filter((traits) => hasMethod('get')(traits) && traits.list !== undefined);
  return new Set(listed.map(({ segments }) => familyKey(segments)).filter((key) => keys.has(`${key}/{}`)));
}

/**
 * The schema of one item: what the operations that show one item agree on, an envelope taken off.
 *
 * @returns none where no operation of the family shows an item
 */
export function representationOf(schemas: Schemas, family: Family): Schema | undefined {
  const sources = [
    ...family.onItem.filter(hasMethod('get')),
    ...family.onCollection.filter(hasMethod('post')),
    ...family.onItem.filter(hasMethod('put', 'patch', 'post')),
    // One thing at a path of its own, `/settings`.
    ...(family.onItem.length > 0 ? [] : family.onCollection.filter(hasMethod('get', 'put', 'patch'))),
  ].filter(({ list }) => list === undefined);
  const lists = family.onCollection.filter((traits) => hasMethod('get')(traits) && traits.list !== undefined);
  const source = sources.find(({ answers }) => answers.some(({ isList }) => !isList));
  if (!source) return lists[0]?.list?.item ?? (isMembership(family) ? { type: 'object' } : undefined);
  const listing = family.onCollection.filter(
    (traits) => hasMethod('get')(traits) && traits.answers.some(({ isList }) => isList),
  );
  const others = [...sources, ...listing].filter((traits) => traits !== source);
  const [best] = source.answers
    .filter(({ isList }) => !isList)
    .map((carrier) => ({
      carrier,
      score: carrier.plausibility + votes(schemas, carrier, others) + (isTaken(schemas, family, carrier) ? 3 : 0),
    }))
    .sort((one, other) => other.score - one.score);
  return best && (createdAlternative(schemas, family, best.carrier.item) ?? best.carrier.item);
}

/** Of several forms in which an item is shown, as it is and as what was deleted, the one that its creation shows. */
function createdAlternative(schemas: Schemas, { onCollection }: Family, item: Schema): Schema | undefined {
  const shown = onCollection
    .filter(hasMethod('post'))
    .flatMap(({ answers }) => answers.filter(({ isList }) => !isList).map((carrier) => carrier.item));
  return shown.find((one) => isAlternative(schemas, item, one));
}

/** Items of which nothing is known but that they are there: `GET`, `PUT` and perhaps `DELETE` of `/starred/{name}`, 204 or 404. */
export function isMembership({ onItem }: Family): boolean {
  return onItem.some(isAsking) && onItem.some(hasMethod('put'));
}

/** Whether requests take what is shown there. An object around one other object is as likely an envelope, in requests too. */
function isTaken(schemas: Schemas, { onCollection, onItem }: Family, { item }: Carrier): boolean {
  const [[only] = [], ...others] = [...schemas.properties(item).values()];
  if (only !== undefined && others.length === 0 && schemas.kind(only) === 'object') return false;
  return [...onCollection, ...onItem]
    .filter(hasMethod('post', 'put'))
    .some(({ requests }) => requests.some((each) => each.at.length === 0 && affinity(schemas, each.item, item) >= 0.6));
}

/** A list whose elements are just this schema says it best, since elements are hardly ever enveloped. An array counts double. */
function votes(schemas: Schemas, { item }: Carrier, others: readonly Traits[]): number {
  return others.reduce((sum, { answers, list }) => {
    if (list && affinity(schemas, list.item, item) >= 0.6) return sum + 5;
    const same = answers.filter((carrier) => schemas.core(carrier.item) === schemas.core(item));
    return sum + (same.some(({ isList }) => isList) ? 2 : Math.min(same.length, 1));
  }, 0);
}

export function hasMethod(...methods: readonly string[]): (traits: Traits) => boolean {
  return ({ operation }) => methods.includes(operation.method);
}
