import { report, type Comparison } from './comparison.ts';
import { shown } from './json-value.ts';
import type { OperationPair } from './operation-pair.ts';
import { isMembers } from '@plumbline/contract/json';

/** Extensions that the runtime honours: `x-rate-limit` and `x-entity`. `x-sunset` is with deprecation. */
export function compareExtensions(comparison: Comparison, { base, revision, where }: OperationPair): void {
  const before = base.extensions;
  const after = revision.extensions;
  const places = (name: string) => ({
    ...where,
    base: name in before ? `${where.base}/${name}` : where.base,
    revision: name in after ? `${where.revision}/${name}` : where.revision,
  });
  const facts = (name: string) => ({ from: textOf(before[name]), to: textOf(after[name]) });
  const rule = rateLimitRule(before['x-rate-limit'], after['x-rate-limit']);
  if (rule) report(comparison, rule, places('x-rate-limit'), facts('x-rate-limit'));
  if (shown(before['x-entity']) !== shown(after['x-entity'])) {
    report(comparison, 'api-entity-changed', places('x-entity'), facts('x-entity'));
  }
}

function textOf(value: unknown): string {
  return value === undefined ? 'none' : typeof value === 'string' ? value : shown(value);
}

function rateLimitRule(base: unknown, revision: unknown): string | undefined {
  if (shown(base) === shown(revision)) return undefined;
  if (base === undefined) return 'api-rate-limit-added';
  if (revision === undefined) return 'api-rate-limit-removed';
  const before = rateOf(base);
  const after = rateOf(revision);
  if (!before || !after) return 'api-rate-limit-changed';
  const isLower = after.limit < before.limit || after.perSecond < before.perSecond;
  if (!isLower)
    return after.limit === before.limit && after.perSecond === before.perSecond ? undefined : 'api-rate-limit-raised';
  return 'api-rate-limit-lowered';
}

/** Requests at once, and requests a second over the window. */
interface Rate {
  limit: number;
  perSecond: number;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads `100`, `100/minute`, `{ limit: 100, window: 60 }` and `{ limit: 100, window: '1m' }`; a window is a minute where none is given. */
function rateOf(value: unknown): Rate | undefined {
  if (isMembers(value)) {
    const limit = value.limit ?? value.max ?? value.requests;
    const seconds = secondsOf(value.window ?? value.period ?? value.per ?? 60);
    return typeof limit === 'number' && seconds ? { limit, perSecond: limit / seconds } : undefined;
  }
  if (typeof value === 'number') return { limit: value, perSecond: value / 60 };
  const [, count, window = '1m'] = /^\s*(\d+)\s*(?:(?:\/|per)\s*(.+))?$/u.exec(String(value)) ?? [];
  const seconds = secondsOf(window);
  return count !== undefined && seconds ? { limit: Number(count), perSecond: Number(count) / seconds } : undefined;
}

/** Seconds of `60`, `30s`, `1m`, `minute`, `hour`. */
function secondsOf(window: unknown): number | undefined {
  if (typeof window === 'number') return window > 0 ? window : undefined;
  const [, count = '', unit = ''] = /^(\d*)\s*([smhd])[a-z]*$/u.exec(String(window).trim().toLowerCase()) ?? [];
  const seconds = SECONDS[unit];
  return seconds === undefined ? undefined : Number(count || 1) * seconds;
}
