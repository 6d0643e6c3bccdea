/**
 * Turns a lookup of many into a lookup of one that shares the journey: what is asked for in one turn of the event loop
 * goes out as one query. Nothing is kept: every answer was read after it was asked for, so what another instance has
 * revoked is revoked here too.
 *
 * @param load finds many at once; what there is not, is not in the map
 */
export function batched<Value>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting: Set<string> | undefined;
  let next: Promise<ReadonlyMap<string, Value>> | undefined;

  return async (key) => {
    if (waiting === undefined || next === undefined) {
      const keys = new Set<string>();
      waiting = keys;
      next = new Promise((resolve, reject) => {
        setImmediate(() => {
          waiting = undefined;
          load([...keys]).then(resolve, reject);
        });
      });
    }
    waiting.add(key);
    return (await next).get(key);
  };
}
