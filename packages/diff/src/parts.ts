import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { atPointer } from '@plumbline/contract/schema';
import { isInherited, referredTo } from './subtypes.ts';

/** A schema that accepts nothing, for `false`. Its own object, so that it is recognised by identity. */
export const NOTHING: SchemaObject = { not: {} };

/** Schemas that stand in for written ones with null allowed as well, and what they stand in for. */
const relaxedOf = new WeakMap<SchemaObject, SchemaObject>();
const writtenOf = new WeakMap<SchemaObject, SchemaObject>();

/**
 * Takes a conjunction of schemas apart into plain schema objects that must all hold: `$ref`s are followed, `allOf`s
 * opened, and `anyOf` or `oneOf` of one branch (and perhaps null) is that branch. The parts are the objects of the
 * document itself, with their `$ref`, `allOf` and opened unions still on them, so that their places can be told.
 */
export function partsOf(contract: Pick<Contract, 'document'>, schemas: readonly Schema[]): SchemaObject[] {
  const opened = new Set<SchemaObject>();
  const open = (schema: Schema, nullable: boolean, isPlain = false): void => {
    if (schema === true) return;
    const written = acceptsNothing(schema) ? NOTHING : schema;
    const part = nullable ? relaxed(written) : written;
    if (opened.has(part)) return;
    opened.add(part);
    if (written.$ref !== undefined) open(referredTo(contract, written.$ref, isPlain), nullable);
    for (const conjunct of written.allOf ?? []) open(conjunct, nullable, isInherited(contract, written, conjunct));
    for (const union of [written.anyOf, written.oneOf]) {
      const only = union && onlyBranch(contract, union);
      if (only) open(only.branch, nullable || only.nullable);
    }
  };
  for (const schema of schemas) open(schema, false);
  return [...opened].filter(saysSomething);
}

/** True for `false` and what `false` is short for, `{ not: {} }`. */
function acceptsNothing(schema: Schema): schema is false {
  if (typeof schema === 'boolean') return !schema;
  const { not, ...others } = schema;
  if (not === undefined || Object.keys(others).some((keyword) => !LEADING.has(keyword))) return false;
  return not === true || (typeof not === 'object' && not !== null && Object.keys(not).length === 0);
}

/** Keywords that only lead on, or that nobody but a reader sees. */
export const LEADING = new Set(['$ref', 'allOf', 'description', 'summary']);

/** False for a mere reference, so that schemas reached by different references are the same. */
function saysSomething(part: SchemaObject): boolean {
  return Object.keys(part).some((keyword) => !LEADING.has(keyword));
}

/** The one branch of a union that has a single one beside null; none for real unions. */
export function onlyBranch(
  contract: Pick<Contract, 'document'>,
  branches: readonly Schema[],
): { branch: Schema; nullable: boolean } | undefined {
  if (branches.length === 1 && branches[0] !== undefined) return { branch: branches[0], nullable: false };
  const others = branches.filter((branch) => !isNull(contract, branch));
  const [branch] = others;
  return others.length === 1 && branch !== undefined
    ? { branch, nullable: others.length < branches.length }
    : undefined;
}

const nulls = new WeakMap<SchemaObject, boolean>();

/** True for `{ type: 'null' }` in any spelling, referenced and wrapped too. */
export function isNull(contract: Pick<Contract, 'document'>, schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const known = nulls.get(schema);
  if (known !== undefined) return known;
  // One that leads back to itself says nothing of null.
  nulls.set(schema, false);
  const { type, const: constant, enum: values, $ref: reference, allOf = [] } = schema;
  const isSo =
    constant === null ||
    [type].flat().join() === 'null' ||
    (values?.length === 1 && values[0] === null) ||
    (reference !== undefined && isNull(contract, atPointer(contract.document, reference.slice(1)) as Schema)) ||
    allOf.some((conjunct) => isNull(contract, conjunct)) ||
    [schema.anyOf, schema.oneOf].some((all = []) => all.length > 0 && all.every((branch) => isNull(contract, branch)));
  nulls.set(schema, isSo);
  return isSo;
}

const strippedOf = new WeakMap<object, SchemaObject>();
const sourceOf = new WeakMap<SchemaObject, SchemaObject>();

/**
 * A part on its own: without its references, its `allOf` and single alternatives, which are parts themselves, and
 * without the union. The same object for the same union, so that cycles come to an end.
 */
export function withoutUnions(
  contract: Pick<Contract, 'document'>,
  part: SchemaObject,
  union: { keyword: 'oneOf' | 'anyOf'; owner: SchemaObject },
): SchemaObject {
  const isOwner = part === union.owner;
  const made = isOwner ? strippedOf.get(union) : strippedOf.get(part);
  if (made) return made;
  const left = Object.entries(part).filter(([keyword, value]) => {
    if (keyword === '$ref' || keyword === 'allOf') return false;
    if (keyword !== 'oneOf' && keyword !== 'anyOf') return true;
    return !(isOwner && keyword === union.keyword) && !onlyBranch(contract, value as Schema[]);
  });
  const stripped = Object.fromEntries(left) as SchemaObject;
  strippedOf.set(isOwner ? union : part, stripped);
  sourceOf.set(stripped, part);
  return stripped;
}

/** The object of the document by which a part is shown to readers. */
export function shownPart(part: SchemaObject): SchemaObject {
  return writtenPart(sourceOf.get(part) ?? part);
}

/** The object of the document that a part was made from. */
export function writtenPart(part: SchemaObject): SchemaObject {
  return writtenOf.get(part) ?? part;
}

/** True when null passes the unions of this part, whatever their branches say: one of its unions' branches is null. */
export function isRelaxed(part: SchemaObject): boolean {
  return writtenOf.has(part);
}

function relaxed(schema: SchemaObject): SchemaObject {
  const known = relaxedOf.get(schema);
  if (known) return known;
  const { type, enum: values, const: constant, ...rest } = schema;
  const copy: SchemaObject = {
    ...rest,
    ...(type !== undefined && { type: [...new Set([type, 'null'].flat())] }),
    ...(values !== undefined && { enum: [...values, null] }),
    ...('const' in schema && { enum: [constant, null] }),
  };
  relaxedOf.set(schema, copy);
  writtenOf.set(copy, schema);
  return copy;
}
