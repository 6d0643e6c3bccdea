import { affinity } from './bodies/affinity.ts';
import { isAcknowledgement } from './bodies/carriers.ts';
import type { Claim } from './claims.ts';
import type { Draft } from './drafts/draft.ts';
import { endsInParameter, familyKey, nounOf } from './names/paths.ts';
import type { Schemas } from './bodies/schemas.ts';
import { countIn } from './listing/facts.ts';
import { listKey } from './keys.ts';
import { aliasOf } from './drafts/ways.ts';
import { carrierFor, requestAt } from './bodies/shapes.ts';
import { itemParameter, type Traits } from './drafts/traits.ts';

/** From here on a schema shows the same item though the path does not say so. */
const THE_SAME = 0.8;
const BULK = /create|bulk|batch|import|many|list/i;
const COUNT = /^(count|size|total)$/i;
const REMOVE = /delete|destroy|remove/i;
const CHANGE = /update|edit|change|modify/i;

/** Answers which draft serves a collection, by the key of its path. */
export type DraftAt = (collectionKey: string) => Draft | undefined;

/**
 * What an operation on a path below a resource does for it: `/pets/findByStatus` lists, `/pets/createWithList`
 * creates many, `POST /orders/{id}/cancel` acts on an item.
 *
 * @returns none where the operation is about something else
 */
export function neighbourClaim(
  schemas: Schemas,
  traits: Traits,
  draftAt: DraftAt,
): { draft: Draft; claim: Claim } | undefined {
  const { segments, success } = traits;
  if (success.body === 'other') return undefined;
  if (endsInParameter(segments)) return aliasClaim(schemas, traits, draftAt(familyKey(segments.slice(0, -2))));
  // The nearest path above that a resource serves: verbs may stand more than one step below their item.
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const above = segments.slice(0, length);
    if (endsInParameter(above)) {
      const draft = draftAt(familyKey(above.slice(0, -1)));
      const claim = draft && !draft.isSingleton && actClaim(schemas, traits, draft, above.length);
      return claim ? { draft, claim } : undefined;
    }
    const draft = draftAt(familyKey(above));
    if (draft && !draft.isSingleton && length === segments.length - 1) {
      const claim =
        listClaim(schemas, traits, draft) ?? severalClaim(schemas, traits, draft) ?? bulkClaim(schemas, traits, draft);
      return claim ? { draft, claim } : undefined;
    }
  }
  return undefined;
}

/** The same items by another property than their identity. */
function aliasClaim(
  schemas: Schemas,
  traits: Traits,
  draft: Draft | undefined,
): { draft: Draft; claim: Claim } | undefined {
  const parameter = itemParameter(traits);
  const carrier = draft && carrierFor(schemas, traits.answers, draft.representation, false);
  if (traits.operation.method !== 'get' || !parameter || !carrier) return undefined;
  const property = aliasOf(schemas, traits.segments, carrier.item, draft);
  if (property === undefined) return undefined;
  return { draft, claim: { traits, role: 'read', carrier, key: { in: 'path', name: parameter.name, property } } };
}

/** A verb on an item answers the item as it is then, or nothing. */
function actClaim(schemas: Schemas, traits: Traits, draft: Draft, length: number): Claim | undefined {
  const isReading = traits.operation.method === 'get';
  const carrier = carrierFor(schemas, traits.answers, draft.representation, false);
  const isView =
    draft.views.some(({ key }) => key === familyKey(traits.segments)) ||
    (carrier?.at.length === 0 && schemas.core(carrier.item) === schemas.core(draft.representation));
  if (isReading && !isView) return undefined;
  const isShown = carrier !== undefined && affinity(schemas, carrier.item, draft.representation) >= THE_SAME;
  const { success, requestSchema, operation } = traits;
  const isDone =
    success.body === 'none' || (success.schema !== undefined && isAcknowledgement(schemas, success.schema));
  if (!isShown && !isDone) return undefined;
  // What takes a file or the like does more than a table can.
  if (operation.requestBody !== undefined && requestSchema === undefined) return undefined;
  const parameter = itemParameter({ ...traits, segments: traits.segments.slice(0, length) });
  if (!parameter) return undefined;
  const request = requestAt(schemas, traits.requests, draft.representation);
  return {
    traits,
    role: isReading ? 'read' : 'act',
    carrier: isShown ? carrier : undefined,
    key: { in: 'path', name: parameter.name },
    ...(request && !request.isList ? { request } : {}),
  };
}

function listClaim(schemas: Schemas, traits: Traits, draft: Draft): Claim | undefined {
  if (traits.operation.method !== 'get') return undefined;
  const { schema } = traits.success;
  const isCount = COUNT.test(nounOf(traits.segments)) && schema !== undefined && countIn(schemas, schema).length > 0;
  if (isCount) return { traits, role: 'list', carrier: undefined };
  const carrier = carrierFor(schemas, traits.answers, draft.representation, true);
  if (!carrier || affinity(schemas, carrier.item, draft.representation) < THE_SAME) return undefined;
  return { traits, role: 'list', carrier };
}

/** `/tickets/destroy_many?ids=1,2`, `POST /messages/bulk-delete`: what a verb does to each of several items. */
function severalClaim(schemas: Schemas, traits: Traits, draft: Draft): Claim | undefined {
  const verb = nounOf(traits.segments);
  const isRemoving = REMOVE.test(verb) || traits.operation.method === 'delete';
  if (traits.operation.method === 'get' || !(isRemoving || CHANGE.test(verb))) return undefined;
  const family = draft.families.find(({ onItem }) => onItem.length > 0);
  const key = family && listKey(schemas, traits, family, draft.representation);
  if (key === undefined) return undefined;
  const request = requestAt(schemas, traits.requests, draft.representation);
  const carrier = carrierFor(schemas, traits.answers, draft.representation, true);
  const isSaid = carrier !== undefined && affinity(schemas, carrier.item, draft.representation) >= THE_SAME;
  return {
    traits,
    role: isRemoving ? 'remove' : 'update',
    carrier: isSaid ? carrier : undefined,
    key,
    ...(request && !isRemoving ? { request } : {}),
  };
}

function bulkClaim(schemas: Schemas, traits: Traits, draft: Draft): Claim | undefined {
  if (traits.operation.method !== 'post' || !BULK.test(nounOf(traits.segments))) return undefined;
  const request = requestAt(schemas, traits.requests, draft.representation);
  if (!request?.isList || affinity(schemas, request.item, draft.representation) < THE_SAME) return undefined;
  const carrier =
    carrierFor(schemas, traits.answers, draft.representation, true) ??
    carrierFor(schemas, traits.answers, draft.representation, false);
  return { traits, role: 'create', carrier, request };
}
