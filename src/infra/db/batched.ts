import { setImmediate as endOfTurn } from 'node:timers/promises';
import { currentTransaction } from './current-transaction.ts';

/** What was found, by key; or what will be, where each key is found by itself. */
type Loaded<Key, Value> = ReadonlyMap<Key, Value | Promise<Value>>;

type Find<Key, Value> = (key: Key) => Promise<Value | undefined>;

/**
 * Turns a lookup of many into a lookup of one that shares the journey: what is asked for in one turn of the event loop
 * goes out as one query. Nothing is kept: every answer was read after it was asked for, so what another instance has
 * changed or revoked is so here too. Each transaction shares with itself alone: what it asks has to run within it, and
 * it must not wait for what others asked outside.
 *
 * @param load finds many at once; what there is not, is not in the map
 */
export function batched<Key, Value>(
  load: (keys: readonly Key[]) => Loaded<Key, Value> | Promise<Loaded<Key, Value>>,
): Find<Key, Value> {
  const outside = batch(load);
  const inside = new WeakMap<object, Find<Key, Value>>();
  return (key) => {
    const transaction = currentTransaction();
    if (transaction === undefined) return outside(key);
    const own = inside.get(transaction) ?? batch(load);
    inside.set(transaction, own);
    return own(key);
  };
}

function batch<Key, Value>(
  load: (keys: readonly Key[]) => Loaded<Key, Value> | Promise<Loaded<Key, Value>>,
): Find<Key, Value> {
  let waiting: Set<Key> | undefined;
  let next: Promise<Loaded<Key, Value>> | undefined;

  return async (key) => {
    if (waiting === undefined || next === undefined) {
      const keys = new Set<Key>();
      waiting = keys;
      next = endOfTurn().then(() => {
        waiting = undefined;
        return load([...keys]);
      });
    }
    waiting.add(key);
    return (await next).get(key);
  };
}
