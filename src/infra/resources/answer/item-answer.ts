import type { Row } from '../../db/database.ts';
import type { Answer, Invocation } from '../../http/invocation.ts';
import { itemBody } from '../body/body.ts';
import { etagOf } from '../item/conditions.ts';
import type { ResourceOperation, Shape } from '../resource.ts';
import type { Serving } from '../serving.ts';
import { textOf } from '../text.ts';
import { declaredHeader, pathOf } from './urls.ts';

/** Answers with one stored item, in the shape and with the headers that the contract declares. */
export type AnswerItem = (invocation: Invocation, row: Row, shape?: Shape) => Answer;

export function itemAnswerer(serving: Serving): AnswerItem {
  const { operation, store } = serving;
  const contractOperation = operation.operation;
  // A read always has one: the contract may declare `If-Match` on the write that follows, and no ETag anywhere.
  const hasEtag = (status: number): boolean =>
    operation.role === 'read' || declaredHeader(contractOperation, status, 'etag');
  const locate = locationOf(serving);

  return (invocation, row, shape = operation.response) => {
    const headers: Record<string, string> = {};
    if (hasEtag(shape.status)) headers['ETag'] = etagOf(row);
    if (shape.status === 201 || declaredHeader(contractOperation, shape.status, 'location')) {
      const location = locate(invocation, row);
      if (location !== undefined) headers['Location'] = location;
    }
    const body = itemBody(serving, shape, store.rows.toItem(row, 'shown'), seedOf(row));
    return { status: shape.status, headers, ...mediaTypeOf(shape), body };
  };
}

/** Where an item can be read: below the same parents if it can, else where every parent on the way is known. */
function locationOf({ operation, store, service }: Serving): (invocation: Invocation, row: Row) => string | undefined {
  const { identity } = store.table;
  const distance = ({ scope }: ResourceOperation): number => Math.abs(scope.length - operation.scope.length);
  const reads = [...service.model.operations.values()]
    .filter(
      ({ role, resource, key }) => role === 'read' && resource.name === operation.resource.name && key?.in === 'path',
    )
    .toSorted((one, other) => distance(one) - distance(other));
  return ({ basePath, path }, row) => {
    for (const read of reads) {
      const parents = Object.fromEntries(read.scope.map(({ parameter, column }) => [parameter, row[column]]));
      const parameters = { ...parents, ...path, [read.key?.name ?? '']: row[identity?.column ?? ''] };
      if (Object.values(parameters).every((value) => (value ?? null) !== null)) {
        return pathOf(read.operation, basePath, parameters);
      }
    }
    return undefined;
  };
}

/** What the store does not know of an item stays the same from one read to the next. */
export function seedOf(row: Row): string {
  return textOf(row['_key']);
}

export function mediaTypeOf({ mediaType }: Shape): { mediaType?: string } {
  return mediaType === undefined ? {} : { mediaType };
}
