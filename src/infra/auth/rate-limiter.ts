import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './network.ts';
import type { RatePolicy } from './rate-policy.ts';

/** How a caller stands with one policy after a request. */
export interface RateState {
  policy: RatePolicy;
  /** Requests left in this window. */
  remaining: number;
  /** Seconds until the window ends. */
  reset: number;
  isExceeded: boolean;
}

/** Who calls; each policy counts by one of these. */
export interface Caller {
  address: string;
  /** Subject of the principal. */
  principal?: string | undefined;
  /** Prefix or id of the API key. */
  key?: string | undefined;
}

export interface RateLimiter {
  /** Counts a request against every policy. */
  consume(policies: readonly RatePolicy[], caller: Caller): Promise<RateState[]>;
  close(): Promise<void>;
}

type Limiter = RateLimiterMemory | RateLimiterRedis;

/** An answer from Redis that takes longer than this is no answer: requests do not queue up behind it. */
const REDIS_TIMEOUT_MS = 500;
const HEARTBEAT_MS = 1_000;

/** Counts in the memory of this process: right for one instance. */
export function memoryRateLimiter(): RateLimiter {
  const limiters = new Map<string, Limiter>();
  return {
    consume: (policies, caller) => consumeAll(policies, caller, limiters, (options) => new RateLimiterMemory(options)),
    close: () => Promise.resolve(),
  };
}

/**
 * Counts in Redis, for all instances together. When Redis is away each instance counts by itself, and says so once; a
 * limit that stands is better than none, and better than refusing everybody.
 *
 * @param report told when Redis goes away and when it is back
 */
export function redisRateLimiter(url: string, report: (state: 'away' | 'back', error?: unknown) => void): RateLimiter {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: REDIS_TIMEOUT_MS,
    disconnectTimeout: REDIS_TIMEOUT_MS,
  });
  let isAway = false;
  const noteAway = (error: unknown) => {
    if (!isAway) report('away', error);
    isAway = true;
  };
  redis.on('error', noteAway);
  redis.on('ready', () => {
    if (isAway) report('back');
    isAway = false;
  });
  // One that is connected and does not answer would make every request wait: it is given up until it does.
  const heartbeat = setInterval(() => {
    if (redis.status !== 'ready') return;
    redis.ping().catch((error: unknown) => {
      noteAway(error);
      redis.disconnect(true);
    });
  }, HEARTBEAT_MS).unref();
  const limiters = new Map<string, Limiter>();
  return {
    consume: (policies, caller) =>
      consumeAll(
        policies,
        caller,
        limiters,
        (options) =>
          new RateLimiterRedis({
            ...options,
            storeClient: redis,
            rejectIfRedisNotReady: true,
            insuranceLimiter: new RateLimiterMemory(options),
          }),
      ),
    close: async () => {
      clearInterval(heartbeat);
      await redis.quit().catch(() => {
        redis.disconnect();
      });
    },
  };
}

interface LimiterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

function consumeAll(
  policies: readonly RatePolicy[],
  caller: Caller,
  limiters: Map<string, Limiter>,
  make: (options: LimiterOptions) => Limiter,
): Promise<RateState[]> {
  return Promise.all(
    policies.map(async (policy) => {
      const { name, requests, window } = policy;
      // The policy is part of the key: another limit under the same name starts another count.
      const keyPrefix = `plumbline:rate:${name}:${requests}:${window}`;
      const limiter = limiters.get(keyPrefix) ?? make({ keyPrefix, points: requests, duration: window });
      limiters.set(keyPrefix, limiter);
      return stateOf(policy, await consume(limiter, partitionKey(policy, caller)));
    }),
  );
}

/** rate-limiter-flexible rejects with the state when the limit is exceeded, and with an Error when it failed. */
async function consume(limiter: Limiter, key: string): Promise<{ state: RateLimiterRes; isExceeded: boolean }> {
  try {
    return { state: await limiter.consume(key), isExceeded: false };
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return { state: rejection, isExceeded: true };
    throw rejection;
  }
}

function stateOf(policy: RatePolicy, { state, isExceeded }: { state: RateLimiterRes; isExceeded: boolean }): RateState {
  return {
    policy,
    remaining: Math.max(0, state.remainingPoints),
    reset: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
    isExceeded,
  };
}

/** The kind is part of the key: a principal called `192.0.2.1` does not share a count with that address. */
function partitionKey({ by }: RatePolicy, { address, principal, key }: Caller): string {
  const identified = by === 'key' ? key : by === 'principal' ? principal : undefined;
  return identified === undefined ? `address:${networkOf(address)}` : `${by}:${identified}`;
}
