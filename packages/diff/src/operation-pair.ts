import type { ContractOperation } from '@plumbline/contract/contract';
import type { Where } from './comparison.ts';

/** The same operation in both contracts. */
export interface OperationPair {
  base: ContractOperation;
  revision: ContractOperation;
  where: Where & { operation: string; base: string; revision: string };
}
