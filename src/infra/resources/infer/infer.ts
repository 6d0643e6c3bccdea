import type { Contract } from '../../contract/contract.ts';
import type { ResourceModel, ResourceOperation } from '../resource.ts';
import { authenticationIn } from './authentication.ts';
import { alignParents } from './columns/align.ts';
import { type Claim, claimsOf } from './claims.ts';
import { draftsOf } from './drafts/drafts.ts';
import type { Draft } from './drafts/draft.ts';
import { familiesOf } from './drafts/families.ts';
import { itemReferencesIn } from './item-references.ts';
import { isGlobal } from '../schema/table.ts';
import { nameResources } from './names/naming.ts';
import { neighbourClaim } from './neighbours.ts';
import { operationFor } from './operations.ts';
import { referencesFrom, selfLinksIn } from './references.ts';
import { buildResource } from './resources.ts';
import { readSchemas } from './bodies/schemas.ts';
import { traitsOf } from './drafts/traits.ts';
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
  const names = nameResources(drafts);
  // Only where the item path stands as well does a parameter identify an item: `/repos/{owner}/{repo}` names no owner.
  const resourceAt = (key: string): string | undefined => {
    const draft = draftByKey.get(key);
    return draft?.families.some((family) => family.key === key && family.onItem.length > 0)
      ? names.get(draft)
      : undefined;
  };
  const built = [...claims].map(([draft, own]) =>
    buildResource(schemas, draft, own, names.get(draft) ?? '', resourceAt),
  );
  const identities = new Map(
    built.flatMap(({ resource: { name, identity } }) => (identity ? [[name, identity.type] as const] : [])),
  );
  const all = built.flatMap(({ resource, served }) => (served.length > 0 ? [resource] : []));
  const model: ResourceModel = { resources: [], operations: new Map<string, ResourceOperation>(), itemReferences: [] };
  for (const { resource: loose, served, parents } of built) {
    if (served.length === 0) continue;
    const resource = {
      ...alignParents(loose, identities),
      references: referencesFrom(schemas, loose, served, all),
      selfAt: selfLinksIn(schemas, loose, served),
    };
    model.resources.push(resource);
    for (const claim of served) {
      const operation = operationFor(schemas, claim, { resource, served, parents });
      model.operations.set(operation.operation.id, operation);
    }
  }
  const { resources } = model;
  return { ...model, itemReferences: itemReferencesIn(schemas, resources, (each) => isGlobal(model, each)) };
}
