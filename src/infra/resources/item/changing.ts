import { setTimeout as sleep } from 'node:timers/promises';
import { StaleError } from '../../../domain/errors.ts';
import { writeExactJson } from '../../contract/exact-numbers.ts';
import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { requireMatch } from './conditions.ts';
import { seedOf } from '../answer/item-answer.ts';
import type { Locator } from './locate.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { timesOf } from './times.ts';
import { turnTaker } from './turns.ts';
import { withoutReferences } from './written.ts';

/** Changes the item that a request means; `undefined` when there is none. */
export type Change = (invocation: Invocation, change: (item: Item) => Item) => Promise<Row | undefined>;

/** Writers that were overtaken this often in a row give up. */
const ATTEMPTS = 20;
const LONGEST_WAIT_MS = 64;

/**
 * Reads, changes and writes on condition that nobody wrote in between; otherwise it does so again on what the other
 * writer left. So no change is lost, and a caller with `If-Match` is told instead.
 */
export function changerOf(serving: Serving, locator: Locator): Change {
  const { store, completed, operation } = serving;
  const { rows } = store;
  const { representation, identity, parents } = store.table.resource;
  // Whoever addresses an item by its identifier, below its parents, cannot mean to give it others.
  const named = parents.filter(({ column }) => operation.scope.some((scope) => scope.column === column));
  const kept = [identity?.property, ...named.map(({ property }) => property)].filter((name) => name !== undefined);
  const times = timesOf(serving);

  const attempts: Change = async (invocation, change) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await locator.find(invocation);
      if (before === undefined) return undefined;
      requireMatch(invocation, before);
      const item = rows.toItem(before, 'whole');
      const after = change(item);
      for (const name of kept) if (item[name] !== undefined) after[name] = item[name];
      const now = times.now();
      for (const name of times.updated)
        if (after[name] === item[name] || after[name] === undefined) after[name] = now(name);
      const made = completed(representation, rows.shown(after), seedOf(before));
      const filled = withoutReferences(store.table.resource, after, made);
      const filledIn = Object.entries(filled).filter(([name]) => !isKept(item, after, name));
      const row = await store.update(before, rows.toRow({ ...after, ...Object.fromEntries(filledIn) }));
      if (row) return row;
      // At once is right for two writers; many at a time get out of each other's way.
      await sleep(Math.random() * Math.min(2 ** attempt, LONGEST_WAIT_MS));
    }
    throw new StaleError('Too many others change it at the same time. Try again.');
  };
  // Reads that come together go out together: all but one of those who read here would have to start again.
  const takeTurns = turnTaker();
  return (invocation, change) => {
    const item = [locator.key(invocation), ...locator.scopeValues(invocation).values()];
    return takeTurns(writeExactJson(item), () => attempts(invocation, change));
  };
}

/** What the caller did not touch stays as it is stored, even where an answer could not show it as it is. */
function isKept(before: Item, after: Item, name: string): boolean {
  return before[name] !== undefined && after[name] === before[name];
}
