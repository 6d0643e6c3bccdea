import type { Method } from '@plumbline/contract/contract';

/** What is known of a transaction that Dredd finds wrong. */
export interface Doubted {
  method: Method | undefined;
  /** None where Dredd had no answer. */
  status: number | null;
  /** Nobody can make what its path names: the contract declares nothing that would. */
  isForNothing: boolean;
}

/** Why a transaction says nothing against the backend; nothing where it does. */
export function excuseOf({ method, status, isForNothing }: Doubted): string | undefined {
  if (isForNothing && status === 404)
    return 'answered 404: no operation of the contract makes what its path names, and tells which it is';
  if (method === 'head' && status === null) return 'Dredd waits for the body of a HEAD, which has none';
  return undefined;
}
