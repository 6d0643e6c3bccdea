import type { ResourceOperation, Role } from '../resource.ts';
import type { Carrier } from './bodies/carriers.ts';
import type { Draft } from './drafts/draft.ts';
import { type Family, hasMethod } from './drafts/families.ts';
import { bodyKey, listKey, queryKey } from './keys.ts';
import type { Schemas } from './bodies/schemas.ts';
import { carrierFor, requestAt, type RequestPlace } from './bodies/shapes.ts';
import { isAsking, itemParameter, type Traits } from './drafts/traits.ts';

/** An operation and the role in which it serves a draft. */
export interface Claim {
  traits: Traits;
  role: Role;
  /** Where its answer holds the item or items; none: it says something else, or nothing. */
  carrier: Carrier | undefined;
  key?: NonNullable<ResourceOperation['key']>;
  request?: RequestPlace;
}

/** The roles of the operations on the collection and item paths of a draft. */
export function claimsOf(schemas: Schemas, draft: Draft): Claim[] {
  const claims = draft.families.flatMap((family) => {
    const reader = claimReader(schemas, draft, family);
    if (draft.isSingleton) return family.onCollection.flatMap(reader.onSingleton);
    return [...family.onCollection.flatMap(reader.onCollection), ...family.onItem.flatMap(reader.onItem)];
  });
  const needed = neededProperties(schemas, draft, claims);
  return claims.map((claim) => (isPartial(schemas, claim, needed) ? { ...claim, role: 'update' } : claim));
}

/** What an item cannot be without, as far as callers give it: what its create requires, else what it always shows. */
function neededProperties(schemas: Schemas, { representation }: Draft, claims: readonly Claim[]): string[] {
  const create = claims.find(({ role, request }) => role === 'create' && request);
  if (create?.request) return [...schemas.required(create.request.item)];
  const shown = schemas.properties(representation);
  return [...schemas.required(representation)].filter((name) => {
    const schema = shown.get(name)?.[0];
    return typeof schema !== 'object' || schema.readOnly !== true;
  });
}

/** A `PUT` that needs nothing of what an item needs changes what it is given, whatever HTTP says of `PUT`. */
function isPartial(schemas: Schemas, { role, request }: Claim, needed: readonly string[]): boolean {
  if (role !== 'replace' || request === undefined || needed.length === 0) return false;
  const required = schemas.required(request.item);
  return needed.every((name) => !required.has(name));
}

function claimReader(schemas: Schemas, { representation }: Draft, family: Family) {
  const one = (traits: Traits) => carrierFor(schemas, traits.answers, representation, false);
  const many = (traits: Traits) => carrierFor(schemas, traits.answers, representation, true);

  /** A claim, unless only an example could form the answer. */
  function claim(traits: Traits, role: Role, carrier: Carrier | undefined, key?: Claim['key']): Claim[] {
    if (traits.success.body === 'other') return [];
    const request =
      requestAt(schemas, traits.requests, representation) ??
      openRequest(schemas, traits, WRITING_WHOLE.has(role) ? carrier : undefined);
    if (request?.isList === true && role !== 'create' && key?.isList !== true) return [];
    if (!isReadable(traits) && role !== 'remove' && !(role === 'update' && isJsonPatch(traits))) return [];
    return [{ traits, role, carrier, ...(key ? { key } : {}), ...(request ? { request } : {}) }];
  }

  function onItem(traits: Traits): Claim[] {
    const parameter = itemParameter(traits);
    if (!parameter) return [];
    const key = { in: 'path', name: parameter.name } as const;
    switch (traits.operation.method) {
      case 'get':
        return (one(traits) ?? isAsking(traits)) ? claim(traits, 'read', one(traits), key) : [];
      case 'put':
        return claim(traits, 'replace', one(traits), key);
      case 'delete':
        return claim(traits, 'remove', one(traits), key);
      default:
        return claim(traits, isMaking(traits, family) ? 'create' : 'update', one(traits), key);
    }
  }

  function onCollection(traits: Traits): Claim[] {
    const key = queryKey(schemas, traits, representation, family);
    const several = hasMethod('get', 'post')(traits) ? undefined : listKey(schemas, traits, family, representation);
    switch (traits.operation.method) {
      case 'get':
        if (many(traits)) return claim(traits, 'list', many(traits));
        return key && one(traits) ? claim(traits, 'read', one(traits), key) : [];
      case 'post':
        return creates(traits) ? claim(traits, 'create', one(traits) ?? many(traits)) : [];
      case 'delete':
        if (key ?? several) return claim(traits, 'remove', one(traits) ?? many(traits), key ?? several);
        return takesNoBody(traits) ? claim(traits, 'clear', undefined) : [];
      default: {
        const from = several ?? key ?? bodyKey(schemas, traits, family, representation);
        const carrier = several ? (many(traits) ?? one(traits)) : one(traits);
        return from ? claim(traits, several ? 'update' : changeOf(traits), carrier, from) : [];
      }
    }
  }

  function creates(traits: Traits): boolean {
    const request = requestAt(schemas, traits.requests, representation);
    if (one(traits)) return true;
    return request !== undefined && (traits.answers.length === 0 || request.isList || !traits.list);
  }

  function onSingleton(traits: Traits): Claim[] {
    switch (traits.operation.method) {
      case 'get':
        return claim(traits, 'read', one(traits));
      case 'delete':
        return takesNothing(traits) ? claim(traits, 'remove', one(traits)) : [];
      default:
        return claim(traits, changeOf(traits), one(traits));
    }
  }

  return { onItem, onCollection, onSingleton };
}

const changeOf = ({ operation }: Traits): Role => (operation.method === 'patch' ? 'update' : 'replace');

/** A `POST` to the path of an item makes it where something else changes it, and nothing else makes any. */
function isMaking({ operation }: Traits, family: Family): boolean {
  // What is restored was there before, whoever made it.
  if (operation.method !== 'post' || /restore|undelete|recover/i.test(`${operation.id} ${operation.summary ?? ''}`)) {
    return false;
  }
  const changes = family.onItem.some(hasMethod('put', 'patch'));
  return operation.responses['201'] !== undefined && changes && !family.onCollection.some(hasMethod('post'));
}

/** Roles whose request is a whole item, whatever its properties are called; what a change takes may be about an effect. */
const WRITING_WHOLE: ReadonlySet<Role> = new Set(['create', 'replace']);

/**
 * A body that may be any object, as patches are often declared, is the item itself. So is the body of an operation that
 * writes and answers the item, though none of its properties is called as one of the item's.
 */
function openRequest(
  schemas: Schemas,
  { requestSchema }: Traits,
  carrier: Carrier | undefined,
): RequestPlace | undefined {
  if (requestSchema === undefined) return undefined;
  const kind = schemas.kind(requestSchema);
  const isOpen = schemas.properties(requestSchema).size === 0;
  const isWhole = kind === 'object' && carrier?.isList === false;
  return isWhole || (isOpen && ['object', 'any'].includes(kind))
    ? { at: [], isList: false, item: requestSchema }
    : undefined;
}

/** A body that only another media type than JSON and forms carries cannot be read as properties. */
function isReadable({ requestSchema, operation }: Traits): boolean {
  return requestSchema !== undefined || operation.requestBody === undefined;
}

function takesNoBody({ operation }: Traits): boolean {
  return operation.requestBody === undefined;
}

function takesNothing(traits: Traits): boolean {
  return takesNoBody(traits) && traits.operation.parameters.every((parameter) => parameter.in !== 'query');
}

/** RFC 6902: a program that changes what is there, whatever its properties. */
function isJsonPatch({ operation }: Traits): boolean {
  return Object.keys(operation.requestBody?.content ?? {}).some((mediaType) => /json-patch\+json/i.test(mediaType));
}
