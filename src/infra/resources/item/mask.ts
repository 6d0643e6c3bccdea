import { getOwn, setOwn } from '@plumbline/contract/json';
import { HttpError } from '../../http/errors/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { ResourceOperation } from '../resource.ts';
import type { Item } from '../store/rows.ts';

/**
 * Limits what a client sent to the members that an update mask names (Google AIP-134).
 *
 * @returns the members to change, null where the mask names one that the body leaves out; the item as sent where the
 * request has no mask, or `*`; `isMasked` says which
 * @throws HttpError 400 where the mask names something else than a top-level property that the operation writes
 */
export type ApplyMask = (invocation: Invocation, sent: Item) => { isMasked: boolean; changes: Item };

export function maskApplier({ mask, request, resource }: ResourceOperation): ApplyMask {
  const properties = new Map(resource.properties.map((property) => [property.name, property]));
  const propertyFor = (field: string) =>
    properties.get(getOwn(request?.names, field) ?? field) ?? properties.get(camelCase(field));
  const isWritable = (name: string): boolean =>
    (request?.properties.length ?? 0) === 0 || request?.properties.includes(name) === true;

  return (invocation, sent) => {
    const fields = mask === undefined ? [] : fieldsIn(getOwn(invocation.query, mask));
    if (mask === undefined || fields.length === 0 || fields.includes('*')) return { isMasked: false, changes: sent };
    if (/json-patch\+json/.test(invocation.mediaType ?? '')) {
      throw rejection(mask, 'cannot be used with a JSON Patch, which names what it changes');
    }
    const changes: Item = {};
    for (const field of fields) {
      const property = propertyFor(field);
      // AIP-203: what only the server writes is ignored.
      if (property?.readOnly === true) continue;
      if (property === undefined || !isWritable(property.name)) {
        const nested = field.includes('.') ? '; nested members cannot be named' : '';
        throw rejection(mask, `must name properties that this operation changes, not "${field}"${nested}`);
      }
      setOwn(changes, property.name, getOwn(sent, property.name) ?? null);
    }
    return { isMasked: true, changes };
  };
}

/** Writes the members to change over an item; null takes a member away that the body leaves out. */
export function withChanges(before: Item, changes: Item, sent: Item): Item {
  const kept = Object.entries(before).filter(([name]) => !Object.hasOwn(changes, name));
  const written = Object.entries(changes).filter(([name]) => Object.hasOwn(sent, name));
  return Object.fromEntries([...kept, ...written]);
}

function fieldsIn(value: unknown): string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  return texts.flatMap((text) => text.split(',')).flatMap((field) => field.trim() || []);
}

function camelCase(field: string): string {
  return field.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function rejection(mask: string, message: string): HttpError {
  return new HttpError('VALIDATION_ERROR', 'The update mask cannot be applied.', {
    details: [{ field: `query.${mask}`, message }],
  });
}
