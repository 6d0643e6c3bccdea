import { seededRandom } from '../../src/infra/contract/sample/random.ts';

/** At most `limit` of the values, chosen by the seed, in their order. */
export function some<Value>(values: readonly Value[], limit: number, seed: number): Value[] {
  if (values.length <= limit) return [...values];
  const random = seededRandom(seed);
  const ranked = values.map((value, index) => ({ value, index, rank: random.next() }));
  const chosen = ranked.toSorted((one, other) => one.rank - other.rank).slice(0, limit);
  return chosen.toSorted((one, other) => one.index - other.index).map(({ value }) => value);
}
