import { expect, test } from '@jest/globals';
import { some } from '../../../../scripts/prove/some.ts';

const faults = [
  ...Array.from({ length: 30 }, (_, index) => ({ kind: 'type', pointer: `/body/${index}` })),
  { kind: 'multipleOf', pointer: '/body/7' },
  { kind: 'format', pointer: '/body/9' },
];
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

test('all are taken where there is room', () => {
  expect(some(faults, 32, 1)).toEqual(faults);
});

test('what there is only once is never left out for what there is often', () => {
  for (const seed of seeds) {
    const chosen = some(faults, 4, seed);
    expect(chosen).toHaveLength(4);
    expect(chosen.map(({ kind }) => kind)).toEqual(['type', 'type', 'multipleOf', 'format']);
  }
});

test('the seed chooses among the others, one seed always the same', () => {
  const choices = seeds.map((seed) => JSON.stringify(some(faults, 4, seed)));
  expect(new Set(choices).size).toBeGreaterThan(10);
  expect(seeds.map((seed) => JSON.stringify(some(faults, 4, seed)))).toEqual(choices);
});
