import type { Contract } from '@plumbline/contract/contract';
import type { Parent, Resource, ResourceModel, ResourceOperation } from '../resource.ts';
import { unaddressable, type ReaderAt, type Withheld } from './addressable.ts';
import { authenticationIn } from './authentication.ts';
import { alignParents } from './columns/align.ts';
import type { ResourceAt } from './columns/parents.ts';
import { type Claim, claimsOf } from './claims.ts';
import { draftsOf } from './drafts/drafts.ts';
import type { Draft } from './drafts/draft.ts';
import { familiesOf } from './drafts/families.ts';
import { unusableIdentifiers } from './identifier-parameter.ts';
import { itemReferencesIn } from './item-references.ts';
import { isGlobal } from '../schema/table.ts';
import { endsInParameter, familyKey } from './names/paths.ts';
import { nameResources } from './names/naming.ts';
import { neighbourClaim } from './neighbours.ts';
import { operationFor } from './operations.ts';
import { readPathKeys, type PathKeys } from './path-keys.ts';
import { referencesFrom, selfLinksIn } from './references.ts';
import { buildResource, type Built } from './resources.ts';
import { readSchemas, type Schemas } from './bodies/schemas.ts';
import { traitsOf, type Traits } from './drafts/traits.ts';
import { withAssumedAnswers } from './bodies/untyped.ts';

/**
 * Reads from a contract which of its operations a table serves, and how. What is not understood stays out: an example
 * answers it. `resourceFindings` says which those are.
 *
 * @param contract any contract; its operations are looked at together, since they explain each other
 * @returns its resources, and by operation id the role of every operation that one of them serves
 */
export function inferResources(contract: Contract): ResourceModel {
  const schemas = readSchemas(contract);
  const isAuthentication = authenticationIn(schemas, contract.operations);
  const loose = contract.operations.flatMap((operation) =>
    isAuthentication(operation) ? [] : (traitsOf(schemas, operation) ?? []),
  );
  const families = familiesOf(loose).map((family) => withAssumedAnswers(schemas, family));
  const traits = families.flatMap(({ onCollection, onItem }) => [...onCollection, ...onItem]);
  const drafts = draftsOf(schemas, families);
  const draftByKey = new Map(drafts.flatMap((draft) => draft.families.map(({ key }): [string, Draft] => [key, draft])));
  const claims = new Map<Draft, Claim[]>(drafts.map((draft) => [draft, claimsOf(schemas, draft)]));
  const claimed = new Set([...claims.values()].flat().map((claim) => claim.traits));
  for (const one of traits) {
    if (claimed.has(one)) continue;
    const neighbour = neighbourClaim(schemas, one, (key) => draftByKey.get(key));
    if (neighbour) claims.get(neighbour.draft)?.push(neighbour.claim);
  }
  const notDerived = new Map<string, string>();
  const pathKeys = pathKeysIn(schemas, claims, notDerived);
  const names = nameResources(drafts);
  // Only where the item path stands as well does a parameter identify an item: `/repos/{owner}/{repo}` names no owner.
  const resourceAt: ResourceAt = (key) => {
    const draft = draftByKey.get(key);
    const isItemPath = draft?.families.some((family) => family.key === key && family.onItem.length > 0) === true;
    const name = draft && names.get(draft);
    if (!isItemPath || name === undefined) return undefined;
    const property = pathKeys.get(draft)?.properties.get(key);
    return { name, ...(property === undefined ? {} : { property }) };
  };
  const built = [...pathKeys].map(([draft, own]) =>
    buildResource(schemas, draft, own.claims, names.get(draft) ?? '', resourceAt, new Set(own.properties.values())),
  );
  const readerAt = readersOf(loose);
  const reasons = (one: Built) => [unaddressable(schemas, one, readerAt), unusableIdentifiers(schemas, one)];
  for (const one of built) for (const reason of reasons(one)) withhold(one, reason, notDerived);
  const identities = new Map(
    built.flatMap(({ resource: { name, identity } }) => (identity ? [[name, identity.type] as const] : [])),
  );
  const all = built.flatMap(({ resource, served }) => (served.length > 0 ? [resource] : []));
  const model: ResourceModel = {
    resources: [],
    operations: new Map<string, ResourceOperation>(),
    itemReferences: [],
    notDerived,
  };
  for (const { resource: loose, served, parents } of built) {
    if (served.length === 0) continue;
    const resource = {
      ...alignParents(loose, identities),
      parents: loose.parents.map((parent) => withoutAbsent(parent, all)),
      references: referencesFrom(schemas, loose, served, all),
      selfAt: selfLinksIn(schemas, loose, served),
    };
    model.resources.push(resource);
    for (const claim of served) {
      const operation = operationFor(schemas, claim, { resource, served, parents });
      if (operation.role === 'clear' && operation.ignored.length > 0) {
        notDerived.set(operation.operation.id, unknownFilter(operation));
        continue;
      }
      model.operations.set(operation.operation.id, operation);
    }
  }
  const { resources } = model;
  const itemReferences = itemReferencesIn(schemas, resources, (each) => isGlobal(model, each));
  const whole = { ...model, itemReferences };
  for (const operation of model.operations.values()) if (mayRename(operation, whole)) operation.mayRename = true;
  return whole;
}

/**
 * A `PATCH` that declares the identifier which clients choose when they create the item gives it another one, unless
 * items of other resources hold it.
 */
function mayRename({ role, key, request, resource }: ResourceOperation, model: ResourceModel): boolean {
  const { identity, name } = resource;
  const own = resource.properties.find((property) => property.name === identity?.property);
  if (role !== 'update' || key?.in !== 'path' || key.property !== undefined) return false;
  if (own?.type !== 'text' || !own.unique || request?.properties.includes(own.name) !== true) return false;
  const held = model.resources.flatMap(({ parents, references }) => [...parents, ...references]);
  return !held.some((each) => each.resource === name) && !model.itemReferences.some(({ target }) => target === name);
}

/** The operations that read one item, by the key of their path. */
function readersOf(all: readonly Traits[]): ReaderAt {
  const readers = all.filter(
    ({ operation, segments, success }) =>
      operation.method === 'get' && endsInParameter(segments) && success.body === 'json',
  );
  const byKey = new Map(readers.map((one) => [familyKey(one.segments), one]));
  return (key) => byKey.get(key);
}

/** What the paths of each draft find by, with the reasons for drafts that cannot be served. */
function pathKeysIn(
  schemas: Schemas,
  claims: ReadonlyMap<Draft, readonly Claim[]>,
  notDerived: Map<string, string>,
): Map<Draft, PathKeys> {
  const found = new Map([...claims].map(([draft, own]) => [draft, readPathKeys(schemas, draft, own)] as const));
  for (const { withheld } of found.values()) if (withheld !== undefined) explain(withheld, notDerived);
  return found;
}

/** Leaves claims out of what a resource serves, and remembers why. */
function withhold(built: Built, withheld: Withheld | undefined, notDerived: Map<string, string>): void {
  if (withheld === undefined) return;
  built.served = built.served.filter((claim) => !withheld.claims.includes(claim));
  explain(withheld, notDerived);
}

function explain({ claims, reason }: Withheld, notDerived: Map<string, string>): void {
  for (const { traits } of claims) notDerived.set(traits.operation.id, reason);
}

/** A parent whose own items no resource serves is known by its identifier alone. */
function withoutAbsent({ resource, ...parent }: Parent, all: readonly Resource[]): Parent {
  return resource !== undefined && all.some(({ name }) => name === resource) ? { ...parent, resource } : parent;
}

function unknownFilter({ ignored, resource }: ResourceOperation): string {
  return (
    `No property of ${resource.name} is named like the query parameter ${ignored.join(', ')}, so that it is unknown ` +
    'which items to remove. Name the parameter after the property that it selects by.'
  );
}
