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

/** A limit for operations that declare a 429 and none of their own. */
const GENERAL_WINDOW_SECONDS = 60;

interface Declaring {
  id: string;
  responses: Readonly<Record<string, unknown>>;
  extensions: Readonly<Record<string, unknown>>;
}

/**
 * The policies of an operation, read from its contract.
 *
 * @param general requests a minute where it declares a 429 and no limit of its own; 0: none
 * @returns none where it declares neither `x-rate-limit` nor a 429
 * @throws Error naming the operation when `x-rate-limit` is not understood: a limit that is not kept must not pass for one
 */
export function ratePolicies({ id, responses, extensions }: Declaring, general: number): RatePolicy[] {
  const declared = extensions['x-rate-limit'];
  if (declared === undefined) {
    if (general === 0 || !Object.hasOwn(responses, '429')) return [];
    return [{ name: id, requests: general, window: GENERAL_WINDOW_SECONDS, by: 'principal' }];
  }
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
