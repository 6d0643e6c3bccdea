import type { Contract, OpenApiDocument, Schema, SchemaObject } from '../contract.ts';
import { atPointer } from '../schema.ts';
import type { View } from './hidden.ts';
import { isSchema, LIST, MAP, ONE, schemaList, schemaMap } from './keywords.ts';
import { anyOfFamily, familiesOf } from './inheritance.ts';
import { rewrite } from './rewrite.ts';

/**
 * The schemas of a contract as one side of the exchange sees them, in the narrow dialect that every compiler reads:
 * JSON Schema keywords only, references only to `#/components/schemas/<name>` and only alone in their object.
 * Hidden properties (readOnly in requests, writeOnly in responses) are not required and accept anything, so that a
 * client may send back what it got; `x-hidden` lists them for those who take them out.
 */
export interface SchemaView {
  readonly view: View;
  /** The same object for the same schema, so that compilers can remember what they made of it. */
  of: (schema: Schema) => Schema;
  /** Follows the reference of a viewed schema, if it is one. */
  resolve: (viewed: Schema) => Schema;
  /** Every named schema that a viewed schema reaches. */
  reach: (viewed: Schema) => Map<string, Schema>;
}

const PREFIX = '#/components/schemas/';
const views = new WeakMap<OpenApiDocument, Partial<Record<View, SchemaView>>>();

/** The view of a contract's schemas, made once a contract; schemas are rewritten when first asked for. */
export function schemaView(contract: Pick<Contract, 'document'>, view: View): SchemaView {
  const made = views.get(contract.document) ?? {};
  views.set(contract.document, made);
  return (made[view] ??= makeView(contract, view));
}

function makeView(contract: Pick<Contract, 'document'>, view: View): SchemaView {
  const viewed = new WeakMap<SchemaObject, Schema>();
  const sources = new Map<string, () => Schema>();
  const names = new Map<string, string>();
  const families = familiesOf(contract);

  const reference = (pointer: string, isPlain = false): Schema => {
    const family = isPlain ? undefined : families.get(pointer);
    const key = family === undefined ? pointer : `${pointer} or an heir`;
    const known = names.get(key);
    if (known !== undefined) return { $ref: PREFIX + known };
    const safe = decodeURIComponent(pointer.slice(pointer.lastIndexOf('/') + 1)).replace(/[^\w.-]/g, '_');
    const name = sources.has(safe) ? `${safe}_${sources.size}` : safe;
    names.set(key, name);
    let whole: Schema | undefined;
    sources.set(
      name,
      family === undefined
        ? () => of(atPointer(contract.document, pointer.slice(1)) as Schema)
        : () => (whole ??= anyOfFamily(family, reference(pointer, true), reference)),
    );
    return { $ref: PREFIX + name };
  };
  const of = (schema: Schema): Schema => {
    if (typeof schema === 'boolean') return schema;
    const made = viewed.get(schema) ?? rewrite({ contract, view, of, reference }, schema);
    viewed.set(schema, made);
    return made;
  };
  const target = (reference: string): Schema => sources.get(reference.slice(PREFIX.length))?.() ?? true;
  const resolve = (schema: Schema): Schema => {
    const seen = new Set<Schema>();
    let next = schema;
    while (typeof next === 'object' && next.$ref !== undefined && !seen.has(next)) {
      seen.add(next);
      next = target(next.$ref);
    }
    return next;
  };
  const references = new WeakMap<SchemaObject, readonly string[]>();
  const referencesIn = (schema: Schema): readonly string[] => {
    if (typeof schema === 'boolean') return [];
    const known = references.get(schema);
    if (known !== undefined) return known;
    const own = schema.$ref === undefined ? [] : [schema.$ref];
    const found = [...new Set([...own, ...subschemas(schema).flatMap(referencesIn)])];
    references.set(schema, found);
    return found;
  };
  const reach = (schema: Schema): Map<string, Schema> => {
    const found = new Map<string, Schema>();
    const visit = (next: Schema): void => {
      for (const pointer of referencesIn(next)) {
        const name = pointer.slice(PREFIX.length);
        if (found.has(name)) continue;
        const reached = target(pointer);
        found.set(name, reached);
        visit(reached);
      }
    };
    visit(schema);
    return found;
  };
  return { view, of, resolve, reach };
}

/** The schemas directly inside a viewed one. */
export function subschemas(schema: SchemaObject): Schema[] {
  return [
    ...ONE.flatMap((keyword) => (isSchema(schema[keyword]) ? [schema[keyword]] : [])),
    ...LIST.flatMap((keyword) => schemaList(schema[keyword])),
    ...MAP.flatMap((keyword) => Object.values(schemaMap(schema[keyword]) ?? {})),
  ];
}
