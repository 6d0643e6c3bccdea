import type { RateState } from './rate-limiter.ts';

/**
 * Response headers that tell a client how it stands (draft-ietf-httpapi-ratelimit-headers-11): each policy with its
 * quota `q` and window `w`, each state with what remains `r` and the seconds `t` until it is full again; `Retry-After`
 * when a policy is exceeded.
 */
export function rateHeaders(states: readonly RateState[]): Record<string, string> {
  if (states.length === 0) return {};
  const waits = states.flatMap(({ isExceeded, reset }) => (isExceeded ? [reset] : []));
  return {
    'RateLimit-Policy': states
      .map(({ policy: { name, requests, window } }) => `${quoted(name)};q=${requests};w=${window}`)
      .join(', '),
    RateLimit: states
      .map(({ policy, remaining, reset }) => `${quoted(policy.name)};r=${remaining};t=${reset}`)
      .join(', '),
    ...(waits.length > 0 && { 'Retry-After': String(Math.max(...waits)) }),
  };
}

/** A string of RFC 9651 holds printable ASCII. */
function quoted(name: string): string {
  return `"${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"`;
}
