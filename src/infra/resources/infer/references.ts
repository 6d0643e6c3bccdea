import type { Schema } from '@plumbline/contract/contract';
import type { BodyPath, Reference, Resource } from '../resource.ts';
import { affinity } from './bodies/affinity.ts';
import type { Schemas } from './bodies/schemas.ts';
import type { Claim } from './claims.ts';
import { isSameNoun, normal, nounSpellings } from './names/words.ts';

/** Members by which objects within an item are identified, the likeliest first. */
const IDENTIFYING = ['id', 'gid', 'uuid', 'sid', 'key', 'slug', 'number', 'login', 'username', 'ref', 'code', 'name'];

/** Properties that requests take as identifiers and answers show as objects: `assignee: "42"`, `tagIds: [1, 2]`. */
export function referencesFrom(
  schemas: Schemas,
  resource: Resource,
  claims: readonly Claim[],
  all: readonly Resource[],
): Reference[] {
  const written = writtenBy(schemas, claims);
  return [...schemas.properties(resource.representation)].flatMap(([property, [shown = true]]): Reference[] => {
    const object = schemas.elements(shown) ?? shown;
    const members = schemas.properties(object);
    if (members.size === 0) return [];
    const from = [...written.keys()].find((name) =>
      isWrittenAs(schemas, property, shown, name, written.get(name) ?? []),
    );
    if (from === undefined) return [];
    const target = targetOf(schemas, property, object, [resource, ...all.filter(({ name }) => name !== resource.name)]);
    const own = target?.identity?.property;
    const member = own !== undefined && members.has(own) ? own : IDENTIFYING.find((name) => members.has(name));
    if (member === undefined) return [];
    return [{ property, from, member, ...(target ? { resource: target.name } : {}) }];
  });
}

/** What requests take, by name. */
function writtenBy(schemas: Schemas, claims: readonly Claim[]): Map<string, readonly Schema[]> {
  return new Map(
    claims.flatMap(({ request, role }) =>
      request && ['create', 'replace', 'update'].includes(role) ? [...schemas.properties(request.item)] : [],
    ),
  );
}

/** Whether a written property holds the identifiers of what a shown one holds: of the same name, or one that ends in `Id`. */
function isWrittenAs(
  schemas: Schemas,
  property: string,
  shown: Schema,
  name: string,
  declared: readonly Schema[],
): boolean {
  const [own, other] = [normal(property), normal(name)];
  const isNamedSo =
    own === other ||
    [...nounSpellings(property)].some((one) => ['id', 'gid', 'uuid', 'ids'].some((suffix) => one + suffix === other));
  const isScalar = (schema: Schema): boolean => ['string', 'integer', 'number', 'mixed'].includes(schemas.kind(schema));
  const isSeveral = schemas.elements(shown) !== undefined;
  return (
    isNamedSo &&
    declared.some((schema) => {
      const element = schemas.elements(schema);
      return isSeveral ? element !== undefined && isScalar(element) : isScalar(schema);
    })
  );
}

/**
 * The resource whose items an object is: the one of the same schema, or of the same noun in the name of the property or of
 * the schema. Other likeness proves nothing: `{ id, name }` is a part of almost every item.
 */
function targetOf(schemas: Schemas, property: string, object: Schema, all: readonly Resource[]): Resource | undefined {
  return all
    .filter(({ identity }) => identity?.property !== undefined)
    .map((resource) => ({ resource, likeness: affinity(schemas, object, resource.representation) }))
    .map(({ resource, likeness }) => ({
      resource,
      score:
        likeness < 0.5
          ? 0
          : (likeness === 1 ? 1 : 0) +
            (isSameNoun(resource.name, property) ? 2 : 0) +
            (isNamedAfter(object, resource.name) ? 1 : 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)[0]?.resource;
}

/** A component that is called after the resource: `UserCompact`, `SimpleUser`. */
function isNamedAfter(object: Schema, name: string): boolean {
  if (typeof object === 'boolean') return false;
  const { $ref: reference, allOf = [], oneOf = [], anyOf = [] } = object;
  if (reference === undefined) return [...allOf, ...oneOf, ...anyOf].some((part) => isNamedAfter(part, name));
  const component = normal(reference.slice(reference.lastIndexOf('/') + 1));
  return [...nounSpellings(name)].some((noun) => component.startsWith(noun) || component.endsWith(noun));
}

/** Members that hold the address of the item that they are in. */
const SELF: readonly BodyPath[] = [
  ['_links', 'self', 'href'],
  ['links', 'self', 'href'],
  ['links', 'self'],
  ['self'],
  ['selfLink'],
  ['href'],
];

/** Where items show their own address, as far as no caller writes it. */
export function selfLinksIn(
  schemas: Schemas,
  { representation, properties }: Resource,
  claims: readonly Claim[],
): BodyPath[] {
  const written = writtenBy(schemas, claims);
  return SELF.filter((at) => {
    const found = at.reduce<Schema | undefined>(
      (outer, name) => (outer === undefined ? undefined : schemas.properties(outer).get(name)?.[0]),
      representation,
    );
    if (found === undefined || schemas.kind(found) !== 'string' || schemas.core(found).pattern !== undefined)
      return false;
    const own = properties.find(({ name }) => name === at[0]);
    return own !== undefined && (own.readOnly || !written.has(own.name));
  });
}
