import type { Schema } from '@plumbline/contract/contract';
import type { Identity, Property } from '../../resource.ts';
import { hiddenColumn } from './columns.ts';
import type { Draft } from '../drafts/draft.ts';
import { identityProperty, identityType } from './identity.ts';
import { nounOf } from '../names/paths.ts';
import { isSameNoun, normal, words } from '../names/words.ts';
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
  const named: Named = parameter ?? { name: 'id', schema: true };
  const own = identityProperty(schemas, representation, noun, named);
  const property = properties.find(({ name }) => name === own);
  const schema = identitySchema(schemas, property?.schema, named.schema);
  // What is named by the noun alone may be a name; the id that stands beside it identifies the item as well.
  const isOpen = own !== undefined && !isNamedBy(own, named.name) && isSameNoun(named.name, noun);
  const also = [...alternativesIn(named), ...(isOpen ? ['id'] : [])]
    .map((name) => identityProperty(schemas, representation, noun, { name, schema: true }))
    .filter((name) => name !== undefined && name !== own && property !== undefined)
    .filter((name) => name !== undefined);
  return {
    ...(property ? { property: property.name } : {}),
    column: property?.column ?? hiddenColumn('id', taken),
    ...(also.length > 0 ? { also } : {}),
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

function isNamedBy(property: string, parameter: string): boolean {
  return normal(property) === normal(parameter);
}

interface Named {
  name: string;
  schema: Schema;
  description?: string;
}

/** What identifiers are called; one of them beside another in a name or a sentence means either. */
const NAMES = 'id|uuid|key|slug|name|code|username|login|email|handle|number|path';

/** What a parameter may hold: `id` and `key` of `issueIdOrKey`, or of one that is described as "the ID or key". */
function alternativesIn({ name, description = '' }: Named): string[] {
  const all = words(name);
  const or = all.indexOf('or');
  if (or > 0) return [all[or - 1], all[or + 1]].filter((word) => word !== undefined);
  const said = new RegExp(
    `\\b(${NAMES})s?\\b(?: \\([^)]*\\))? or (?:the |its |their )?(?:[\\w-]+ )?(${NAMES})\\b`,
    'i',
  ).exec(description);
  return said ? [said[1] ?? '', said[2] ?? ''].map((word) => word.toLowerCase()) : [];
}
