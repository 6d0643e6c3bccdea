import { expect, test } from '@jest/globals';
import type { Context } from '../../../../scripts/gate/context.ts';
import { runStages } from '../../../../scripts/gate/run.ts';
import type { Findings } from '../../../../scripts/gate/stage.ts';
import { deadMock } from '../../../../scripts/gate/stages/mock-parity.ts';
import { loadDocument } from '../../infra/contract/fixture.ts';

async function outcome(findings: Findings) {
  const contract = await loadDocument({});
  const context = { file: 'openapi.json', contract, seed: 1, examples: 1, exchanges: [] } as unknown as Context;
  const watcher = { began: () => undefined, ended: () => undefined };
  const stage = { name: 'lint', title: 'A stage', check: () => Promise.resolve(findings) };
  const report = await runStages([stage], context, watcher, '2026-11-30');
  return { outcome: report.outcome, rules: report.stages[0]?.problems.map(({ rule }) => rule) };
}

test.each<[string, Findings, unknown]>([
  [
    'fails where it compared nothing',
    { summary: 'nothing', problems: [], compared: 0 },
    { outcome: 'failed', rules: ['lint/nothing-compared'] },
  ],
  [
    'passes where it compared something',
    { summary: 'one', problems: [], compared: 1 },
    { outcome: 'passed', rules: [] },
  ],
  [
    'is skipped where there was nothing to compare',
    { summary: 'none', problems: [], compared: 0, isSkipped: true },
    { outcome: 'passed', rules: [] },
  ],
  [
    'fails in mock-parity where the mock answered no request',
    { summary: 'dead', problems: deadMock(2, 0), compared: 0 },
    { outcome: 'failed', rules: ['mock-parity/nothing-compared'] },
  ],
])('a stage %s', async (_what, findings, expected) => {
  expect(await outcome(findings)).toEqual(expected);
});

test('a mock that answered some requests is not dead', () => {
  expect(deadMock(2, 1)).toEqual([]);
});
