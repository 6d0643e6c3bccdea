import type { Schema, SchemaObject } from '@plumbline/contract/contract';
import type { Box } from '../../resource.ts';
import { normal } from '../names/words.ts';
import type { Schemas } from './schemas.ts';

/**
 * Members in which contracts keep an item's own properties: `attributes` and `relationships` of JSON:API, `metadata` of
 * Kubernetes, `properties` of GeoJSON and Azure.
 */
const BOX = /^(attributes|relationships|properties|metadata|meta|sys|system)$/;

/** An item whose boxes are emptied: what was in them stands beside what was beside them. */
interface Unboxed {
  item: Schema;
  boxes: readonly Box[];
}

const unboxings = new WeakMap<SchemaObject, Unboxed>();
const boxesOfItems = new WeakMap<object, readonly Box[]>();

/** The boxes that were taken off an item's schema; none of one that never had any. */
export function boxesOf(item: Schema): readonly Box[] {
  return (typeof item === 'object' && boxesOfItems.get(item)) || [];
}

/**
 * The schema of an item with its boxes taken off, so that a column, a filter or a sort can be had for what is in them. The
 * same for the same schema. One that has none, or whose boxes hold names that stand beside them too, is left as it is.
 *
 * @param names boxes to take off; by default those that are named like one
 */
export function unboxed(schemas: Schemas, schema: Schema, names?: readonly string[]): Schema {
  const core = schemas.core(schema);
  const known = unboxings.get(core);
  if (known && names === undefined) return known.item;
  const made = unbox(schemas, schema, names);
  if (names === undefined) unboxings.set(core, made);
  if (typeof made.item === 'object' && made.boxes.length > 0) boxesOfItems.set(made.item, made.boxes);
  return made.item;
}

function unbox(schemas: Schemas, schema: Schema, names: readonly string[] | undefined): Unboxed {
  const outer = schemas.properties(schema);
  const boxes: Box[] = [];
  const properties = new Map<string, Schema>();
  const required = new Set(schemas.required(schema));
  for (const [name, [first = true]] of outer) {
    const inner = schemas.properties(first);
    const isBox = names === undefined ? BOX.test(normal(name)) : names.includes(name);
    if (!isBox || inner.size === 0 || !isPlain(schemas, first)) continue;
    if ([...inner.keys()].some((member) => outer.has(member) || properties.has(member))) continue;
    boxes.push({ name, members: [...inner.keys()] });
    for (const [member, declared] of inner) properties.set(member, marked(schemas, first, oneOf(declared)));
    if (required.delete(name)) for (const member of schemas.required(first)) required.add(member);
  }
  if (boxes.length === 0 || !isPlain(schemas, schema)) return { item: schema, boxes: [] };
  const beside = [...outer].filter(([name]) => !boxes.some((box) => box.name === name));
  const all = [...beside.map(([name, declared]): [string, Schema] => [name, oneOf(declared)]), ...properties];
  return { item: { type: 'object', properties: Object.fromEntries(all), required: [...required] }, boxes };
}

/** What the box may not be, what is in it may not be either. */
function marked(schemas: Schemas, box: Schema, schema: Schema): Schema {
  const marks = (['readOnly', 'writeOnly'] as const).filter(
    (mark) => typeof box === 'object' && (box[mark] === true || schemas.core(box)[mark] === true),
  );
  return marks.length === 0 ? schema : { allOf: [schema], ...Object.fromEntries(marks.map((mark) => [mark, true])) };
}

function oneOf([first = true, ...others]: readonly Schema[]): Schema {
  return others.length === 0 ? first : { anyOf: [first, ...others] };
}

/** Says one thing of every value: which properties there are depends on nothing. */
function isPlain(schemas: Schemas, schema: Schema): boolean {
  const { oneOf: one, anyOf: any, if: condition, discriminator, allOf } = schemas.core(schema);
  if (one ?? any ?? condition ?? discriminator) return false;
  return (allOf ?? []).every((part) => isPlain(schemas, part));
}
