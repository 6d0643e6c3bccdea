import { makeShard, type Shard, type ShardOptions } from './shard.ts';

/** How many shards are made at a time; the rest wait, so that a burst on a cold start does not starve the others. */
const CONCURRENCY = 1;

/** The shard of a path, made on first use. */
export type Shards = (path: string) => Shard | Promise<Shard>;

/** Keeps one shard for every path of the contract that was asked for; their number is bounded by the contract. */
export function createShards(options: ShardOptions): Shards {
  const made = new Map<string, Shard>();
  const making = new Map<string, Promise<Shard>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  const make = async (path: string): Promise<Shard> => {
    if (running >= CONCURRENCY) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      // Requests on paths that are ready go first between two shards.
      await new Promise(setImmediate);
      const shard = makeShard(options, path);
      made.set(path, shard);
      return shard;
    } finally {
      running -= 1;
      making.delete(path);
      waiting.shift()?.();
    }
  };

  return (path) => {
    const ready = made.get(path) ?? making.get(path);
    if (ready !== undefined) return ready;
    const promise = make(path);
    making.set(path, promise);
    return promise;
  };
}
