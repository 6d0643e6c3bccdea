import type { Schema } from '@plumbline/contract/contract';
import type { Identity, PathKey, Property, Resource } from '../resource.ts';
import type { Claim } from './claims.ts';
import { columnNames, type Declarations, propertyOf, RESERVED_COLUMNS } from './columns/columns.ts';
import type { Draft } from './drafts/draft.ts';
import { boxesOf } from './bodies/boxes.ts';
import { identityOf } from './columns/shown-at.ts';
import { parametersOf } from './names/paths.ts';
import { type ParentReader, readParents, type ResourceAt } from './columns/parents.ts';
import type { Schemas } from './bodies/schemas.ts';

/** A resource, and who reads parents for the operations that serve it. */
export interface Built {
  resource: Resource;
  /** The claims that it can serve. */
  served: readonly Claim[];
  parents: ParentReader;
}

/** Makes the resource that the claims of a draft describe together. */
export function buildResource(
  schemas: Schemas,
  draft: Draft,
  claims: readonly Claim[],
  name: string,
  resourceAt: ResourceAt,
  pathKeys: ReadonlySet<string>,
): Built {
  const taken = new Set(RESERVED_COLUMNS);
  const declared = declarationsOf(schemas, draft.representation, claims);
  const columns = columnNames(
    declared.map((one) => one.name),
    taken,
  );
  const properties = declared.map((one) => propertyOf(schemas, one, columns.get(one.name) ?? ''));
  const identity = draft.isSingleton ? undefined : identityOf(schemas, draft, properties, taken);
  const holdsText = (parameter: string): boolean =>
    claims.some(({ traits }) =>
      traits.operation.parameters.some(
        (one) => one.in === 'path' && one.name === parameter && schemas.kind(one.schema) === 'string',
      ),
    );
  const parents = readParents(properties, identity?.property, resourceAt, holdsText, taken);
  const served = claims.filter((claim) => isServable(claim, claims, parents));
  for (const claim of served)
    for (const parameter of scopeOf(claim)) parents.parentOf(claim.traits.segments, parameter);
  const keys = pathKeysOf([...pathKeys], properties, served, parents);
  const isSupplied = served.some(
    ({ role, request }) => role === 'create' && request && has(schemas, request.item, identity),
  );
  return {
    parents,
    served,
    resource: {
      name,
      table: name,
      ...(identity ? { identity } : {}),
      ...(keys.length > 0 ? { pathKeys: keys } : {}),
      parents: parents.all(),
      properties: properties.map((property) => {
        if (property.name !== identity?.property) return property;
        return { ...property, type: identity.type, unique: isSupplied && !property.readOnly };
      }),
      boxes: boxesOf(draft.representation),
      references: [],
      selfAt: [],
      representation: draft.representation,
      isCreatable: claims.some(
        ({ role, traits }) => role === 'create' || (role === 'replace' && makes(traits, claims)),
      ),
    },
  };
}

/** A value is unique under the parents that its paths name, as far as every item is made under them. */
function pathKeysOf(
  names: readonly string[],
  properties: readonly Property[],
  claims: readonly Claim[],
  parents: ParentReader,
): PathKey[] {
  const columnsOf = (claim: Claim): string[] =>
    scopeOf(claim).map((parameter) => parents.parentOf(claim.traits.segments, parameter).column);
  const makers = claims.filter(
    ({ role, traits }) => role === 'create' || (role === 'replace' && makes(traits, claims)),
  );
  return names.flatMap((name) => {
    const property = properties.find((each) => each.name === name);
    const finders = claims.filter(({ key }) => key?.property === name);
    if (property === undefined || finders.length === 0) return [];
    const [first = [], ...others] = [...finders, ...makers].map(columnsOf);
    const scope = first.filter((column) => others.every((columns) => columns.includes(column)));
    return [{ property: name, column: property.column, scope }];
  });
}

/** A `PUT` makes items where it declares so, or where nothing else does. */
export function makes({ operation }: Claim['traits'], claims: readonly Claim[]): boolean {
  return operation.responses['201'] !== undefined || claims.every(({ role }) => role !== 'create');
}

/** Path parameters that say what the items of an operation belong to: all but the one that identifies the item. */
export function scopeOf({ traits, key }: Claim): string[] {
  return parametersOf(traits.segments).filter((parameter) => !(key?.in === 'path' && key.name === parameter));
}

/** A list by a parent that neither a property shows nor anything is made below would be empty for ever. */
function isServable(claim: Claim, all: readonly Claim[], parents: ParentReader): boolean {
  const makers = all.filter(({ role }) => role === 'create' || role === 'replace');
  // Where nothing makes items at all they are samples, which belong to whomever is asked for.
  if (claim.role !== 'list' || makers.length === 0) return true;
  const identify = (one: Claim): string[] =>
    scopeOf(one).map((parameter) => parents.identify(one.traits.segments, parameter).key);
  const made = new Set(makers.flatMap(identify));
  return scopeOf(claim).every((parameter) => {
    const { key, property } = parents.identify(claim.traits.segments, parameter);
    return property !== undefined || made.has(key);
  });
}

function has(schemas: Schemas, item: Schema, identity: Identity | undefined): boolean {
  return identity?.property !== undefined && schemas.properties(item).has(identity.property);
}

/** The union of what is shown and what is taken; what both declare is typed by what is shown, and must hold what is taken. */
function declarationsOf(schemas: Schemas, representation: Schema, claims: readonly Claim[]): Declarations[] {
  const found = new Map<string, Declarations>();
  for (const [name, declared] of schemas.properties(representation)) {
    found.set(name, { name, schemas: declared, isShown: true, isUnique: declared.some(isMarkedUnique) });
  }
  for (const { request, traits, role } of claims) {
    if (!request || !['create', 'replace', 'update'].includes(role)) continue;
    const mayConflict = traits.operation.responses['409'] !== undefined && role === 'create';
    for (const [name, declared] of schemas.properties(request.item)) {
      const known = found.get(name) ?? { name, schemas: [], isShown: false, isUnique: false };
      const further = declared.filter(
        (schema) => !known.schemas.some((one) => schemas.core(one) === schemas.core(schema)),
      );
      const isUnique = declared.some((schema) => isMarkedUnique(schema) || (mayConflict && isSaidUnique(schema)));
      found.set(name, { ...known, schemas: [...known.schemas, ...further], isUnique: known.isUnique || isUnique });
    }
  }
  return [...found.values()];
}

function isMarkedUnique(schema: Schema): boolean {
  return typeof schema === 'object' && schema['x-unique'] === true;
}

function isSaidUnique(schema: Schema): boolean {
  if (typeof schema === 'boolean' || schema.readOnly === true || typeof schema.description !== 'string') return false;
  // What is unique within something smaller than the resource may well be there twice.
  if (/\bunique (within|in|per|for|inside)\b/i.test(schema.description)) return false;
  return /\b(must be|is|are|be|globally) unique\b|\bunique (among|across)\b|\balready (taken|in use|exists)\b/i.test(
    schema.description,
  );
}
