import type { Contract, OpenApiDocument, Schema, SchemaObject } from '../contract.ts';
import { getOwn } from '../json.ts';
import { resolve } from '../schema.ts';
import { memberRule, schemaList, schemaMap } from './keywords.ts';

const PREFIX = '#/components/schemas/';

/** A schema that others extend by `allOf`, told apart by its `discriminator`. */
export interface Family {
  property: string;
  /** Pointers of the schemas that extend it, `#/components/schemas/Car`, and the values that mean each. */
  heirs: ReadonlyMap<string, readonly unknown[]>;
  /** The values of all that is no heir: the schema's own name, and whatever else the contract names. */
  others: readonly unknown[];
}

const known = new WeakMap<OpenApiDocument, ReadonlyMap<string, Family>>();

/**
 * The families of a contract, by the pointer of the schema that the others extend (OpenAPI 3.1, 4.8.25.3): where it is
 * referred to, any of them may stand. Schemas that list their alternatives themselves are no such families.
 */
export function familiesOf({ document }: Pick<Contract, 'document'>): ReadonlyMap<string, Family> {
  const before = known.get(document);
  if (before) return before;
  const schemas = Object.entries(document.components?.schemas ?? {});
  const parents = new Map(schemas.map(([name, schema]) => [PREFIX + name, parentsOf(schema)]));
  const found = new Map<string, Family>();
  for (const [name, schema] of schemas) {
    const discriminator = typeof schema === 'object' ? (schema['discriminator'] as Discriminator) : undefined;
    const isOwn = typeof schema === 'object' && schema.oneOf === undefined && schema.anyOf === undefined;
    if (discriminator?.propertyName === undefined || !isOwn) continue;
    const pointer = PREFIX + name;
    const isMapped = Object.keys(discriminator.mapping ?? {}).length > 0;
    const heirs = [...parents.keys()].filter(
      (one) =>
        one !== pointer &&
        extendsSchema(parents, one, pointer) &&
        // Where values are listed, what else extends the schema is no kind of it.
        (!isMapped || mappedTo(one, discriminator.mapping).length > 0),
    );
    if (heirs.length === 0) continue;
    const { propertyName: property, mapping = {} } = discriminator;
    const shown = shownValues(document, schema, property);
    const meaning = (one: string): readonly unknown[] => valuesOf(document, one, property, mapping, shown);
    const values = new Map(heirs.map((heir) => [heir, meaning(heir)]));
    const kin = [...parents.keys()].filter((one) => one === pointer || extendsSchema(parents, one, pointer));
    const named = [...kin.flatMap((one) => [one.slice(PREFIX.length), ...meaning(one)]), ...Object.keys(mapping)];
    const taken = [...values.values()].flat();
    const listed = ownParts(schema).flatMap((part) => valuesIn(document, part, property));
    const others = (listed.length > 0 ? listed : [...named, ...shown]).filter((one) => !taken.includes(one));
    found.set(pointer, { property, heirs: values, others: [...new Set(others)] });
  }
  known.set(document, found);
  return found;
}

type Discriminator = { propertyName?: string; mapping?: Record<string, string> } | undefined;

/** What a schema extends, directly. */
function parentsOf(schema: Schema): string[] {
  const parts = typeof schema === 'object' ? schemaList(schema.allOf) : [];
  return parts.flatMap((part) => (typeof part === 'object' && part.$ref !== undefined ? [part.$ref] : []));
}

function extendsSchema(parents: ReadonlyMap<string, string[]>, heir: string, ancestor: string, depth = 0): boolean {
  const own = parents.get(heir) ?? [];
  return own.includes(ancestor) || (depth < 8 && own.some((one) => extendsSchema(parents, one, ancestor, depth + 1)));
}

/** The values that mean a schema: those that a mapping gives it, that it says itself, else its name. */
function valuesOf(
  document: OpenApiDocument,
  pointer: string,
  property: string,
  mapping: Record<string, string>,
  shown: readonly unknown[],
): readonly unknown[] {
  const mapped = mappedTo(pointer, mapping);
  if (mapped.length > 0) return mapped;
  const name = pointer.slice(PREFIX.length);
  const schema = getOwn(document.components?.schemas, name) ?? true;
  const said = typeof schema === 'object' ? schema['x-ms-discriminator-value'] : undefined;
  if (typeof said === 'string') return [said];
  const fixed = ownParts(schema).flatMap((part) => valuesIn(document, part, property));
  if (fixed.length > 0) return fixed;
  // Contracts often show `cat` for `Cat`.
  return [name, ...shown.filter((one) => one !== name && String(one).toLowerCase() === name.toLowerCase())];
}

/** A schema without what it inherits. */
function ownParts(schema: Schema): SchemaObject[] {
  if (typeof schema === 'boolean' || schema.$ref !== undefined) return [];
  return [schema, ...schemaList(schema.allOf).flatMap(ownParts)];
}

/** The values that a schema object lists for a property. */
function valuesIn(document: OpenApiDocument, schema: SchemaObject, property: string): readonly unknown[] {
  const declared = getOwn(schemaMap(schema.properties), property);
  if (declared === undefined) return [];
  const { const: value, enum: values } = resolve({ document }, declared);
  return values ?? (value === undefined ? [] : [value]);
}

/** What a schema lists or shows as values of its property. */
function shownValues(document: OpenApiDocument, schema: SchemaObject, property: string): unknown[] {
  return ownParts(schema).flatMap((part) => {
    const declared = getOwn(schemaMap(part.properties), property);
    const { example, examples = [], default: usual } = declared === undefined ? {} : resolve({ document }, declared);
    const whole = [part.example, ...(part.examples ?? [])].map((each) =>
      getOwn(each as Record<string, unknown> | null | undefined, property),
    );
    return [...valuesIn(document, part, property), example, ...examples, usual, ...whole].filter(
      (each) => each !== undefined,
    );
  });
}

function mappedTo(pointer: string, mapping: Record<string, string> = {}): string[] {
  const name = pointer.slice(PREFIX.length);
  return Object.entries(mapping).flatMap(([value, to]) => (to === pointer || to === name ? [value] : []));
}

/** Whether a part of a schema's `allOf` is what it inherits as a member of a family, and not any member of that family. */
export function isHeir(contract: Pick<Contract, 'document'>, schema: SchemaObject, part: Schema): boolean {
  const family = typeof part === 'object' && part.$ref !== undefined ? familiesOf(contract).get(part.$ref) : undefined;
  const schemas = contract.document.components?.schemas ?? {};
  return [...(family?.heirs.keys() ?? [])].some((heir) => getOwn(schemas, heir.slice(PREFIX.length)) === schema);
}

/**
 * What stands where a family is referred to: one of the heirs by its values, or the family's own schema for the others that the
 * contract names.
 *
 * @param plain the schema without its heirs, viewed
 * @param reference the viewed form of an heir's pointer
 */
export function anyOfFamily(
  { property, heirs, others }: Family,
  plain: Schema,
  reference: (pointer: string) => Schema,
): Schema {
  const branches = [...heirs].map(([pointer, values]): SchemaObject => ({
    allOf: [reference(pointer)],
    ...memberRule(property, { enum: [...values] }),
    required: [property],
  }));
  const other: SchemaObject = { allOf: [plain], ...memberRule(property, { enum: [...others] }) };
  return { oneOf: [...branches, ...(others.length > 0 ? [other] : [])] };
}
