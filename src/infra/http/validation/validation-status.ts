import type { Refusal } from '../errors/errors.ts';
import type { ServedOperation } from '../served-operation.ts';

/**
 * A request that is well formed but does not satisfy the contract is 400; where the operation declares 422 for that
 * and no 400, it is what the contract says.
 */
export function withDeclaredStatus(served: ServedOperation | undefined, refusal: Refusal): Refusal {
  if (served === undefined || refusal.code !== 'VALIDATION_ERROR') return refusal;
  const { responses } = served.operation;
  const declares = (status: string) => Object.hasOwn(responses, status);
  return declares('422') && !declares('400') && !declares('4XX') ? { ...refusal, status: 422 } : refusal;
}
