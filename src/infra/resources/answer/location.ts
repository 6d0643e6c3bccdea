import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { ResourceOperation } from '../resource.ts';
import type { Serving } from '../serving.ts';
import { pathAsSent } from '../item/canonical.ts';
import { pathOf } from './urls.ts';
import { getOwn } from '@plumbline/contract/json';

/** Where an item can be read: below the same parents if it can, else where every parent on the way is known. */
export function locationOf({
  operation,
  store,
  service,
}: Serving): (invocation: Invocation, row: Row) => string | undefined {
  const { identity, resource } = store.table;
  const isPathKey = (name: string): boolean => resource.pathKeys?.some(({ property }) => property === name) === true;
  const distance = ({ scope }: ResourceOperation): number => Math.abs(scope.length - operation.scope.length);
  const reads = [...service.model.operations.values()]
    .filter(
      ({ role, resource, key }) =>
        role === 'read' &&
        resource.name === operation.resource.name &&
        key?.in === 'path' &&
        (key.property === undefined || isPathKey(key.property)),
    )
    .toSorted((one, other) => distance(one) - distance(other));
  const keyOf = (row: Row, property: string | undefined): unknown =>
    property === undefined ? getOwn(row, identity?.column ?? '') : getOwn(store.rows.toItem(row, 'whole'), property);
  return (invocation, row) => {
    const { basePath } = invocation;
    const path = pathAsSent(invocation);
    for (const read of reads) {
      // The row knows the identity of a parent only, and a path may want another property of it.
      const parents = Object.fromEntries(
        read.scope.map(({ parameter, column, property }) => [
          parameter,
          property === undefined ? getOwn(row, column) : undefined,
        ]),
      );
      const parameters = { ...parents, ...path, [read.key?.name ?? '']: keyOf(row, read.key?.property) };
      if (Object.values(parameters).every((value) => (value ?? null) !== null)) {
        return pathOf(read.operation, basePath, parameters);
      }
    }
    return undefined;
  };
}
