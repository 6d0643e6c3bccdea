import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { rateHeaders } from '../../../../src/infra/auth/rate-headers.ts';
import { memoryRateLimiter, redisRateLimiter, type RateLimiter } from '../../../../src/infra/auth/rate-limiter.ts';
import { ratePolicies, type RatePolicy } from '../../../../src/infra/auth/rate-policy.ts';

const TWO_A_MINUTE: RatePolicy = { name: 'login', requests: 2, window: 60, by: 'address' };
const ADA = { address: '192.0.2.1', principal: 'ada', key: 'plk_1' };

const limiters: RateLimiter[] = [];
afterEach(async () => {
  for (const limiter of limiters.splice(0)) await limiter.close();
});

function opened(limiter: RateLimiter): RateLimiter {
  limiters.push(limiter);
  return limiter;
}

async function exceeded(limiter: RateLimiter, policy: RatePolicy, callers: { address: string }[]): Promise<boolean[]> {
  const answers: boolean[] = [];
  for (const caller of callers) answers.push((await limiter.consume([policy], caller))[0]?.isExceeded ?? false);
  return answers;
}

test('a limit by address counts an IPv6 network as one', async () => {
  const limiter = opened(memoryRateLimiter());
  const addresses = ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::3', '2001:db8:1:3::1'];
  const callers = addresses.map((address) => ({ address }));
  expect(await exceeded(limiter, TWO_A_MINUTE, callers)).toEqual([false, false, true, false]);
});

describe('policies of an operation', () => {
  const operation = (declared?: unknown, responses = {}) => ({
    id: 'login',
    responses,
    extensions: declared === undefined ? {} : { 'x-rate-limit': declared },
  });

  test('are those it declares, one or several', () => {
    expect(ratePolicies(operation({ requests: 10, window: 60, by: 'address' }), 600)).toEqual([
      { name: 'login', requests: 10, window: 60, by: 'address' },
    ]);
    expect(
      ratePolicies(
        operation([
          { requests: 1, window: 1 },
          { requests: 9, window: 60, by: 'key' },
        ]),
        600,
      ),
    ).toEqual([
      { name: 'login-1', requests: 1, window: 1, by: 'principal' },
      { name: 'login-2', requests: 9, window: 60, by: 'key' },
    ]);
  });

  test('are the general one where only a 429 is declared, and none where that is not either', () => {
    expect(ratePolicies(operation(undefined, { 429: {} }), 600)).toEqual([
      { name: 'login', requests: 600, window: 60, by: 'principal' },
    ]);
    expect(ratePolicies(operation(), 600)).toEqual([]);
    expect(ratePolicies(operation(undefined, { 429: {} }), 0)).toEqual([]);
  });

  test.each([
    null,
    'ten',
    {},
    { requests: 0, window: 1 },
    { requests: 1.5, window: 1 },
    { requests: 1, window: '1' },
    { requests: 1, window: 1, by: 'moon' },
  ])('%j stops the start, naming the operation', (declared) => {
    expect(() => ratePolicies(operation(declared), 600)).toThrow('x-rate-limit of login is not understood');
  });
});

describe.each([['in memory', () => memoryRateLimiter()]])('a limit %s', (_, make) => {
  test('lets through what it allows and no more, for each caller alone', async () => {
    const [ada, eve] = [{ address: '192.0.2.1' }, { address: '192.0.2.2' }];
    expect(await exceeded(opened(make()), TWO_A_MINUTE, [ada, ada, ada, eve, ada])).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  test('counts by principal or key where the caller has one, else by address', async () => {
    const limiter = opened(make());
    const by = (kind: RatePolicy['by']) => ({ ...TWO_A_MINUTE, name: kind, requests: 1, by: kind });
    const elsewhere = { ...ADA, address: '192.0.2.9' };
    expect(await exceeded(limiter, by('principal'), [ADA, elsewhere])).toEqual([false, true]);
    expect(await exceeded(limiter, by('key'), [ADA, elsewhere])).toEqual([false, true]);
    expect(await exceeded(limiter, by('address'), [ADA, elsewhere])).toEqual([false, false]);
    expect(await exceeded(limiter, by('principal'), [{ address: 'x' }, { address: 'x' }])).toEqual([false, true]);
  });

  test('starts over when its window ends', async () => {
    const short = { ...TWO_A_MINUTE, requests: 1, window: 1 };
    const limiter = opened(make());
    expect(await exceeded(limiter, short, [ADA, ADA])).toEqual([false, true]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await exceeded(limiter, short, [ADA])).toEqual([false]);
  });

  test('tells how the caller stands', async () => {
    expect(await opened(make()).consume([TWO_A_MINUTE], ADA)).toEqual([
      { policy: TWO_A_MINUTE, remaining: 1, reset: 60, isExceeded: false },
    ]);
  });
});

describe('the headers', () => {
  test('name every policy and state, and when to come back', () => {
    const strict = { ...TWO_A_MINUTE, name: 'a "b"\u00e9', requests: 5, window: 1 };
    expect(
      rateHeaders([
        { policy: TWO_A_MINUTE, remaining: 0, reset: 42, isExceeded: true },
        { policy: strict, remaining: 3, reset: 1, isExceeded: false },
      ]),
    ).toEqual({
      'RateLimit-Policy': '"login";q=2;w=60, "a _b__";q=5;w=1',
      RateLimit: '"login";r=0;t=42, "a _b__";r=3;t=1',
      'Retry-After': '42',
    });
  });

  test('ask nobody to come back who is within the limit, and say nothing where there is none', () => {
    expect(rateHeaders([{ policy: TWO_A_MINUTE, remaining: 1, reset: 60, isExceeded: false }])).toEqual({
      'RateLimit-Policy': '"login";q=2;w=60',
      RateLimit: '"login";r=1;t=60',
    });
    expect(rateHeaders([])).toEqual({});
  });
});

describe('without Redis', () => {
  test('each instance counts by itself, and says once that Redis is away', async () => {
    const reports: string[] = [];
    const limiter = opened(redisRateLimiter('redis://127.0.0.1:1', (state) => reports.push(state)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await exceeded(limiter, TWO_A_MINUTE, [ADA, ADA, ADA])).toEqual([false, false, true]);
    expect(reports).toEqual(['away']);
  });
});

/** A Redis server on a port of its own; none where the machine has no redis-server. */
async function startRedis(port: number): Promise<ChildProcess | undefined> {
  const server = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
  const isThere = await Promise.race([
    once(server, 'error').then(
      () => false,
      () => false,
    ),
    (async () => {
      for await (const line of server.stdout) if (String(line).includes('Ready to accept connections')) return true;
      return false;
    })(),
  ]);
  return isThere ? server : undefined;
}

async function stop(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit');
  server.kill();
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('with Redis', () => {
  test('instances count together, go on alone while it is away, and together again when it is back', async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    // No redis-server on this machine: the rule above, without Redis, is all that can be shown.
    if (redis === undefined) return;
    const reports: string[] = [];
    const make = () => opened(redisRateLimiter(`redis://127.0.0.1:${port}`, (state) => reports.push(state)));
    const [one, two] = [make(), make()];
    await ready(one);
    await ready(two);
    expect([
      ...(await exceeded(one, TWO_A_MINUTE, [ADA])),
      ...(await exceeded(two, TWO_A_MINUTE, [ADA, ADA])),
      ...(await exceeded(one, TWO_A_MINUTE, [ADA])),
    ]).toEqual([false, false, true, true]);

    await stop(redis);
    await until(() => reports.length === 2);
    const alone = { ...TWO_A_MINUTE, name: 'alone' };
    expect([...(await exceeded(one, alone, [ADA, ADA, ADA])), ...(await exceeded(two, alone, [ADA]))]).toEqual([
      false,
      false,
      true,
      false,
    ]);

    const again = await startRedis(port);
    await until(() => reports.filter((report) => report === 'back').length === 2);
    const together = { ...TWO_A_MINUTE, name: 'together' };
    expect([...(await exceeded(one, together, [ADA, ADA])), ...(await exceeded(two, together, [ADA]))]).toEqual([
      false,
      false,
      true,
    ]);
    expect(reports).toEqual(['away', 'away', 'back', 'back']);

    // Connected, and without an answer: nobody waits for it for long.
    again?.kill('SIGSTOP');
    await until(() => reports.length === 6);
    const asked = performance.now();
    const hung = { ...TWO_A_MINUTE, name: 'hung' };
    expect(await exceeded(one, hung, [ADA, ADA, ADA])).toEqual([false, false, true]);
    expect(performance.now() - asked).toBeLessThan(400);
    again?.kill('SIGCONT');
    await until(() => reports.length === 8);
    expect(reports.slice(4)).toEqual(['away', 'away', 'back', 'back']);
    if (again) await stop(again);
  });
});

/** Counts that come from Redis are shared, so a limiter is ready when a probe of it is seen there. */
async function ready(limiter: RateLimiter): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  await limiter.consume([{ ...TWO_A_MINUTE, name: 'probe', requests: 1000 }], ADA);
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !condition(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(condition()).toBe(true);
}
