import { expect, test } from '@jest/globals';
import { readOptions } from '../../../../scripts/gate/options.ts';

const read = (...args: string[]) => readOptions(args, 'own.yaml', ['lint', 'prove']);

test('without arguments the own contract is proven, with seed 1', () => {
  expect(read()).toEqual({ file: 'own.yaml', seed: 1, examples: 5, report: 'reports/gate', isUnitTested: false });
});

test('every argument is read', () => {
  expect(
    read(
      'a.yaml',
      '--base',
      'main',
      '--only',
      'lint,prove',
      '--seed',
      '7',
      '--examples',
      '9',
      '--report',
      'r',
      '--evidence',
      'e',
      '--unit-tests',
    ),
  ).toEqual({
    file: 'a.yaml',
    base: 'main',
    only: ['lint', 'prove'],
    seed: 7,
    examples: 9,
    report: 'r',
    evidence: 'e',
    isUnitTested: true,
  });
});

test.each([
  [['--only', 'lint,nope'], 'There is no stage "nope". The stages are lint, prove.'],
  [['--seed', 'x'], '--seed is "x"; give a whole number from 0.'],
  [['--seed', '1e3'], '--seed is "1e3"; give a whole number from 0.'],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous."],
  [['--nope'], 'There is no option --nope.'],
  [['--base', ''], '--base names nothing.'],
  [['--examples', '0'], '--examples is "0"; give a whole number from 1.'],
  [['--unit-tests'], '--unit-tests measures what goes into the evidence; name its file with --evidence.'],
  [['a.yaml', 'b.yaml'], 'One contract at a time; got a.yaml, b.yaml.'],
])('%j is misuse', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'MisuseError', message }));
});
