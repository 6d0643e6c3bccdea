import type { Contract, ContractOperation } from '@plumbline/contract/contract';
import { contradictions, type Contradiction, type Received } from './verdict.ts';

/** Operations that a fragment or query of the path tells apart (`/files/{id}#shared`) share a URL, and one of them answers. */
export function sharing({ operations }: Contract, { method, path }: ContractOperation): ContractOperation[] {
  const [template] = path.split(/[#?]/);
  return operations.filter((each) => each.method === method && each.path.split(/[#?]/)[0] === template);
}

/** What contradicts the contract in an answer, whichever of the operations at its URL gave it. */
export function contradictionsOfAny(
  contract: Contract,
  operation: ContractOperation,
  received: Received,
): Contradiction[] {
  const own = contradictions(contract, operation, received);
  if (own.length === 0) return own;
  const others = sharing(contract, operation).filter((each) => each !== operation);
  return others.some((each) => contradictions(contract, each, received).length === 0) ? [] : own;
}
