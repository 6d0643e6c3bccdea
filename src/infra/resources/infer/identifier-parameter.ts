import type { Parameter } from '@plumbline/contract/contract';
import type { Resource, ResourceOperation } from '../resource.ts';
import type { Withheld } from './addressable.ts';
import type { Schemas } from './bodies/schemas.ts';
import type { Claim } from './claims.ts';
import { identityType } from './columns/identity.ts';
import { nounOf } from './names/paths.ts';
import { normal, nounSpellings } from './names/words.ts';
import type { Built } from './resources.ts';

/**
 * The query parameter of a create that names the identifier of the new item: `id`, or `bookId` of `POST /books`.
 *
 * @returns the key of the operation; none where no parameter has such a name
 */
export function identifierKey(claim: Claim): ResourceOperation['key'] {
  const parameter = claim.key === undefined ? named(claim) : undefined;
  return parameter && { in: 'query', name: parameter.name };
}

/** Checks that the identifier which a create takes from its query is one that the resource can store. */
export function unusableIdentifiers(schemas: Schemas, { resource, served }: Built): Withheld | undefined {
  const claims = served.filter((claim) => {
    const parameter = claim.key === undefined ? named(claim) : undefined;
    return parameter !== undefined && (claim.request?.isList === true || !fits(schemas, parameter, resource));
  });
  const [first] = claims;
  if (first === undefined) return undefined;
  const reason =
    `The query parameter ${named(first)?.name ?? ''} is named after the identifier of the new item, and cannot hold ` +
    `one of ${resource.name}. Declare it with the type of the identifier, or rename it.`;
  return { claims, reason };
}

function named({ role, traits: { operation, segments } }: Claim): Parameter | undefined {
  if (role !== 'create') return undefined;
  const names = ['id', ...[...nounSpellings(nounOf(segments))].map((noun) => `${noun}id`)];
  return operation.parameters.find((each) => each.in === 'query' && names.includes(normal(each.name)));
}

function fits(schemas: Schemas, { schema }: Parameter, { identity, pathKeys = [] }: Resource): boolean {
  const isScalar = ['string', 'integer', 'number'].includes(schemas.kind(schema));
  return isScalar && pathKeys.length === 0 && identityType(schemas, schema) === identity?.type;
}
