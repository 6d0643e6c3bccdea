/** Whose requests are counted together. */
export const PARTITIONS = ['principal', 'key', 'address'] as const;
export type Partition = (typeof PARTITIONS)[number];

/**
 * How often something may be asked for: what `x-rate-limit` of an operation declares, one of these or a list of them.
 *
 *     x-rate-limit: { requests: 10, window: 60, by: address }
 */
export interface RatePolicy {
  /** Names it in the headers; the operationId, numbered when there are several. */
  name: string;
  requests: number;
  /** Seconds. */
  window: number;
  /** `principal` and `key` fall back to the address for callers who are neither. */
  by: Partition;
}

/** What operations share that declare a 429 and no policy of their own. */
const GENERAL: Omit<RatePolicy, 'name'> = { requests: 600, window: 60, by: 'principal' };

interface Declaring {
  id: string;
  responses: Readonly<Record<string, unknown>>;
  extensions: Readonly<Record<string, unknown>>;
}

/**
 * The policies of an operation, read from its contract.
 *
 * @returns none where it declares neither `x-rate-limit` nor a 429
 * @throws Error naming the operation when `x-rate-limit` is not understood: a limit that is not kept must not pass for one
 */
export function ratePolicies({ id, responses, extensions }: Declaring): RatePolicy[] {
  const declared = extensions['x-rate-limit'];
  if (declared === undefined) return '429' in responses ? [{ name: id, ...GENERAL }] : [];
  const list: unknown[] = Array.isArray(declared) ? declared : [declared];
  return list.map((item, index) => ({ name: list.length === 1 ? id : `${id}-${index + 1}`, ...readPolicy(item, id) }));
}

function readPolicy(declared: unknown, id: string): Omit<RatePolicy, 'name'> {
  const { requests, window, by = 'principal' } = (declared ?? {}) as Record<string, unknown>;
  if (isCount(requests) && isCount(window) && isPartition(by)) return { requests, window, by };
  throw new Error(
    `x-rate-limit of ${id} is not understood. Write { requests: 10, window: 60, by: address }: whole numbers, ` +
      `window in seconds, by one of ${PARTITIONS.join(', ')}.`,
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isPartition(value: unknown): value is Partition {
  return (PARTITIONS as readonly unknown[]).includes(value);
}
