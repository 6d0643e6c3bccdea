import type { Row } from '../../db/database.ts';
import type { ResponseHeader } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import type { Answer, Invocation } from '../../http/invocation.ts';
import { fitsHeader } from '../../http/response/response-headers.ts';
import { itemBody } from '../body/body.ts';
import { lastModifiedOf } from './last-modified.ts';
import { presenterOf } from './present.ts';
import { locationOf } from './location.ts';
import { etagOf } from '../item/conditions.ts';
import { emulatedHeader, noteStored } from '../item/emulated.ts';
import { notAsSent } from '../item/not-as-sent.ts';
import { unshownNoter } from '../item/unshown.ts';
import type { Shape } from '../resource.ts';
import type { Store } from '../store/store.ts';
import type { Serving } from '../serving.ts';
import { textOf } from '../text.ts';
import { declaredHeader } from './urls.ts';

/** Answers with one stored item, in the shape and with the headers that the contract declares. */
export type AnswerItem = (invocation: Invocation, row: Row, shape?: Shape) => Promise<Answer>;

export function itemAnswerer(serving: Serving): AnswerItem {
  const { operation, service } = serving;
  const contractOperation = operation.operation;
  // A read always has one: the contract may declare `If-Match` on the write that follows, and no ETag anywhere.
  const hasEtag = (status: number): boolean =>
    operation.role === 'read' || declaredHeader(contractOperation, status, 'etag') !== undefined;
  const locate = locationOf(serving);
  const lastModified = lastModifiedOf(serving);
  const { contract } = service;
  const isPath = (declared: ResponseHeader | undefined, location: string): boolean =>
    declared === undefined || fitsHeader(contract, declared, location);
  const present = presenterOf(serving);
  const noteUnshown = unshownNoter(serving);

  return async (invocation, row, shape = operation.response) => {
    const headers: Record<string, string> = {};
    if (hasEtag(shape.status)) headers['ETag'] = etagOf(row);
    const declared = declaredHeader(contractOperation, shape.status, 'location');
    if (shape.status === 201 || declared) {
      const location = locate(invocation, row);
      const { origin = '' } = invocation;
      // An address is written in full only where the contract wants it so.
      if (location !== undefined) headers['Location'] = isPath(declared, location) ? location : origin + location;
    }
    const modified = await lastModified(row, shape.status);
    if (modified !== undefined) headers['Last-Modified'] = modified;
    const [item = {}] = shape.schema === undefined ? [] : await present(invocation, [row]);
    if (shape.schema !== undefined && shape.at !== undefined) noteStored(invocation, [row]);
    const body = itemBody(serving, invocation, shape, item, seedOf(row), identifierOf(serving.store, row));
    const shown = shape.schema === undefined ? serving.store.rows.toItem(row, 'shown') : item;
    noteUnshown(invocation, [{ item: shown, seed: seedOf(row) }], body);
    return {
      status: shape.status,
      headers: { ...notAsSent(invocation), ...headers, ...emulatedHeader(invocation) },
      ...mediaTypeOf(shape),
      body,
    };
  };
}

/** The identifier of an item, also where the item does not show it. */
function identifierOf({ table: { identity }, rows }: Store, row: Row): unknown {
  return identity && rows.codecOf(identity.column).decode(getOwn(row, identity.column));
}

/** What the store does not know of an item stays the same from one read to the next. */
export function seedOf(row: Row): string {
  return textOf(row['_key']);
}

export function mediaTypeOf({ mediaType }: Shape): { mediaType?: string } {
  return mediaType === undefined ? {} : { mediaType };
}
