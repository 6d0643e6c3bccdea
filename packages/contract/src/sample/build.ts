import type { Schema } from '../contract.ts';
import { exactNumber } from '../exact-numbers.ts';
import { getOwn } from '../json.ts';
import { allows, flatten, type FlatSchema } from '../views/flatten.ts';
import type { Building, Spot } from './building.ts';
import { isBottomless, isThrifty } from './building.ts';
import { buildArray } from './build-array.ts';
import { buildObject } from './build-object.ts';
import { choose } from './choose.ts';
import { isListed, typeOf } from './json-value.ts';
import { sampleNumber } from './number.ts';
import { sampleText } from './text.ts';

/**
 * Builds a value of a schema around what is known of it.
 *
 * @param known what the value should carry; `undefined`: nothing is known
 * @returns `undefined` where nothing fits: the schema admits no value, or what is known does not fit and need not be there
 */
export function build(building: Building, schema: Schema, known: unknown, spot: Spot): unknown {
  building.budget--;
  // What requires itself has no end: no value is valid, and none is found.
  if (isBottomless(building, spot)) return undefined;
  const isTrusted = !building.distrusted.has(spot.pointer);
  const given = isTrusted ? known : undefined;
  const flat = choose(building, flatten(building.view, schema), given, spot);
  if (flat.isNever) return undefined;
  const kept = given === undefined ? undefined : keep(building, flat, given, spot);
  if (kept !== undefined || !spot.isRequired) return kept;
  const plausible = (values: readonly unknown[]): unknown => {
    const found = isTrusted ? values.find((value) => isPlausible(flat, value)) : undefined;
    return found === undefined ? undefined : keep(building, flat, found, spot);
  };
  // Default first: it is what the contract says of a member that nobody gave.
  const fromDefault = plausible(defaultsOf(flat));
  if (fromDefault !== undefined) return fromDefault;
  if (isTrusted && building.prefersNull && mayBeNull(flat)) return null;
  const shown = constantOf(flat) === undefined ? flat.parts.flatMap((part) => part.examples ?? []) : [];
  const fromExample = plausible(shown);
  const value = fromExample === undefined ? make(building, flat, spot) : fromExample;
  // Members are recorded where they are made.
  const isOwn = fromExample !== undefined || typeof value !== 'object' || Array.isArray(value);
  if (isOwn && constantOf(flat) === undefined) building.invented.add(spot.pointer);
  return value;
}

function defaultsOf(flat: FlatSchema): unknown[] {
  return flat.parts.flatMap((part) => (part.default === undefined ? [] : [part.default]));
}

/** Whether the schema allows null by itself; what leaves everything open asks for no null. */
function mayBeNull(flat: FlatSchema): boolean {
  return flat.types?.has('null') === true && isPlausible(flat, null);
}

/** The only value of a schema that allows no other, in a list of its own: it may be null. */
function constantOf({ values, types }: FlatSchema): readonly unknown[] | undefined {
  if (values?.length === 1) return values;
  return types?.size === 1 && types.has('null') ? [null] : undefined;
}

function isPlausible(flat: FlatSchema, value: unknown): boolean {
  return allows(flat, typeOf(value)) && (!flat.values || isListed(flat.values, value));
}

/** What is known in the shape of the schema, or `undefined` when it has no place there. */
function keep(building: Building, flat: FlatSchema, known: unknown, spot: Spot): unknown {
  if (known instanceof Date) return keep(building, flat, dateText(flat, known), spot);
  if (isPlausible(flat, known)) {
    if (Array.isArray(known)) return buildArray(building, flat, known, spot, build);
    if (typeof known === 'object' && known !== null) return buildObject(building, flat, known, spot, build);
    return known;
  }
  return [converted(flat, known)].find((value) => value !== undefined && isPlausible(flat, value));
}

function dateText(flat: FlatSchema, date: Date): string {
  const isDay = flat.parts.some(({ format }) => format === 'date');
  return isDay ? date.toISOString().slice(0, 10) : date.toISOString();
}

/** Path parameters and columns hold the same scalars in another type: `"42"` for 42. */
function converted(flat: FlatSchema, known: unknown): unknown {
  if ((typeof known === 'number' || typeof known === 'bigint') && allows(flat, 'string')) return String(known);
  if (typeof known !== 'string') return undefined;
  if (known === 'true' || known === 'false') return known === 'true';
  return /^-?\d+(\.\d+)?$/.test(known) ? exactNumber(known) : undefined;
}

/** What is shown is what happens when all goes well. */
const DONE = /(^|\/)(is_?)?(success|successful|succeeded|ok|deleted|removed|acknowledged)$/i;

function make(building: Building, flat: FlatSchema, spot: Spot): unknown {
  if (flat.values) return building.random.pick(flat.values);
  const types = likelyTypes(flat);
  if (types.includes('null') && (isThrifty(building, spot) || types.length === 1)) return null;
  const some = types.filter((type) => type !== 'null');
  const type = some[building.attempt % some.length];
  if (type === 'object') return buildObject(building, flat, undefined, spot, build);
  if (type === 'array') return buildArray(building, flat, undefined, spot, build);
  if (type === 'boolean') return DONE.test(spot.pointer) || building.random.next() < 0.5;
  if (type === 'string') return sampleText(flat, building.random);
  return sampleNumber(flat, type === 'integer', building.random);
}

/** The stated types; where none is stated, those that the other keywords speak of. */
function likelyTypes(flat: FlatSchema): string[] {
  if (flat.types) return [...flat.types];
  const speaks = (...keywords: string[]): boolean =>
    flat.parts.some((part) => keywords.some((keyword) => getOwn(part, keyword) !== undefined));
  const types = [
    ...(flat.required.size > 0 || speaks('properties', 'additionalProperties', 'patternProperties', 'minProperties')
      ? ['object']
      : []),
    ...(speaks('items', 'prefixItems', 'minItems', 'contains') ? ['array'] : []),
    ...(speaks('pattern', 'minLength', 'maxLength', 'format') ? ['string'] : []),
    ...(speaks('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf') ? ['number'] : []),
  ];
  return types.length > 0 ? types : ['string', 'object', 'integer', 'array', 'boolean'];
}
