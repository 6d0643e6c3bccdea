import type { Schema } from '@plumbline/contract/contract';
import type { Draft } from './draft.ts';
import { type Family, hasMethod, isMembership, representationOf } from './families.ts';
import { identityProperty } from '../columns/identity.ts';
import { queryKey } from '../keys.ts';
import { endsInParameter, familyKey, isSameSubject, nounOf, parametersOf } from '../names/paths.ts';
import type { Schemas } from '../bodies/schemas.ts';
import { carrierFor, requestAt } from '../bodies/shapes.ts';
import { itemParameter } from './traits.ts';
import { aliasOf, isListing, nearestWay } from './ways.ts';

/** Which families are resources of their own, and which are further ways to the same items. */
export function draftsOf(schemas: Schemas, families: readonly Family[]): Draft[] {
  const known = families.flatMap((family) => {
    const representation = representationOf(schemas, family);
    return representation === undefined ? [] : [{ family, representation }];
  });
  const drafts: Draft[] = [];
  // Where items are read comes first; what only lists or creates them may then turn out to be another way there.
  const hasOwnItems = (one: { family: Family; representation: Schema }): boolean =>
    isSingleton(schemas, one.family, one.representation) || hasItems(schemas, one.family, one.representation);
  for (const { family, representation } of known.filter(hasOwnItems)) {
    const item = family.onItem[0]?.segments ?? [];
    const isAlias = drafts.some((one) => aliasOf(schemas, item, representation, one) !== undefined);
    if (isAlias && family.onCollection.length === 0) continue;
    const draft: Draft = {
      families: [family],
      representation,
      isSingleton: isSingleton(schemas, family, representation),
      views: [],
    };
    const viewed = draft.isSingleton ? sameItemAbove(schemas, family, representation, drafts) : undefined;
    if (viewed) {
      viewed.views.push(family);
      continue;
    }
    const other = drafts.find((one) => isSameItems(schemas, one, draft));
    if (other) other.families.push(family);
    else drafts.push(draft);
  }
  const others = known
    .filter((one) => !hasOwnItems(one))
    .map((one) => ({ ...one, creates: isCreating(schemas, one.family, one.representation) }));
  for (const { family, representation, creates } of [
    ...others.filter((one) => one.creates),
    ...others.filter((one) => !one.creates),
  ]) {
    const way = nearestWay(schemas, drafts, family, representation, creates);
    if (way) way.families.push(family);
    else if (creates && !sameItemAbove(schemas, family, representation, drafts))
      drafts.push({ families: [family], representation, isSingleton: false, views: [] });
  }
  return drafts;
}

/** `GET` and `PUT` or `PATCH` of one thing at a path without an item path. */
function isSingleton(schemas: Schemas, family: Family, representation: Schema): boolean {
  if (family.onItem.length > 0 || isByQuery(schemas, family, representation)) return false;
  const read = family.onCollection.find(hasMethod('get'));
  if (!read || read.list !== undefined || !carrierFor(schemas, read.answers, representation, false)) return false;
  return family.onCollection.filter(hasMethod('put', 'patch')).some(({ answers, requests, list }) => {
    if (list !== undefined || requests.length === 0) return false;
    return carrierFor(schemas, answers, representation, false) ?? requestAt(schemas, requests, representation);
  });
}

/** Its item path serves items, and not just one verb that happens to have a parameter. */
function hasItems(schemas: Schemas, family: Family, representation: Schema): boolean {
  const parameter = family.onItem[0] && itemParameter(family.onItem[0]);
  if (!parameter) return isByQuery(schemas, family, representation) && isCreating(schemas, family, representation);
  const isListed = family.onCollection.some(({ answers }) => carrierFor(schemas, answers, representation, true));
  if (isMembership(family)) return true;
  const isRead = family.onItem.some(
    (traits) => hasMethod('get')(traits) && carrierFor(schemas, traits.answers, representation, false),
  );
  const isWritten = family.onItem.some(hasMethod('put', 'patch', 'delete'));
  if (isListed || isCreating(schemas, family, representation))
    return isRead || isWritten || family.onItem.some(hasMethod('post'));
  if (isRead)
    return isWritten || identityProperty(schemas, representation, nounOf(family.segments), parameter) !== undefined;
  return false;
}

/** Items without an item path: `GET /thing?id=`. */
function isByQuery(schemas: Schemas, family: Family, representation: Schema): boolean {
  return family.onCollection.some(
    (traits) =>
      hasMethod('get')(traits) &&
      carrierFor(schemas, traits.answers, representation, false) !== undefined &&
      queryKey(schemas, traits, representation, family) !== undefined,
  );
}

/** Some `POST` on the collection path makes an item of this representation. */
function isCreating(schemas: Schemas, family: Family, representation: Schema): boolean {
  return family.onCollection.filter(hasMethod('post')).some(({ answers, list, requests, success, operation }) => {
    const request = requestAt(schemas, requests, representation);
    if ((list !== undefined && request?.isList !== true) || success.body === 'other') return false;
    const isShown = carrierFor(schemas, answers, representation, false) !== undefined;
    const isTaken = request !== undefined;
    if (family.onItem.length > 0 || isByQuery(schemas, family, representation)) return isShown || isTaken;
    const isListed = family.onCollection.some((traits) => carrierFor(schemas, traits.answers, representation, true));
    if (isListed) return isShown || isTaken;
    // Alone, a POST may be anything: it made something if it says so and shows what it was given.
    return isShown && isTaken && operation.responses['201'] !== undefined;
  });
}

/** Two item paths to the same items: same noun, same schema, and one of them needs no parent. */
function isSameItems(schemas: Schemas, one: Draft, other: Draft): boolean {
  const [primary] = one.families;
  const [family] = other.families;
  if (one.isSingleton || other.isSingleton || !primary || !family) return false;
  if (schemas.core(one.representation) !== schemas.core(other.representation)) return false;
  const isFlat = parametersOf(primary.segments).length === 0 || parametersOf(family.segments).length === 0;
  return isFlat && isSameSubject(primary.segments, family.segments);
}

/** Whose item a path below it shows: a lone `POST` there acts on that very item, whatever its status. */
function sameItemAbove(
  schemas: Schemas,
  family: Family,
  representation: Schema,
  drafts: readonly Draft[],
): Draft | undefined {
  if (isListing(family) || !endsInParameter(family.segments.slice(0, -1))) return undefined;
  const above = familyKey(family.segments.slice(0, -2));
  const draft = drafts.find((one) => one.families.some(({ key }) => key === above));
  if (draft === undefined) return undefined;
  const own = schemas.core(draft.representation);
  // An item may well have a part that is named like the path below it, as if it were its envelope.
  const shown = family.onCollection.flatMap(({ answers }) =>
    answers.filter(({ at, isList }) => at.length === 0 && !isList),
  );
  return [representation, ...shown.map(({ item }) => item)].some((one) => schemas.core(one) === own)
    ? draft
    : undefined;
}
