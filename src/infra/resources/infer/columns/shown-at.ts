import type { Schema } from '../../../contract/contract.ts';
import type { BodyPath, Identity, Property } from '../../resource.ts';
import { hiddenColumn } from './columns.ts';
import type { Draft } from '../drafts/drafts.ts';
import { identityProperty, identityType, isScalar } from './identity.ts';
import { nounOf } from '../names/paths.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { itemParameter } from '../drafts/traits.ts';
import { normal } from '../names/words.ts';

/** What identifies the items of a draft, and where they show it. */
export function identityOf(
  schemas: Schemas,
  { families, representation }: Draft,
  properties: readonly Property[],
  taken: Set<string>,
): Identity {
  const family = families.find(({ onItem }) => onItem.length > 0) ?? families[0];
  const parameter = family?.onItem[0] && itemParameter(family.onItem[0]);
  const noun = family ? nounOf(family.segments) : '';
  const named = parameter ?? { name: 'id', schema: true };
  const at = identityPath(schemas, representation, noun, named);
  const property = at?.length === 1 ? properties.find((one) => one.name === at[0]) : undefined;
  const shown = property?.schema ?? (at && memberAt(schemas, representation, at));
  const schema = identitySchema(schemas, shown, named.schema);
  return {
    ...(at ? { at } : {}),
    ...(property ? { property: property.name } : {}),
    column: property?.column ?? hiddenColumn('id', taken),
    type: property?.type === 'uuid' ? 'uuid' : identityType(schemas, schema),
    schema,
  };
}

function memberAt(schemas: Schemas, schema: Schema, at: BodyPath): Schema | undefined {
  return at.reduce<Schema | undefined>(
    (outer, name) => (outer === undefined ? undefined : schemas.properties(outer).get(name)?.[0]),
    schema,
  );
}

/** Properties in which contracts keep what a server knows of an item, its name among it. */
const ABOUT_ITEM = /^(metadata|meta|sys|system)$/;

/**
 * Where an item shows what the last path parameter holds: in a property of its own, else within what is said about it.
 *
 * @returns one key or two; none where the identifier appears in the path only
 */
function identityPath(
  schemas: Schemas,
  representation: Schema,
  noun: string,
  parameter: { name: string; schema: Schema },
): BodyPath | undefined {
  const own = identityProperty(schemas, representation, noun, parameter);
  if (own !== undefined) return [own];
  for (const [name, [about]] of schemas.properties(representation)) {
    if (about === undefined || !ABOUT_ITEM.test(normal(name))) continue;
    const property = identityProperty(schemas, about, noun, parameter);
    const schema = property === undefined ? undefined : schemas.properties(about).get(property)?.[0];
    // Numbers are handed out by the database, which sees columns only.
    if (property !== undefined && schema !== undefined && identityType(schemas, schema) !== 'bigint')
      return [name, property];
  }
  return undefined;
}

/** Where within what is said about an item a parent of that name shows: `['metadata', 'namespace']`. */
export function parentPath(schemas: Schemas, representation: Schema, parameter: string): BodyPath | undefined {
  for (const [name, [about]] of schemas.properties(representation)) {
    if (about === undefined || !ABOUT_ITEM.test(normal(name))) continue;
    const property = schemas.spellings(about).get(normal(parameter));
    const schema = property === undefined ? undefined : schemas.properties(about).get(property)?.[0];
    if (property !== undefined && schema !== undefined && isScalar(schemas, schema)) return [name, property];
  }
  return undefined;
}

/** The schema that identifiers are made for: what shows them and what asks for them both have a say. */
function identitySchema(schemas: Schemas, shown: Schema | undefined, asked: Schema): Schema {
  if (shown === undefined) return asked;
  if (schemas.kind(shown) !== 'string') return shown;
  const { pattern, format, minLength, maxLength } = schemas.core(asked);
  // A number in the path that the item shows as text.
  if (['integer', 'number'].includes(schemas.kind(asked)))
    return { ...schemas.core(shown), pattern: '^[1-9][0-9]{8}$' };
  const stricter = Object.entries({ pattern, format, minLength, maxLength }).filter(([, value]) => value !== undefined);
  return stricter.length === 0 ? shown : { ...Object.fromEntries(stricter), ...schemas.core(shown) };
}
