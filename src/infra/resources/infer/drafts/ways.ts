import type { Schema } from '@plumbline/contract/contract';
import { affinity } from '../bodies/affinity.ts';
import type { Draft } from './draft.ts';
import { type Family, hasMethod } from './families.ts';
import { endsInParameter, familyKey, isSameSubject, nounOf, parametersOf, type Segment } from '../names/paths.ts';
import { normal } from '../names/words.ts';
import type { Schemas } from '../bodies/schemas.ts';

/**
 * Which draft's items a family lists or creates that has no items of its own: `/users/{id}/posts` leads to `/posts/{id}`.
 *
 * @returns none where it leads to no draft
 */
export function nearestWay(
  schemas: Schemas,
  drafts: readonly Draft[],
  family: Family,
  representation: Schema,
  creates: boolean,
): Draft | undefined {
  return drafts
    .filter((draft) => !draft.isSingleton && isWayTo(schemas, draft, family, representation, creates))
    .map((draft) => ({ draft, score: kinship(schemas, draft, family, representation) }))
    .sort((one, other) => other.score - one.score)[0]?.draft;
}

/** A list or a create that shows the draft's items. Under another noun only a create proves that they are the same ones. */
function isWayTo(schemas: Schemas, draft: Draft, family: Family, representation: Schema, creates: boolean): boolean {
  if (draft.families.some((one) => isSameSubject(one.segments, family.segments))) {
    return affinity(schemas, representation, draft.representation) >= 0.6;
  }
  return creates && isListing(family) && schemas.core(representation) === schemas.core(draft.representation);
}

export function isListing(family: Family): boolean {
  return family.onCollection.some((traits) => hasMethod('get')(traits) && traits.list !== undefined);
}

/** The noun counts most, then the schema, then that no parent is missing, then the steps that the paths have in common. */
function kinship(schemas: Schemas, draft: Draft, family: Family, representation: Schema): number {
  const isNamesake = draft.families.some((one) => isSameSubject(one.segments, family.segments));
  const isSame = schemas.core(draft.representation) === schemas.core(representation);
  const own = parametersOf(family.segments);
  const missing = parametersOf(draft.families[0]?.segments ?? []).filter((parameter) => !own.includes(parameter));
  const shared = draft.families.map((one) => {
    const [steps, others] = [one.key.split('/'), family.key.split('/')];
    const apart = steps.findIndex((step, index) => step !== others[index]);
    return apart === -1 ? steps.length : apart;
  });
  return (isNamesake ? 10_000 : 0) + (isSame ? 1000 : 0) - 10 * missing.length + Math.max(...shared);
}

/** The property by which a path finds the items of the collection above it: `slug` of `/owners/slug/{slug}`. */
export function aliasOf(
  schemas: Schemas,
  segments: readonly Segment[],
  shown: Schema,
  { families, representation, isSingleton }: Draft,
): string | undefined {
  const above = familyKey(segments.slice(0, -2));
  if (isSingleton || !endsInParameter(segments) || !families.some(({ key }) => key === above)) return undefined;
  if (affinity(schemas, shown, representation) < 0.9) return undefined;
  const literal = normal(nounOf(segments).replace(/^(find|get)?_?-?by[_-]?/i, ''));
  const property = schemas.spellings(representation).get(literal);
  const [declared] = (property === undefined ? undefined : schemas.properties(representation).get(property)) ?? [];
  return declared !== undefined && ['string', 'integer'].includes(schemas.kind(declared)) ? property : undefined;
}
