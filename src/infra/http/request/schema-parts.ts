import type { Contract, Schema } from '@plumbline/contract/contract';
import { resolve } from '@plumbline/contract/schema';

/** What a schema says about the members of an object, its compositions included. */
export interface ObjectParts {
  properties: ReadonlyMap<string, Schema>;
  /** Other members are accepted; the schema that they have, if one is given. */
  additional: Schema | undefined;
  /** Other members are mentioned at all: free-form objects take any. */
  isOpen: boolean;
}

/** Collects the properties of an object schema through `allOf`, `anyOf` and `oneOf`; the first mention of a name wins. */
export function objectParts(contract: Contract, schema: Schema): ObjectParts {
  const properties = new Map<string, Schema>();
  let additional: Schema | undefined;
  const collect = (part: Schema, depth: number): void => {
    if (depth > 8) return;
    const found = resolve(contract, part);
    for (const [name, property] of Object.entries(found.properties ?? {})) {
      if (!properties.has(name)) properties.set(name, property);
    }
    additional ??= found.additionalProperties;
    for (const inner of [...(found.allOf ?? []), ...(found.anyOf ?? []), ...(found.oneOf ?? [])]) {
      collect(inner, depth + 1);
    }
  };
  collect(schema, 0);
  const isOpen = additional === undefined ? properties.size === 0 : additional !== false;
  return { properties, additional: additional === false ? undefined : additional, isOpen };
}

/** Schema of the items of an array schema, its compositions included; `{}` where nothing is said. */
export function itemSchema(contract: Contract, schema: Schema, depth = 0): Schema {
  const { items, allOf, anyOf, oneOf } = resolve(contract, schema);
  if (items !== undefined || depth > 8) return items ?? {};
  for (const part of [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])]) {
    const found = itemSchema(contract, part, depth + 1);
    if (typeof found !== 'object' || Object.keys(found).length > 0) return found;
  }
  return {};
}
