import type { Contract, OpenApiDocument, Schema, SchemaObject } from '../contract.ts';
import { schemaList } from './keywords.ts';

const PREFIX = '#/components/schemas/';

/** A schema that others extend by `allOf`, told apart by its `discriminator`. */
export interface Family {
  property: string;
  /** Pointers of the schemas that extend it, `#/components/schemas/Car`, and the values that mean each. */
  heirs: ReadonlyMap<string, readonly string[]>;
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
    const values = new Map(heirs.map((heir) => [heir, valuesOf(heir, discriminator.mapping)]));
    found.set(pointer, { property: discriminator.propertyName, heirs: values });
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

/** The values that a mapping gives a schema, else its name. */
function valuesOf(pointer: string, mapping: Record<string, string> | undefined): string[] {
  const mapped = mappedTo(pointer, mapping);
  return mapped.length > 0 ? mapped : [pointer.slice(PREFIX.length)];
}

function mappedTo(pointer: string, mapping: Record<string, string> = {}): string[] {
  const name = pointer.slice(PREFIX.length);
  return Object.entries(mapping).flatMap(([value, to]) => (to === pointer || to === name ? [value] : []));
}

/** Whether a part of a schema's `allOf` is what it inherits as a member of a family, and not any member of that family. */
export function isHeir(contract: Pick<Contract, 'document'>, schema: SchemaObject, part: Schema): boolean {
  const family = typeof part === 'object' && part.$ref !== undefined ? familiesOf(contract).get(part.$ref) : undefined;
  const schemas = contract.document.components?.schemas ?? {};
  return [...(family?.heirs.keys() ?? [])].some((heir) => schemas[heir.slice(PREFIX.length)] === schema);
}

/**
 * What stands where a family is referred to: one of the heirs by its values, or the family's own schema for all others.
 *
 * @param plain the schema without its heirs, viewed
 * @param reference the viewed form of an heir's pointer
 */
export function anyOfFamily(
  { property, heirs }: Family,
  plain: Schema,
  reference: (pointer: string) => Schema,
): Schema {
  const taken = [...heirs.values()].flat();
  const branches = [...heirs].map(([pointer, values]): SchemaObject => ({
    allOf: [reference(pointer)],
    properties: { [property]: { enum: [...values] } },
    required: [property],
  }));
  const other: SchemaObject = { allOf: [plain], properties: { [property]: { not: { enum: taken } } } };
  return { oneOf: [...branches, other] };
}
