import type { Schema } from '@plumbline/contract/contract';
import type { Withheld } from './addressable.ts';
import type { Schemas } from './bodies/schemas.ts';
import type { Claim } from './claims.ts';
import { exactProperty, identityProperty } from './columns/identity.ts';
import type { Draft } from './drafts/draft.ts';
import type { Family } from './drafts/families.ts';
import { itemParameter } from './drafts/traits.ts';
import { familyKey, nounOf } from './names/paths.ts';
import { normal, singular } from './names/words.ts';
import { makes } from './resources.ts';

/** The claims of a draft, each with the property that its key holds. */
export interface PathKeys {
  claims: Claim[];
  /** Properties other than the identity by which item paths find items, by the key of the collection path. */
  properties: ReadonlyMap<string, string>;
  /** All of them, where some paths find by a property that not every item has. */
  withheld?: Withheld;
}

/**
 * Reads which item paths find by another property than the identity: `{issue_iid}` of `/projects/{id}/issues/{issue_iid}`
 * holds `iid`, although `/issues/{id}` finds the same items by `id`.
 */
export function readPathKeys(schemas: Schemas, draft: Draft, claims: readonly Claim[]): PathKeys {
  const found = draft.isSingleton ? [] : ownProperties(schemas, draft);
  if (found.length === 0) return { claims: [...claims], properties: new Map() };
  const properties = new Map(found);
  const all = claims.map((claim) => withProperty(claim, properties));
  for (const [path, property] of found) {
    const own = all.filter((claim) => claim.key?.property === property && collectionOf(claim) === path);
    if (own.length === 0 || isGiven(schemas, draft.representation, property, all)) continue;
    return { claims: [], properties: new Map(), withheld: { claims: all, reason: reasonFor(property, own) } };
  }
  return { claims: all, properties };
}

/** Families whose item parameter is named exactly like a property that is not the identity. */
function ownProperties(schemas: Schemas, { families, representation }: Draft): [string, string][] {
  const [primary, ...others] = families.filter(({ onItem }) => onItem.length > 0);
  const named = primary?.onItem[0] && itemParameter(primary.onItem[0]);
  if (primary === undefined || named === undefined) return [];
  const identity = identityProperty(schemas, representation, nounOf(primary.segments), named);
  return others.flatMap(({ key, segments, onItem: [item] }: Family): [string, string][] => {
    const parameter = item && itemParameter(item);
    const property = parameter && exactProperty(schemas, representation, nounOf(segments), parameter.name);
    return property === undefined || property === identity ? [] : [[key, property]];
  });
}

function withProperty(claim: Claim, properties: ReadonlyMap<string, string>): Claim {
  const { key } = claim;
  const property = properties.get(collectionOf(claim));
  if (key === undefined || property === undefined || key.property !== undefined) return claim;
  // `ids` names identities, whatever the item path takes.
  const isIdentity = key.in !== 'path' && singular(normal(key.name)) === 'id';
  return isIdentity ? claim : { ...claim, key: { ...key, property } };
}

/** The key of the collection path that a claim's item is in. */
function collectionOf({ traits: { segments }, key }: Claim): string {
  if (key?.in !== 'path') return familyKey(segments);
  const index = segments.findIndex((segment) => 'parameter' in segment && segment.parameter === key.name);
  return familyKey(segments.slice(0, index));
}

/** Whether every item gets a value of the property: the server can make numbers and UUIDs, clients send everything else. */
function isGiven(schemas: Schemas, representation: Schema, property: string, all: readonly Claim[]): boolean {
  const makers = all.filter(
    ({ role, traits, key }) =>
      key?.property !== property && (role === 'create' || (role === 'replace' && makes(traits, all))),
  );
  const requests = makers.map(({ request }) => request?.item);
  const declared = [representation, ...requests].flatMap((item) =>
    item === undefined ? [] : (schemas.properties(item).get(property) ?? []),
  );
  const kinds = new Set(declared.map((schema) => kindOf(schemas, schema)));
  if (kinds.size !== 1) return false;
  if (!kinds.has('string')) return kinds.has('integer') || kinds.has('uuid');
  return requests.every((item) => item !== undefined && schemas.required(item).has(property));
}

function kindOf(schemas: Schemas, schema: Schema): string {
  const kind = schemas.kind(schema);
  return kind === 'string' && schemas.core(schema).format === 'uuid' ? 'uuid' : kind;
}

function reasonFor(property: string, claims: readonly Claim[]): string {
  const paths = [...new Set(claims.map(({ traits }) => traits.operation.path))].join(', ');
  return (
    `${paths} finds items by ${property}, and not every item has a value of it. Declare ${property} as an integer or ` +
    'a UUID, or require it in every request that creates an item.'
  );
}
