import { isMembers } from '@plumbline/contract/json';
import type { OperationId } from '../../../src/infra/http/operation.ts';
import type { Arrangement } from '../supplies/supplies.ts';
import type { Received } from '../verdict.ts';
import type { Kept } from './kept.ts';

/** By operation, how one valid request of it is made to succeed. */
export type Arrangements = Partial<Record<OperationId, () => Promise<Arrangement>>>;

/** What was good once is gone when it was taken, and when it was not taken any more. */
export function spoilIfSpent(value: Kept<unknown>): (received: Received) => void {
  return ({ status }) => {
    if (status < 300 || status === 401) value.spoil();
  };
}

export function spoilIfRefused(value: Kept<unknown>): (received: Received) => void {
  return ({ status }) => {
    if (status === 401) value.spoil();
  };
}

/** `data` of an answer. */
export function dataOf({ json }: Received): unknown {
  return isMembers(json) ? json.data : undefined;
}
