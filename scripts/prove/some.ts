import type { Contract } from '@plumbline/contract/contract';
import { seededRandom } from '@plumbline/contract/sample/random';

/** Systematic requests of one kind for all operations of a contract together. */
const ALL_OPERATIONS = 6000;
const FEWEST = 6;
const MOST = 120;

/** How many systematic requests of one kind an operation gets: all of them in small contracts, a share in larger ones. */
export function usualLimit({ operations }: Contract): number {
  const share = Math.round(ALL_OPERATIONS / Math.max(operations.length, 1));
  return Math.min(MOST, Math.max(FEWEST, share));
}

/**
 * At most `limit` of the values, chosen by the seed, in their order.
 *
 * Every kind has its turn before one has its second: what a contract says only once is not left out for what it says
 * of each member.
 */
export function some<Value extends { kind: string }>(values: readonly Value[], limit: number, seed: number): Value[] {
  if (values.length <= limit) return [...values];
  const random = seededRandom(seed);
  const ranked = values
    .map((value, index) => ({ value, index, rank: random.next() }))
    .toSorted((one, other) => one.rank - other.rank);
  const alike = new Map<string, number>();
  const inTurns = ranked.map((each) => {
    const turn = alike.get(each.value.kind) ?? 0;
    alike.set(each.value.kind, turn + 1);
    return { ...each, turn };
  });
  const chosen = inTurns.toSorted((one, other) => one.turn - other.turn).slice(0, limit);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ value }) => value);
}
