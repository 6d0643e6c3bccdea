import type { ResourceOperation } from '../resource.ts';

/** Whether an operation removes items and declares 409, the answer where others refer to one. */
export function isGuarded({ role, operation }: Pick<ResourceOperation, 'role' | 'operation'>): boolean {
  return (role === 'remove' || role === 'clear') && Object.hasOwn(operation.responses, '409');
}
