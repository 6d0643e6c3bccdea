import { expect, test } from '@jest/globals';
import { asJunit } from '../../../../scripts/gate/reports/junit.ts';
import { asMarkdown } from '../../../../scripts/gate/reports/markdown.ts';
import { asSarif } from '../../../../scripts/gate/reports/sarif.ts';
import type { GateReport } from '../../../../scripts/gate/report.ts';
import type { Problem } from '../../../../scripts/gate/stage.ts';

function reportWith(problems: Problem[], stages = ['lint']): GateReport {
  return {
    contract: { file: 'a.yaml', title: 'Tools & <more>', version: '1', sourceVersion: '3.1.0', operations: 1 },
    seed: 1,
    examples: 1,
    seconds: 1,
    outcome: 'failed',
    stages: stages.map((stage) => ({ stage, title: 'T', outcome: 'failed', summary: 'S', seconds: 1, problems })),
    operations: [],
  };
}

const curl = `curl -X POST --data-binary '${'x'.repeat(2000)}\n\`\`\`\n' 'http://127.0.0.1/'`;
const long: Problem = { rule: 'prove/no-5xx', level: 'error', message: 'm'.repeat(3000), reproduce: curl };

test('a comment is never longer than GitHub takes, and says how much is left out', () => {
  const stages = Array.from({ length: 10 }, (_, index) => `stage-${index}`);
  const text = asMarkdown(
    reportWith(
      Array.from({ length: 900 }, () => long),
      stages,
    ),
  );
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text).toMatch(/and \d+ more\./);
  expect(text.match(/^- \*\*error\*\*/gm)?.length).toBeGreaterThanOrEqual(20);
});

test('a command of several lines stays in its block', () => {
  const [, block = ''] =
    /( {2}````sh\n.*? {2}````)\n/s.exec(`${asMarkdown(reportWith([{ ...long, reproduce: 'a\n```\nb' }]))}\n`) ?? [];
  expect(block).toBe('  ````sh\n  a\n  ```\n  b\n  ````');
});

test('SARIF tells every problem that has a place, by its path in the repository', () => {
  const at = (file: string): Problem => ({ ...long, rule: 'lint/a', place: { file, line: 3, column: 5 } });
  const waiver = { rule: 'lint/', reason: 'soon', until: '2027-01-01' };
  const report = reportWith([at(`${process.cwd()}/my api.yaml`), { ...at('main:b.yaml'), waiver }, long]);
  const place = (uri: string) => [
    { physicalLocation: { artifactLocation: { uri }, region: { startLine: 3, startColumn: 5 } } },
  ];
  const result = { ruleId: 'lint/a', level: 'error', message: { text: long.message } };
  expect(asSarif(report)).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'plumbline-gate', rules: [{ id: 'lint/a' }] } },
        results: [
          { ...result, locations: place('my%20api.yaml') },
          { ...result, locations: place('b.yaml'), suppressions: [{ kind: 'inSource', justification: 'soon' }] },
        ],
      },
    ],
  });
});

test('JUnit XML counts what it holds, and escapes what XML cannot hold', () => {
  const warning: Problem = { ...long, level: 'warning' };
  const text = asJunit(reportWith([{ ...long, message: 'a < "b" \u0000 & c', reproduce: 'curl' }, warning]));
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Tools &amp; &lt;more&gt; 1" time="1">
  <testsuite name="lint" tests="2" failures="1" skipped="0" time="1">
    <testcase classname="lint" name="T" time="1"></testcase>
    <testcase classname="lint" name="prove/no-5xx contract"><failure message="a &lt; &quot;b&quot;  &amp; c">curl</failure></testcase>
  </testsuite>
</testsuites>
`);
});
