import { StartError } from './answering.ts';
import type { Config } from './config.ts';
import { memoryRateLimiter, redisRateLimiter, type RateLimiter } from './infra/auth/rate-limiter.ts';
import type { Contract } from '@plumbline/contract/contract';
import { createRateLimits, type RateLimits } from './infra/http/security/rate-limits.ts';
import type { Logger } from './infra/telemetry/logger.ts';

/** Counts in Redis where there is one, for all instances together, else in this process. */
export function openLimiter({ access: { redisUrl } }: Config, logger: Logger): RateLimiter {
  if (redisUrl === undefined) return memoryRateLimiter();
  return redisRateLimiter(redisUrl, (state, error) => {
    if (state === 'back') logger.info('Redis is back: rate limits are counted for all instances together');
    else logger.warn('Redis does not answer: each instance counts rate limits by itself', { error });
  });
}

/** The rate limits of a contract. @throws StartError naming the operation whose `x-rate-limit` is not understood */
export function limitsOf({ access }: Config, contract: Contract, limiter: RateLimiter): RateLimits {
  try {
    return createRateLimits(contract, limiter, { general: access.rateLimit, factor: access.rateLimitFactor });
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
