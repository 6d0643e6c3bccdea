import type { Request, Response } from 'express';
import { rateHeaders } from '../../auth/rate-headers.ts';
import type { RateLimiter, RateState } from '../../auth/rate-limiter.ts';
import { ratePolicies, type RatePolicy } from '../../auth/rate-policy.ts';
import type { Contract } from '@plumbline/contract/contract';
import { getOwn } from '@plumbline/contract/json';
import { HttpError } from '../errors/errors.ts';
import type { Principal } from '../../auth/principal.ts';
import type { ServedOperation } from '../served-operation.ts';

/** Counts requests against the limits of their operations, and says in every answer how the caller stands. */
export interface RateLimits {
  /**
   * Counts by address, before anybody is asked who they are.
   *
   * @returns nothing to wait for where the operation has no such limit
   * @throws HttpError 429
   */
  byAddress(served: ServedOperation, request: Request, response: Response): Promise<void> | undefined;
  /** Counts by principal or key; by address, where there is neither. @throws HttpError 429 */
  byCaller(
    served: ServedOperation,
    request: Request,
    response: Response,
    principal: Principal | undefined,
  ): Promise<void> | undefined;
}

export interface RateLimitOptions {
  /** Requests a minute for operations that declare a 429 and no limit of their own; 0: none. */
  general: number;
  /** Every limit is this many times what is declared. */
  factor: number;
}

interface Policies {
  address: readonly RatePolicy[];
  caller: readonly RatePolicy[];
}

/**
 * Makes the limits of a contract.
 *
 * @throws Error naming the operation whose `x-rate-limit` is not understood
 */
export function createRateLimits(
  { operations, document }: Contract,
  limiter: RateLimiter,
  { general, factor }: RateLimitOptions,
): RateLimits {
  const byId = new Map<string, Policies>();
  for (const operation of operations) {
    const policies = ratePolicies(operation, general).map((policy) => ({
      ...policy,
      requests: policy.requests * factor,
    }));
    const address = policies.filter(({ by }) => by === 'address');
    const caller = policies.filter(({ by }) => by !== 'address');
    if (policies.length > 0) byId.set(operation.id, { address, caller });
  }
  const states = new WeakMap<Response, readonly RateState[]>();
  const schemes = document.components?.securitySchemes ?? {};

  const count = async (
    policies: readonly RatePolicy[],
    request: Request,
    response: Response,
    principal?: Principal,
  ): Promise<void> => {
    const key =
      principal &&
      (principal.key ?? (getOwn(schemes, principal.scheme)?.type === 'apiKey' ? principal.subject : undefined));
    const caller = { address: request.ip ?? '', principal: principal?.subject, key };
    const all = [...(states.get(response) ?? []), ...(await limiter.consume(policies, caller))];
    states.set(response, all);
    const headers = rateHeaders(all);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!all.some(({ isExceeded }) => isExceeded)) return;
    throw new HttpError('RATE_LIMITED', `Too many requests. Try again in ${headers['Retry-After'] ?? '1'} seconds.`);
  };

  return {
    byAddress(served, request, response) {
      const policies = byId.get(served.operation.id)?.address ?? [];
      return policies.length === 0 ? undefined : count(policies, request, response);
    },
    byCaller(served, request, response, principal) {
      const policies = byId.get(served.operation.id)?.caller ?? [];
      return policies.length === 0 ? undefined : count(policies, request, response, principal);
    },
  };
}
