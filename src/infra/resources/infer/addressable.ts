import type { Schema } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { identityMember } from './bodies/identity-member.ts';
import type { Schemas } from './bodies/schemas.ts';
import type { Claim } from './claims.ts';
import { familyKey } from './names/paths.ts';
import type { Built } from './resources.ts';

/** Operations that are not served although their shape would allow it, and why. */
export interface Withheld {
  claims: readonly Claim[];
  reason: string;
}

/** Answers the operation that reads an item by a path, given the key of the path. */
export type ReaderAt = (key: string) => Claim['traits'] | undefined;

/**
 * Checks that what a create answers leads to the item: the identifier of the item path must be a property of the
 * response, a value that the client chose, a `Location` header or a property of the listed items. Where it is not, clients
 * could create items that they never find again.
 *
 * @returns the creates that lead nowhere; with them all operations of the resource where nothing else makes its items
 */
export function unaddressable(schemas: Schemas, { resource, served }: Built, readerAt: ReaderAt): Withheld | undefined {
  return withoutReader(served, readerAt) ?? withoutIdentifier(schemas, resource, served);
}

/** A create whose item path has a `GET` that the resource does not serve: what was created could not be read there. */
function withoutReader(served: readonly Claim[], readerAt: ReaderAt): Withheld | undefined {
  const readers = served
    .filter(({ role }) => role === 'create')
    .map(({ traits }) => readerAt(`${familyKey(traits.segments)}/{}`))
    .filter((reader) => reader !== undefined && !served.some(({ traits }) => traits.operation === reader.operation));
  const [reader] = readers;
  if (reader === undefined) return undefined;
  const reason =
    `${label(reader)} shows something else than what is created, so that a created item could not be read. ` +
    'Let both responses refer to the same schema.';
  return { claims: served, reason };
}

function withoutIdentifier(
  schemas: Schemas,
  { identity }: Built['resource'],
  served: readonly Claim[],
): Withheld | undefined {
  const keyed = served.find(({ key, role }) => role !== 'create' && key !== undefined && key.property === undefined);
  if (identity === undefined || keyed?.key === undefined) return undefined;
  const isListed = served.some(
    ({ role, carrier }) => role === 'list' && carrier !== undefined && shows(schemas, carrier.item, identity.property),
  );
  const lost = served.filter((claim) => claim.role === 'create' && !isListed && !isFound(schemas, claim, identity));
  if (lost.length === 0) return undefined;
  const isMade = served.some(
    (claim) =>
      !lost.includes(claim) && (claim.role === 'create' || (claim.role === 'replace' && claim.key?.in === 'path')),
  );
  const { path } = keyed.traits.operation;
  const name = identity.property ?? keyed.key.name;
  return {
    claims: isMade ? lost : served,
    reason:
      `No response shows the identifier that ${path} takes. Declare the property ${name} in the response of ` +
      `${lost.map(({ traits }) => label(traits)).join(', ')}, or a Location header there.`,
  };
}

function isFound(schemas: Schemas, claim: Claim, { property }: { property?: string }): boolean {
  const { traits, carrier, request, key } = claim;
  if (key?.in === 'path') return true;
  const declared = getOwn(traits.operation.responses, String(traits.success.status))?.headers ?? {};
  if (Object.keys(declared).some((name) => name.toLowerCase() === 'location')) return true;
  if (request !== undefined && shows(schemas, request.item, property)) return true;
  if (carrier !== undefined && shows(schemas, carrier.item, property)) return true;
  return identityMember(schemas, claim, property) !== undefined;
}

function shows(schemas: Schemas, item: Schema, property: string | undefined): boolean {
  return property !== undefined && schemas.properties(item).has(property);
}

function label({ operation }: Claim['traits']): string {
  return `${operation.method.toUpperCase()} ${operation.path}`;
}
