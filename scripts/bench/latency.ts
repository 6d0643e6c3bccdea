import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Sent {
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** Connections of which each sends its next request when the last was answered. */
export interface Load {
  connections: number;
  /** The requests of one connection, in turn. */
  requestsOf: (connection: number) => Sent[];
}

/** How the connections of a load were answered. */
export interface Observed {
  /** Answers a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers that were not 2xx, by status; `error` stands for those that did not come. */
  failures: Record<string, number>;
}

/** Latency of reads: alone, and while others write. */
export interface Comparison {
  alone: Observed;
  together: Observed;
  writers: Observed;
  /** p99 together to p99 alone. */
  ratio: number;
}

/** How long writers write before readers are measured: until then they have queued wherever they queue. */
const LEAD_MS = 500;

/**
 * Measures readers for `seconds` alone, and then for as long while the writers write; `rounds` times. All connections are
 * made before: what is measured is how long an answer takes, and not how long a connection.
 */
export async function compareLatency(
  url: string,
  loads: { readers: Load; writers: Load },
  rounds: number,
  seconds: number,
  onRound: (comparison: Comparison) => void,
): Promise<Comparison[]> {
  const readers = { ...loads.readers, agent: agentOf(loads.readers) };
  const writers = { ...loads.writers, agent: agentOf(loads.writers) };
  const comparisons: Comparison[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const measured = round === 0 ? Math.min(1, seconds) : seconds;
      const alone = await observe(url, readers, sleep(1000 * measured));
      let stop: () => void = () => undefined;
      const writing = observe(url, writers, new Promise<void>((resolve) => (stop = resolve)));
      await sleep(LEAD_MS);
      const together = await observe(url, readers, sleep(1000 * measured));
      stop();
      const comparison = { alone, together, writers: await writing, ratio: together.p99 / alone.p99 };
      // The first round makes the connections, warms caches and the just-in-time compiler, and counts for nothing.
      if (round === 0) continue;
      comparisons.push(comparison);
      onRound(comparison);
    }
    return comparisons;
  } finally {
    readers.agent.destroy();
    writers.agent.destroy();
  }
}

function agentOf({ connections }: Load): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
}

/** Begins no request after `end`, and waits for those that were begun: the slowest count as well. */
async function observe(url: string, load: Load & { agent: Agent }, end: Promise<void>): Promise<Observed> {
  const times: number[] = [];
  const failures: Record<string, number> = {};
  const state = { isOver: false };
  const began = performance.now();
  void end.then(() => (state.isOver = true));
  const connection = async (requests: readonly Sent[]): Promise<void> => {
    for (let turn = 0; !state.isOver; turn += 1) {
      const sentAt = performance.now();
      const status = await answerTo(url, load.agent, requests[turn % requests.length]);
      times.push(performance.now() - sentAt);
      if (!/^2/.test(status)) failures[status] = (failures[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: load.connections }, (_, each) => connection(load.requestsOf(each))));
  const seconds = (performance.now() - began) / 1000;
  times.sort((one, other) => one - other);
  return {
    rate: times.length / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    failures,
  };
}

/** The status of an answer that was read to its end, or `error`. */
function answerTo(url: string, agent: Agent, sent: Sent | undefined): Promise<string> {
  return new Promise((resolve) => {
    const { method, path, headers = {}, body } = sent ?? { method: 'GET', path: '/' };
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const fail = (): void => {
      resolve('error');
    };
    const asking = request(url + path, { method, agent, headers: { ...headers, ...length } }, (response) => {
      response.resume();
      response.on('end', () => {
        resolve(String(response.statusCode));
      });
      response.on('error', fail);
    });
    asking.on('error', fail);
    asking.end(body);
  });
}

function quantile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.ceil(sorted.length * share) - 1];
  if (value === undefined) throw new Error('Nothing was sent');
  return value;
}

/** How many answers were not 2xx. */
export function failuresIn({ failures }: Pick<Observed, 'failures'>): number {
  return Object.values(failures).reduce((sum, count) => sum + count, 0);
}
