import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath } from '../../resource.ts';
import { unboxed } from './boxes.ts';
import type { Schemas } from './schemas.ts';
import { isSameNoun, normal } from '../names/words.ts';

/** A place in a body that could hold an item, or an array of them. */
export interface Carrier {
  at: BodyPath;
  /** Within each element, where the array wraps its items. */
  itemAt: BodyPath;
  /** Within each element, beside the item: where its cursor is. */
  cursorAt?: BodyPath;
  isList: boolean;
  /** Schema of one item, its boxes taken off. */
  item: Schema;
  /** The same as the body declares it. */
  declared: Schema;
  /** How much the structure around it alone speaks for it; what other operations show counts more. */
  plausibility: number;
}

const BOX =
  /^(data|results?|items?|payload|response|body|content|contents|records?|entries|entry|values?|entity|entities|resources?|objects?|list|rows|elements|nodes|edges|hits|docs|members?|collection|embedded|page)$/;
const AROUND =
  /^(success|ok|status|statuscode|code|messages?|errors?|warnings?|meta|metadata|links?|included|jsonapi|requestid|traceid|timestamp|version|kind|etag|object|type|total\w*|count|\w+count|page\w*|per_?page|size|limit|offset|skip|sort|pagination|paging|next\w*|prev\w*|first\w*|last\w*|has\w+|cursors?|self\w*|url|uri|href|empty|number\w*|incomplete\w*|query|sync|apiversion|odata\w+|\w+perpage)$/;

/**
 * Every place in a body that could hold what the path is about: the body itself, the properties of an envelope,
 * arrays and what their elements wrap.
 *
 * @param body schema of a request or response body
 * @param noun the last literal of the path, which envelopes like to name their content by
 * @param isShown the body is an answer: what identifies the item is in it
 * @returns carriers, the most plausible first
 */
export function carriersOf(schemas: Schemas, body: Schema, noun: string, isShown = true): Carrier[] {
  return carriersAt(schemas, body, noun, [], isShown).sort((one, other) => other.plausibility - one.plausibility);
}

/** The list that a body is by its structure alone; none where it rather is one item. */
export function listOf(schemas: Schemas, body: Schema, noun: string): Carrier | undefined {
  const [best] = carriersOf(schemas, body, noun);
  return best?.isList ? best : undefined;
}

/** Whether a body only says that it is done: `{ "data": {} }`, `{ "success": true, "message": "..." }`. */
export function isAcknowledgement(schemas: Schemas, body: Schema, depth = 0): boolean {
  if (schemas.kind(body) !== 'object' || depth === 3) return false;
  return [...schemas.properties(body)].every(([name, [property = true]]) => {
    if (schemas.kind(property) === 'array') return false;
    return (
      isAround(name, '') ||
      (BOX.test(normal(name)) && schemas.kind(property) === 'object' && isAcknowledgement(schemas, property, depth + 1))
    );
  });
}

function carrier(schemas: Schemas, declared: Schema, place: Omit<Carrier, 'item' | 'declared'>): Carrier {
  return { ...place, item: unboxed(schemas, declared), declared };
}

function carriersAt(schemas: Schemas, value: Schema, noun: string, at: BodyPath, isShown: boolean): Carrier[] {
  const kind = schemas.kind(value);
  if (kind === 'array') return arrayCarriers(schemas, value, noun, at);
  const properties = schemas.properties(value);
  if (properties.size === 0) return [];
  const found: Carrier[] = [carrier(schemas, value, { at, itemAt: [], isList: false, plausibility: 2 - at.length })];
  if (at.length === 2) return found;
  for (const [name, declarations] of properties) {
    const isBox = isContainer(name, noun, properties.size);
    // Only an envelope is looked into: an item's own parts are no items.
    if (!isBox && (at.length > 0 || properties.size > 12)) continue;
    const beside = [...properties.keys()].filter((other) => other !== name);
    const isLoneBox =
      isBox &&
      (beside.every((other) => isAround(other, noun)) || (isShown && holdsIdentity(schemas, declarations, properties)));
    // A shared envelope says `items: object`, and the operation's own branch of allOf says of what kind.
    for (const inner of declarations.flatMap((property) =>
      carriersAt(schemas, property, noun, [...at, name], isShown),
    )) {
      found.push({ ...inner, plausibility: inner.plausibility + surroundings(inner, isBox, isLoneBox) });
    }
  }
  return found;
}

/** What is in the box is identified, and the box itself is not: `{ status, service, data: { id, name } }`. */
function holdsIdentity(
  schemas: Schemas,
  declarations: readonly Schema[],
  around: ReadonlyMap<string, readonly Schema[]>,
): boolean {
  const isIdentified = (members: ReadonlyMap<string, unknown>): boolean =>
    [...members.keys()].some((name) => /^(id|uuid|guid|gid|sid|key|slug)$|(Id|ID|_id)$/.test(name));
  if (isIdentified(around)) return false;
  // A list of identified things may well be a part of what has no identifier: the items of the cart.
  return declarations.some((schema) => schemas.kind(schema) === 'object' && schemas.properties(schema).has('id'));
}

/** An envelope outdoes the item that it would be (2) by the box (its content starts at 1) that only facts stand beside. */
function surroundings(carrier: Carrier, isBox: boolean, isLoneBox: boolean): number {
  if (isLoneBox) return 3;
  if (!isBox) return -2;
  return carrier.isList ? 0.5 : -1;
}

function arrayCarriers(schemas: Schemas, array: Schema, noun: string, at: BodyPath): Carrier[] {
  const element = schemas.elements(array);
  if (element === undefined || schemas.properties(element).size === 0) return [];
  const plausibility = 2 - at.length;
  const bare = carrier(schemas, element, { at, itemAt: [], isList: true, plausibility });
  const properties = schemas.properties(element);
  const wrapped = [...properties].flatMap(([name, [property]]): Carrier[] => {
    if (property === undefined || schemas.properties(property).size === 0 || schemas.kind(property) === 'array')
      return [];
    const others = [...properties.keys()].filter((other) => other !== name);
    const isWrapper =
      (isSameNoun(name, noun) || /^(node|resource|item|data|entity|source)$/.test(normal(name))) &&
      others.every((other) => isAround(other, noun));
    const cursor = others.find((other) => normal(other) === 'cursor');
    const isText = schemas.kind(properties.get(cursor ?? '')?.[0] ?? false) === 'string';
    const cursorAt = cursor !== undefined && isText ? { cursorAt: [cursor] } : {};
    const wrapping = {
      ...cursorAt,
      at,
      itemAt: [name],
      isList: true,
      plausibility: plausibility + (isWrapper ? 0.25 : -1),
    };
    return [carrier(schemas, property, wrapping)];
  });
  return [bare, ...wrapped];
}

function isContainer(name: string, noun: string, siblings: number): boolean {
  if (siblings === 1 || BOX.test(normal(name))) return true;
  const [one, other] = [normal(name), normal(noun)];
  return isSameNoun(name, noun) || (one.length > 3 && (other.endsWith(one) || one.endsWith(other)));
}

function isAround(name: string, noun: string): boolean {
  const plain = normal(name);
  return AROUND.test(plain) || (plain.endsWith('count') && isSameNoun(plain.slice(0, -5), noun));
}
