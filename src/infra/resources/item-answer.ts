import type { Row } from '../db/database.ts';
import type { Answer, Invocation } from '../http/invocation.ts';
import { itemBody } from './body.ts';
import { etagOf } from './conditions.ts';
import type { Shape } from './resource.ts';
import type { Serving } from './serving.ts';
import { textOf } from './text.ts';
import { declaredHeader, pathOf } from './urls.ts';

/** Answers with one stored item, in the shape and with the headers that the contract declares. */
export type AnswerItem = (invocation: Invocation, row: Row, shape?: Shape) => Answer;

export function itemAnswerer(serving: Serving): AnswerItem {
  const { operation, store, service } = serving;
  const { identity } = store.table;
  const contractOperation = operation.operation;
  const hasEtag = (status: number): boolean => declaredHeader(contractOperation, status, 'etag');
  const reads = [...service.model.operations.values()].filter(
    ({ role, resource, key }) => role === 'read' && resource.name === operation.resource.name && key?.in === 'path',
  );
  // The read below the same parents, if there is one; else the one that needs the fewest.
  const reader =
    reads.find(({ scope }) => scope.length === operation.scope.length) ??
    reads.toSorted((one, other) => one.scope.length - other.scope.length)[0];

  return (invocation, row, shape = operation.response) => {
    const headers: Record<string, string> = {};
    if (hasEtag(shape.status)) headers['ETag'] = etagOf(row);
    const isCreation = shape.status === 201 || declaredHeader(contractOperation, shape.status, 'location');
    if (isCreation && reader?.key && identity) {
      const parents = Object.fromEntries(reader.scope.map(({ parameter, column }) => [parameter, row[column]]));
      const parameters = { ...parents, ...invocation.path, [reader.key.name]: row[identity.column] };
      headers['Location'] = pathOf(reader.operation, invocation.basePath, parameters);
    }
    const body = itemBody(serving, shape, store.rows.toItem(row, 'shown'), seedOf(row));
    return { status: shape.status, headers, ...mediaTypeOf(shape), body };
  };
}

/** What the store does not know of an item stays the same from one read to the next. */
export function seedOf(row: Row): string {
  return textOf(row['_key']);
}

export function mediaTypeOf({ mediaType }: Shape): { mediaType?: string } {
  return mediaType === undefined ? {} : { mediaType };
}
