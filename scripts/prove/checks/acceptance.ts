import type { ContractOperation } from '@plumbline/contract/contract';
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

/**
 * A valid request may find nothing (404) or contradict what is stored (409); it is never refused as invalid.
 *
 * @param isKeepable whether reading could show what is sent; what it could not, a server may refuse in a declared way
 */
export function isAccepted(operation: ContractOperation, isKeepable: boolean): Judge {
  const declares = (status: RegExp) => Object.keys(operation.responses).some((each) => status.test(each));
  // Where no success is declared, `default` stands for it.
  const mayRefuse = !isKeepable && (declares(/^(400|422|4xx)$/i) || (declares(/^default$/) && declares(/^2/)));
  return ({ status, text }) =>
    refusals(operation).includes(status) && !(mayRefuse && (status === 400 || status === 422))
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
