import type { Contract, Schema, SchemaObject } from '@plumbline/contract/contract';
import { anyOfFamily, familiesOf, isHeir } from '@plumbline/contract/views/inheritance';
import { atPointer } from '@plumbline/contract/schema';

type Documented = Pick<Contract, 'document'>;

const parents = new WeakMap<object, Set<unknown>>();
const unions = new WeakMap<object, Map<string, SchemaObject>>();

/**
 * What a reference means: the schema itself, or, where others extend it and a discriminator tells them apart, one of
 * these subtypes by the value of the discriminator, as the runtime validates it.
 *
 * @param isPlain the reference is what a subtype inherits, and means the schema alone
 */
export function referredTo(contract: Documented, pointer: string, isPlain: boolean): Schema {
  const target = atPointer(contract.document, pointer.slice(1)) as Schema;
  const found = isPlain ? undefined : familiesOf(contract).get(pointer);
  if (!found) return target;
  // The name of a subtype that a mapping gives other values is not one of them, and may change.
  const replaced = new Set(
    [...found.heirs].filter(([heir, values]) => !values.includes(nameOf(heir))).map(([heir]) => nameOf(heir)),
  );
  const family = { ...found, others: found.others.filter((value) => !replaced.has(String(value))) };
  const made = unions.get(contract.document) ?? new Map<string, SchemaObject>();
  unions.set(contract.document, made);
  const union =
    made.get(pointer) ??
    namedUnion(
      anyOfFamily(family, target, ($ref) => ({ $ref })),
      [...[...family.heirs.keys()].map(nameOf), nameOf(pointer)],
    );
  made.set(pointer, union);
  return union;
}

/** Whether a part of `allOf` is what a subtype inherits. */
export const isInherited = isHeir;

/** Whether a schema is one that subtypes extend: its discriminator is compared with them. */
export function hasSubtypes(contract: Documented, schema: SchemaObject): boolean {
  const families = familiesOf(contract);
  const known =
    parents.get(families) ??
    new Set([...families.keys()].map((pointer) => atPointer(contract.document, pointer.slice(1))));
  parents.set(families, known);
  return known.has(schema);
}

/** Alternatives are told by their titles. */
function namedUnion(union: Schema, names: readonly string[]): SchemaObject {
  const { oneOf = [] } = union as SchemaObject;
  return { oneOf: oneOf.map((branch, index) => ({ title: names[index], ...(branch as SchemaObject) })) };
}

function nameOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}
