import { expect, test } from '@jest/globals';
import { brokenWaivers, unusedWaivers, waive } from '../../../../scripts/gate/waivers.ts';
import type { Problem, StageResult } from '../../../../scripts/gate/stage.ts';
import type { Contract } from '@plumbline/contract/contract';

const waiver = { rule: 'prove/paging', reason: 'moves to cursors', until: '2027-01-31' };

function contractWith(onOperation: unknown, onDocument?: unknown): Contract {
  return {
    document: { 'x-waive': onDocument },
    operations: [{ id: 'listPets', extensions: { 'x-waive': onOperation }, pointer: '/paths/~1pets/get' }],
    locate: () => undefined,
  } as unknown as Contract;
}

const problem: Problem = { rule: 'prove/paging', level: 'error', message: 'twice', operation: 'listPets' };

test('a waiver of an operation lets that rule pass there until its last day', () => {
  const contract = contractWith([waiver]);
  expect(waive(contract, [problem], '2027-01-31')).toEqual([{ ...problem, waiver }]);
  expect(waive(contract, [problem], '2027-02-01')).toEqual([problem]);
});

test('a waiver that stands alone, in no list, is one; what is none is an error', () => {
  expect(waive(contractWith(waiver), [problem], '2027-01-31')).toEqual([{ ...problem, waiver }]);
  expect(brokenWaivers(contractWith('prove/paging'), '2026-11-21', ['prove'])).toHaveLength(1);
});

test('it lets no other rule pass, and no other operation', () => {
  const others = [
    { ...problem, rule: 'prove/paging-more' },
    { ...problem, operation: 'getPet' },
  ];
  expect(waive(contractWith([waiver]), others, '2026-11-21')).toEqual(others);
});

test('a waiver that ends in a slash covers the rules of a stage, one at the top every operation', () => {
  const broad = { ...waiver, rule: 'prove/' };
  expect(waive(contractWith(undefined, [broad]), [problem], '2026-11-21')).toEqual([{ ...problem, waiver: broad }]);
});

test('an expired waiver, and one that lacks its reason, are errors', () => {
  const contract = contractWith([waiver, { rule: 'prove/paging' }]);
  expect(
    brokenWaivers(contract, '2027-02-01', ['lint', 'prove']).map(({ rule, level, message }) => ({
      rule,
      level,
      message,
    })),
  ).toEqual([
    {
      rule: 'waivers/expired',
      level: 'error',
      message:
        'The waiver of prove/paging on listPets ended on 2027-01-31 (moves to cursors). Mend what it waived, or extend it.',
    },
    {
      rule: 'waivers/expired',
      level: 'error',
      message:
        'x-waive on listPets needs rule, reason and until (a day, as 2027-01-31); it is {"rule":"prove/paging"}.',
    },
  ]);
});

test.each([
  ['an empty reason', { ...waiver, reason: ' ' }, /needs rule, reason and until/],
  ['a day that is none', { ...waiver, until: '2027-02-31' }, /needs rule, reason and until/],
  [
    'a rule of no stage',
    { ...waiver, rule: 'prive/paging' },
    /names a rule of no stage; ids begin with one of lint, prove/,
  ],
  ['every rule of every stage', { ...waiver, rule: '/' }, /names a rule of no stage/],
])('%s is refused', (_, wrong, message) => {
  const broken = brokenWaivers(contractWith([wrong]), '2026-11-21', ['lint', 'prove']);
  expect(broken).toEqual([expect.objectContaining({ level: 'error', message: expect.stringMatching(message) })]);
});

test('a waiver that let nothing pass is told, where its stage ran', () => {
  const contract = contractWith([waiver]);
  const ran = (stage: string, problems: Problem[]): StageResult =>
    ({ stage, outcome: 'passed', problems }) as unknown as StageResult;
  expect(unusedWaivers(contract, '2026-11-21', [ran('prove', [])])).toEqual([
    {
      rule: 'waivers/unused',
      level: 'warning',
      operation: 'listPets',
      message: 'The waiver of prove/paging on listPets let nothing pass in this run. Take it out.',
    },
  ]);
  expect(unusedWaivers(contract, '2026-11-21', [ran('lint', [])])).toEqual([]);
  expect(unusedWaivers(contract, '2026-11-21', [ran('prove', waive(contract, [problem], '2026-11-21'))])).toEqual([]);
});
