import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import type { ResourceOperation } from '../resource.ts';
import type { Serving } from '../serving.ts';
import { pathOf } from './urls.ts';
import { getOwn } from '../../contract/json.ts';

/** Where an item can be read: below the same parents if it can, else where every parent on the way is known. */
export function locationOf({
  operation,
  store,
  service,
}: Serving): (invocation: Invocation, row: Row) => string | undefined {
  const { identity } = store.table;
  const distance = ({ scope }: ResourceOperation): number => Math.abs(scope.length - operation.scope.length);
  const reads = [...service.model.operations.values()]
    .filter(
      ({ role, resource, key }) =>
        role === 'read' &&
        resource.name === operation.resource.name &&
        key?.in === 'path' &&
        key.property === undefined,
    )
    .toSorted((one, other) => distance(one) - distance(other));
  return ({ basePath, path }, row) => {
    for (const read of reads) {
      const parents = Object.fromEntries(read.scope.map(({ parameter, column }) => [parameter, getOwn(row, column)]));
      const parameters = { ...parents, ...path, [read.key?.name ?? '']: getOwn(row, identity?.column ?? '') };
      if (Object.values(parameters).every((value) => (value ?? null) !== null)) {
        return pathOf(read.operation, basePath, parameters);
      }
    }
    return undefined;
  };
}
