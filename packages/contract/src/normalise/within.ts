import { isDeepStrictEqual } from 'node:util';
import type { OpenApiDocument } from '../contract.ts';
import { getOwn, isMembers, listOf, type Members, membersOf } from '../json.ts';
import { resolve } from '../schema.ts';

/** What a schema says without choices or conditions: everything of its `allOf` at once. */
interface Plain {
  types: readonly string[] | undefined;
  properties: ReadonlyMap<string, unknown>;
  required: ReadonlySet<string>;
  /** What holds of members that nobody declares. */
  additional: unknown;
  items: unknown;
  /** Keywords that narrow a value: `format`, `minimum`, `enum`. */
  bounds: Members;
}

/** Say nothing of which values are valid. */
const ANNOTATIONS =
  /^(x-.*|title|description|examples?|default|deprecated|readOnly|writeOnly|externalDocs|xml|\$comment|contentMediaType|contentEncoding)$/;
const SHAPE = ['type', 'properties', 'required', 'additionalProperties', 'items', 'allOf', '$ref'];
/** What depends on the value, or on other schemas. */
const UNTOLD =
  /^(oneOf|anyOf|not|if|then|else|discriminator|dependent.*|patternProperties|propertyNames|unevaluated.*|prefixItems|contains|\$dynamicRef)$/;
/** Schemas whose `allOf` leads back to them are followed no deeper. */
const DEEPEST = 8;

/**
 * Whether whatever one schema declares is valid for another: of every member that it names, and with none that it does
 * not name. `false` where that cannot be told.
 */
export function isWithin(document: Members, inner: unknown, outer: unknown, compared: Compared = new Map()): boolean {
  if (outer === true) return true;
  if (!isMembers(inner) || !isMembers(outer)) return false;
  // What is compared already decides elsewhere: everything has to be within, so that one answer is enough.
  const others = compared.get(named(inner)) ?? new Set();
  if (others.has(named(outer))) return true;
  compared.set(named(inner), others.add(named(outer)));
  if (inner.$ref !== undefined && isDeepStrictEqual(inner, outer)) return true;
  const one = plain(document, inner);
  const other = plain(document, outer);
  if (!one || !other) return false;
  return (
    areTypesWithin(one, other) &&
    Object.entries(other.bounds).every(([keyword, bound]) => isBoundWithin(one.bounds, keyword, bound)) &&
    areMembersWithin(document, one, other, compared) &&
    (other.items === undefined || isWithin(document, one.items ?? {}, other.items, compared))
  );
}

/** Pairs of schemas that were compared: schemas that hold themselves and each other are compared once. */
type Compared = Map<unknown, Set<unknown>>;

/** References to one schema are many objects. */
function named(schema: Members): unknown {
  return typeof schema.$ref === 'string' && Object.keys(schema).length === 1 ? schema.$ref : schema;
}

function areTypesWithin(one: Plain, other: Plain): boolean {
  if (other.types === undefined) return true;
  const { types } = other;
  // Members are of objects, whether that is said or not.
  const own = one.types ?? (one.properties.size > 0 ? ['object'] : undefined);
  return own?.every((type) => types.includes(type) || (type === 'integer' && types.includes('number'))) ?? false;
}

function isBoundWithin(own: Members, keyword: string, bound: unknown): boolean {
  if (keyword !== 'enum') return isDeepStrictEqual(getOwn(own, keyword), bound);
  const allowed = listOf(bound);
  return (
    own.enum !== undefined && listOf(own.enum).every((value) => allowed.some((each) => isDeepStrictEqual(each, value)))
  );
}

function areMembersWithin(document: Members, one: Plain, other: Plain, compared: Compared): boolean {
  // What may have any members may have those of the other, in any way.
  if (one.properties.size === 0 && (other.properties.size > 0 || other.required.size > 0)) return false;
  if ([...other.required].some((name) => !one.required.has(name))) return false;
  return [...one.properties].every(([name, schema]) => {
    const there = other.properties.has(name) ? other.properties.get(name) : (other.additional ?? true);
    return isWithin(document, schema, there, compared);
  });
}

/** @returns `undefined` where choices or conditions decide */
function plain(document: Members, schema: unknown, depth = 0): Plain | undefined {
  if (!isMembers(schema) || depth > DEEPEST) return undefined;
  const node = resolve({ document: document as unknown as OpenApiDocument }, schema) as Members;
  if (Object.keys(node).some((keyword) => UNTOLD.test(keyword))) return undefined;
  const own: Plain = {
    types: node.type === undefined ? undefined : ([node.type].flat() as string[]),
    properties: new Map(Object.entries(membersOf(node.properties))),
    required: new Set(listOf(node.required) as string[]),
    additional: node.additionalProperties,
    items: node.items,
    bounds: Object.fromEntries(
      Object.entries(node)
        .filter(([keyword]) => !SHAPE.includes(keyword) && !ANNOTATIONS.test(keyword))
        .map(([keyword, bound]) => (keyword === 'const' ? ['enum', [bound]] : [keyword, bound])),
    ),
  };
  return listOf(node.allOf).reduce<Plain | undefined>((whole, part) => {
    const next = plain(document, part, depth + 1);
    return whole && next && joined(whole, next);
  }, own);
}

/** Both at once; `undefined` where they speak of the same thing differently. */
function joined(one: Plain, other: Plain): Plain | undefined {
  const isShared = (name: string): boolean => one.properties.has(name) && other.properties.has(name);
  const clashes = Object.keys(one.bounds).some((keyword) => Object.hasOwn(other.bounds, keyword));
  const isTwice = (key: 'items' | 'additional'): boolean => one[key] !== undefined && other[key] !== undefined;
  if (clashes || isTwice('items') || isTwice('additional') || [...one.properties.keys()].some(isShared))
    return undefined;
  return {
    types: one.types ?? other.types,
    properties: new Map([...one.properties, ...other.properties]),
    required: new Set([...one.required, ...other.required]),
    additional: one.additional ?? other.additional,
    items: one.items ?? other.items,
    bounds: { ...one.bounds, ...other.bounds },
  };
}
