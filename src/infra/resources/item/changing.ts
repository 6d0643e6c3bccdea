import { setTimeout as sleep } from 'node:timers/promises';
import { StaleError } from '../../../domain/errors.ts';
import { writeExactJson } from '@plumbline/contract/exact-numbers';
import { getOwn, setOwn } from '@plumbline/contract/json';
import type { Row } from '../../db/database.ts';
import type { Invocation } from '../../http/invocation.ts';
import { requireMatch } from './conditions.ts';
import { seedOf } from '../answer/item-answer.ts';
import { emulatedIn, inventedOf, noteInventedItem } from './emulated.ts';
import { generatedOf } from './generated.ts';
import type { Locator } from './locate.ts';
import type { Serving } from '../serving.ts';
import type { Item } from '../store/rows.ts';
import { targetsOf } from './targets.ts';
import { timesOf } from './times.ts';
import { turnTaker } from './turns.ts';
import { withoutReferences } from './written.ts';

/** Changes the item that a request means; `undefined` when there is none. */
export type Change = (
  invocation: Invocation,
  change: (item: Item) => Item,
  /** Names of the members that nobody said: where the change sets them, they are emulated. */
  assumed?: readonly string[],
) => Promise<Row | undefined>;

/** Writers that were overtaken this often in a row give up. */
const ATTEMPTS = 20;
const LONGEST_WAIT_MS = 64;

/**
 * Reads, changes and writes on condition that nobody wrote in between; otherwise it does so again on what the other
 * writer left. So no change is lost, and a caller with `If-Match` is told instead.
 */
export function changerOf(serving: Serving, locator: Locator): Change {
  const { store, built, operation, service } = serving;
  const { rows } = store;
  const { representation, identity, parents, pathKeys = [] } = store.table.resource;
  // Whoever addresses an item by its identifier, below its parents, cannot mean to give it others.
  const named = parents.filter(({ column }) => operation.scope.some((scope) => scope.column === column));
  const kept = [identity?.property, operation.key?.property, ...named.map(({ property }) => property)].filter(
    (name) => name !== undefined,
  );
  const own = identity?.property ?? '';
  const times = timesOf(serving);
  const withTargets = targetsOf(serving);
  const { versions } = generatedOf(service.contract, service.model, store.table.resource);

  const attempts: Change = async (invocation, change, assumed = []) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await locator.find(invocation);
      if (before === undefined) return undefined;
      requireMatch(invocation, before);
      const item = rows.toItem(before, 'whole');
      const after = change(item);
      const renamed = operation.mayRename === true && typeof getOwn(after, own) === 'string' ? own : undefined;
      for (const name of kept)
        if (getOwn(item, name) !== undefined && name !== renamed) setOwn(after, name, getOwn(item, name));
      const now = times.now();
      // No path would find an item without it.
      for (const { property } of pathKeys)
        if ((getOwn(after, property) ?? null) === null && getOwn(item, property) !== undefined)
          setOwn(after, property, getOwn(item, property));
      for (const name of times.updated)
        if (getOwn(after, name) === getOwn(item, name) || getOwn(after, name) === undefined)
          setOwn(after, name, now(name));
      for (const name of versions)
        if (Number.isSafeInteger(getOwn(item, name))) setOwn(after, name, (getOwn(item, name) as number) + 1);
      const made = built(representation, rows.shown(after), seedOf(before));
      const filled = withoutReferences(store.table.resource, after, made.value);
      const filledIn = Object.entries(filled).filter(([name]) => !isKept(item, after, name));
      const isStored = (field: string): boolean => isKept(item, after, topOf(field));
      const invented = inventedOf(store.table.resource, after, made).filter((field) => !isStored(field));
      noteInventedItem(serving, invocation, invented);
      const set = assumed.filter((name) => getOwn(after, name) !== undefined && !isStored(name));
      const emulated = [...emulatedIn(before).filter(isStored), ...set, ...invented];
      const changed = rows.toRow({ ...after, ...Object.fromEntries(filledIn) }, emulated);
      const row = await withTargets({ item: after, before: item, row: before }, () => store.update(before, changed));
      if (row) return row;
      // At once is right for two writers; many at a time get out of each other's way.
      await sleep(Math.random() * Math.min(2 ** attempt, LONGEST_WAIT_MS));
    }
    throw new StaleError('Too many others change it at the same time. Try again.');
  };
  // Reads that come together go out together: all but one of those who read here would have to start again.
  const takeTurns = turnTaker();
  return (invocation, change, assumed) => {
    const item = [locator.key(invocation), ...locator.scopeValues(invocation).values()];
    return takeTurns(writeExactJson(item), () => attempts(invocation, change, assumed));
  };
}

const topOf = (field: string): string => field.split('.')[0] ?? field;

/** What the caller did not touch stays as it is stored, even where an answer could not show it as it is. */
function isKept(before: Item, after: Item, name: string): boolean {
  return getOwn(before, name) !== undefined && getOwn(after, name) === getOwn(before, name);
}
