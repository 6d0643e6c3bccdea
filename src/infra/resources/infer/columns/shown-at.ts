import type { Schema } from '../../../contract/contract.ts';
import type { Identity, Property } from '../../resource.ts';
import { hiddenColumn } from './columns.ts';
import type { Draft } from '../drafts/drafts.ts';
import { identityProperty, identityType } from './identity.ts';
import { nounOf } from '../names/paths.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { itemParameter } from '../drafts/traits.ts';

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
  const own = identityProperty(schemas, representation, noun, named);
  const property = properties.find(({ name }) => name === own);
  const schema = identitySchema(schemas, property?.schema, named.schema);
  return {
    ...(property ? { property: property.name } : {}),
    column: property?.column ?? hiddenColumn('id', taken),
    type: property?.type === 'uuid' ? 'uuid' : identityType(schemas, schema),
    schema,
  };
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
