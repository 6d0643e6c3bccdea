import type { Schema } from '@plumbline/contract/contract';
import type { ResourceOperation } from '../resource.ts';
import type { Family } from './drafts/families.ts';
import { identityProperty } from './columns/identity.ts';
import { nounOf } from './names/paths.ts';
import type { Schemas } from './bodies/schemas.ts';
import { requestAt } from './bodies/shapes.ts';
import { itemParameter, type Traits } from './drafts/traits.ts';
import { isSameNoun, normal, nounSpellings, singular } from './names/words.ts';

type Key = NonNullable<ResourceOperation['key']>;

/** A required query parameter that is named like the identity: `GET /thing?id=`. */
export function queryKey(
  schemas: Schemas,
  traits: Traits,
  representation: Schema,
  { segments, onItem: [item] }: Family,
): Key | undefined {
  const required = traits.operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const [only, ...others] = required;
  if (!only || others.length > 0 || schemas.kind(only.schema) === 'array') return undefined;
  const noun = nounOf(segments);
  const property = identityProperty(schemas, representation, noun, only);
  // What names another property than the item path does selects some items, and identifies none.
  const parameter = item && itemParameter(item);
  if (parameter && identityProperty(schemas, representation, noun, parameter) !== property) return undefined;
  const isNamedSo = property !== undefined && /(id|key|slug|uuid|name|code|number)$/.test(normal(only.name));
  return isNamedSo ? { in: 'query', name: only.name } : undefined;
}

/** The identity within the body of a `PUT` on the collection path. */
export function bodyKey(schemas: Schemas, traits: Traits, family: Family, representation: Schema): Key | undefined {
  const [item] = family.onItem;
  const parameter = (item && itemParameter(item)) ?? { name: 'id', schema: true };
  const property = identityProperty(schemas, representation, nounOf(family.segments), parameter);
  if (property === undefined) return undefined;
  const request = requestAt(schemas, traits.requests, representation);
  return request && schemas.properties(request.item).has(property) ? { in: 'body', name: property } : undefined;
}

/**
 * Where an operation on a collection names several items at once: `DELETE /things?ids=1,2`, `{ "ids": [1, 2] }`, a list of
 * identifiers alone, or a list of items that each hold their own.
 */
export function listKey(
  schemas: Schemas,
  traits: Traits,
  { segments, onItem: [item] }: Family,
  representation: Schema,
): Key | undefined {
  const noun = nounOf(segments);
  const parameter = (item && itemParameter(item)) ?? { name: 'id', schema: true };
  const identity = identityProperty(schemas, representation, noun, parameter);
  if (identity === undefined) return undefined;
  const names = [identity, 'id', parameter.name, ...[...nounSpellings(noun)].map((one) => `${one}id`), noun].map(
    normal,
  );
  const isPlural = (name: string): boolean => singular(normal(name)) !== normal(name);
  const isNamed = (name: string): boolean => isPlural(name) && names.some((one) => isSameNoun(one, normal(name)));
  const isList = (schema: Schema): boolean => {
    const element = schemas.elements(schema);
    return element !== undefined && ['string', 'integer', 'number'].includes(schemas.kind(element));
  };
  const asked = traits.operation.parameters.find(
    ({ in: place, name, schema }) =>
      place === 'query' &&
      (isNamed(name) || (names.includes(normal(name)) && isList(schema))) &&
      (isList(schema) || schemas.kind(schema) === 'string'),
  );
  if (asked) return { in: 'query', name: asked.name, isList: true };
  const { requestSchema } = traits;
  if (requestSchema === undefined) return undefined;
  if (isList(requestSchema)) return { in: 'body', name: '', isList: true };
  const members = [...schemas.properties(requestSchema)];
  const held = members.find(([name, [schema = true]]) => isNamed(name) && isList(schema));
  if (held) return { in: 'body', name: held[0], isList: true };
  const request = requestAt(schemas, traits.requests, representation);
  return request?.isList && schemas.properties(request.item).has(identity)
    ? { in: 'body', name: identity, isList: true }
    : undefined;
}
