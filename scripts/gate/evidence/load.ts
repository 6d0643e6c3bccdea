import type { ContractOperation } from '@plumbline/contract/contract';
import { signed, validRequest } from '../../prove/request.ts';
import type { Context } from '../context.ts';

export interface LoadResults {
  requests_per_second: number | null;
  /** Milliseconds. */
  p95_latency: number | null;
  /** Share of requests that failed, 0 to 1. */
  error_rate: number | null;
}

const SECONDS = 3;
const WORKERS = 8;
/** So many operations are enough to mix, and so many URLs are tried to find one that still answers. */
const OPERATIONS = 20;
const ATTEMPTS = 10;

interface Read {
  url: string;
  headers: Record<string, string>;
}

/**
 * A short load on the backend that was proven: eight clients that read, for three seconds, what the proof could read
 * and what still is there. Nulls where nothing can be read.
 */
export async function measureLoad(context: Context): Promise<LoadResults> {
  const reads = await readable(context);
  if (reads.length === 0) return { requests_per_second: null, p95_latency: null, error_rate: null };
  const times: number[] = [];
  let failed = 0;
  const started = performance.now();
  const worker = async (first: number): Promise<void> => {
    for (let next = first; performance.now() - started < SECONDS * 1000; next += 1) {
      const begun = performance.now();
      const works = await answers(reads[next % reads.length] as Read);
      times.push(performance.now() - begun);
      if (!works) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index)));
  const seconds = (performance.now() - started) / 1000;
  const sorted = times.toSorted((one, other) => one - other);
  return {
    requests_per_second: rounded(times.length / seconds),
    p95_latency: rounded(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0),
    error_rate: failed / times.length,
  };
}

/** For each operation that reads, the first URL of the proof that still answers. */
async function readable(context: Context): Promise<Read[]> {
  const { contract, exchanges, seed } = context;
  const { url, supplies } = await context.ground();
  const succeeded = exchanges.filter(({ method, status }) => method.toUpperCase() === 'GET' && status === 200);
  const byOperation = Map.groupBy(succeeded, ({ operation }) => operation);
  const reads: Read[] = [];
  for (const operation of contract.operations) {
    const targets = [...new Set(byOperation.get(operation.id)?.map(({ target }) => target))].slice(-ATTEMPTS);
    if (targets.length === 0) continue;
    const request = signed(validRequest(contract, operation, { seed }), supplies.credentials(operation));
    const headers = { ...request.headers, accept: acceptOf(operation) };
    for (const target of targets.toReversed()) {
      const read = { url: url + target, headers };
      if (!(await answers(read))) continue;
      reads.push(read);
      break;
    }
    if (reads.length === OPERATIONS) break;
  }
  return reads;
}

/** What lasts, as a stream of events does, is left alone. */
function acceptOf({ responses }: ContractOperation): string {
  const types = Object.values(responses).flatMap(({ content }) => Object.keys(content));
  return types.filter((type) => type !== 'text/event-stream').join(', ') || '*/*';
}

async function answers({ url, headers }: Read): Promise<boolean> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return response?.ok === true;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
