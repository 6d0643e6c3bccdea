import { isDeepStrictEqual } from 'node:util';
import { isItem } from '../body/members.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';

/** Keys from the top of an item down to a value in it. */
export type Place = readonly string[];

export interface Reconciling {
  /**
   * Whether what is shown at a place could not have been written so: then it is the server's own form of what was.
   * `undefined` is shown where what was said was left out.
   */
  isOtherForm: (at: Place, shown: unknown) => boolean;
  /** Single elements of an array can have been changed; else an array that was said is new as a whole. */
  isStepwise: boolean;
  /** Told of each place where something else was made of what was said. */
  altered: (at: Place) => void;
}

/**
 * What was said, with what it leaves to the server: members that are only in what was made of it, to any depth, and other
 * forms of what it says. What was said stays, also where something else was made of it.
 *
 * @param had what stood there before: a member of that which is no longer said was taken away, and stays so
 */
export function reconcile(said: unknown, made: unknown, had: unknown, at: Place, context: Reconciling): unknown {
  if (isDeepStrictEqual(said, made)) return said;
  if (Array.isArray(said) && Array.isArray(made) && said.length === made.length) {
    const before: unknown[] = context.isStepwise && Array.isArray(had) ? had : [];
    return said.map((each, index) => reconcile(each, made[index], before[index], [...at, String(index)], context));
  }
  if (isItem(said) && isItem(made)) {
    const before = isItem(had) ? had : {};
    const whole = { ...said };
    for (const name of new Set([...Object.keys(said), ...Object.keys(made)])) {
      const place = [...at, name];
      if (Object.hasOwn(said, name))
        setOwn(whole, name, reconcile(getOwn(said, name), getOwn(made, name), getOwn(before, name), place, context));
      else if (!Object.hasOwn(before, name)) setOwn(whole, name, getOwn(made, name));
      else context.altered(place);
    }
    return whole;
  }
  // A null that cannot be shown says that there is none.
  if (made === undefined && said === null) return undefined;
  if (context.isOtherForm(at, made)) return made;
  context.altered(at);
  return said;
}
