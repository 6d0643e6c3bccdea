import { getOwn } from '@plumbline/contract/json';
import { ConflictError } from '../../../domain/errors.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { findRow } from './find-row.ts';
import type { Locator } from './locate.ts';
import { isNamedByPath, resourceName } from './resource-name.ts';

/** @throws ConflictError where the path of a new item would find another one, whose identifier is the other form of its own */
export type RequireOtherNameFree = (invocation: Invocation, item: Item) => Promise<void>;

/** `x` and `shelves/s1/books/x` are the same item to the path `/shelves/s1/books/x`: only one of them may exist. */
export function otherNameChecker(serving: Serving, locator: Locator): RequireOtherNameFree {
  const { operation, service } = serving;
  const { resource } = operation;
  const read = [...service.model.operations.values()].find(
    ({ role, resource: { name }, key }) =>
      role === 'read' && name === resource.name && key?.in === 'path' && isNamedByPath(resource, key.name),
  );
  if (read === undefined || operation.key?.in === 'path') return () => Promise.resolve();
  const find = findRow({ ...serving, operation: { ...operation, ...(read.key ? { key: read.key } : {}) } });
  return async (invocation, item) => {
    const id = getOwn(item, 'name');
    const scope = locator.scope(invocation);
    const collection = resourceName(operation.operation.path, invocation.path);
    if (typeof id !== 'string' || scope === undefined || collection === undefined) return;
    const other = id.startsWith(`${collection}/`) ? id.slice(collection.length + 1) : `${collection}/${id}`;
    if ((await find(other, [...scope.values()])) === undefined) return;
    throw new ConflictError('An item with this name already exists.', [{ field: 'body.name', message: 'is taken' }]);
  };
}
