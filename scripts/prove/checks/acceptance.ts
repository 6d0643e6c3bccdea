import type { ContractOperation } from '../../../src/infra/contract/contract.ts';
import type { Judge } from '../world.ts';

/**
 * The statuses by which a server says that a request does not keep to the contract. Where an operation declares both,
 * 400 says that, and 422 that a rule of the business forbids what was well said.
 */
export function refusals({ responses }: ContractOperation): readonly number[] {
  const is422Business = Object.hasOwn(responses, '400') && Object.hasOwn(responses, '422');
  // 401 is left to the stage authorization: a password or code in the body may be wrong, too.
  return [400, 405, 406, 411, 413, 414, 415, ...(is422Business ? [] : [422]), 431, 501];
}

/** A valid request may find nothing (404) or contradict what is stored (409); it is never refused as invalid. */
export function isAccepted(operation: ContractOperation): Judge {
  return ({ status, text }) =>
    refusals(operation).includes(status)
      ? [{ rule: 'valid-accepted', message: `a valid request was answered ${status}: ${text.slice(0, 300)}` }]
      : [];
}

/**
 * An invalid request is refused as invalid, before anything is looked up: 404 would hide that nobody checks. Only in
 * the path it may also mean that there is no such thing.
 */
export function isRefused(statuses: readonly number[], what: string): Judge {
  return ({ status, text }) =>
    statuses.includes(status)
      ? []
      : [
          {
            rule: 'invalid-refused',
            message: `${what}: answered ${status}, not ${statuses.join(' or ')}: ${text.slice(0, 200)}`,
          },
        ];
}
