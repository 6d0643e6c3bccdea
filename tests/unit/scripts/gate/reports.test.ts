import { expect, test } from '@jest/globals';
import { asHtml } from '../../../../scripts/gate/reports/html.ts';
import { asJunit } from '../../../../scripts/gate/reports/junit.ts';
import { asMarkdown } from '../../../../scripts/gate/reports/markdown.ts';
import { asSarif } from '../../../../scripts/gate/reports/sarif.ts';
import type { GateReport } from '../../../../scripts/gate/report.ts';
import { tableOf } from '../../../../scripts/gate/terminal.ts';
import type { Problem } from '../../../../scripts/gate/stage.ts';

function reportWith(problems: Problem[], stages = ['lint']): GateReport {
  return {
    contract: { file: 'a.yaml', title: 'Tools & <more>', version: '1', sourceVersion: '3.1.0', operations: 1 },
    seed: 1,
    examples: 1,
    startedAt: '2026-11-21T10:00:00.000Z',
    seconds: 1,
    outcome: 'failed',
    stages: stages.map((stage) => ({
      stage,
      title: 'T',
      outcome: 'failed',
      summary: 'S',
      compared: 1,
      seconds: 1,
      problems,
    })),
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
  const report = reportWith([
    at(`${process.cwd()}/my api.yaml`),
    { ...at('b.yaml'), waiver },
    at('/else/c.yaml'),
    long,
  ]);
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
          { ...result, locations: place('file:///else/c.yaml') },
        ],
      },
    ],
  });
});

test('JUnit XML counts what it holds, and escapes what XML cannot hold', () => {
  const warning: Problem = { ...long, level: 'warning', message: 'look' };
  const text = asJunit(reportWith([{ ...long, message: 'a < "b"\n\u0000 & c', reproduce: 'curl ]]>' }, warning]));
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite id="0" package="gate" name="lint" tests="2" failures="1" errors="0" skipped="0" time="1" timestamp="2026-11-21T10:00:00" hostname="localhost">
    <properties/>
    <testcase classname="lint" name="T" time="1"></testcase>
    <testcase classname="lint" name="prove/no-5xx contract" time="0"><failure type="prove/no-5xx" message="a &lt; &quot;b&quot;&#10;\uFFFD &amp; c">curl ]]&gt;</failure></testcase>
    <system-out>S
warning prove/no-5xx contract: look</system-out>
    <system-err/>
  </testsuite>
</testsuites>
`);
});

const HOSTILE = '</script><script>alert(1)</script> \u001B[31m \uD800 `x` | *b* <!-- @octocat';

test('a comment shows what a contract says as it is: no markup, nobody called by name, what is worst first', () => {
  const named: Problem = { rule: 'prove/a', level: 'error', operation: 'get`it`', message: HOSTILE };
  const text = asMarkdown(reportWith([{ ...named, level: 'warning', message: 'look' }, named]));
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
    `- **error** \`prove/a\` \`\` get\`it\` \`\` ${[
      '\\</script\\>\\<script\\>alert(1)\\</script\\>',
      '\uFFFD\\[31m \uFFFD \\`x\\` \\| \\*b\\* \\<!-- @\u200Boctocat',
    ].join(' ')}`,
    '- **warning** `prove/a` `` get`it` `` look',
  ]);
});

test('the page shows what is worst of a great many problems, and no markup of a contract', () => {
  const notes = Array.from({ length: 2000 }, (): Problem => ({ rule: 'lint/a', level: 'note', message: HOSTILE }));
  const checks = { valid: { requests: 9, problems: 1 } };
  const operation = {
    id: HOSTILE.repeat(9),
    method: 'GET',
    path: '/a',
    checks,
    requests: 9,
    produced: [],
    neverProduced: [],
  };
  const report = reportWith([...notes, { ...long, message: 'the one that fails' }]);
  const text = asHtml({ ...report, operations: [{ ...operation, p50: 1, p95: 2 }] });
  expect(text).not.toMatch(/<script|<!--/);
  expect(text).not.toContain('\u001B');
  expect(text.indexOf('the one that fails')).toBeLessThan(text.indexOf('alert(1)'));
  expect(text.match(/<td>lint\/a/g)).toHaveLength(299);
  expect(text).toContain('and 1701 more');
  expect(text).toContain('>1/9</text>');
  expect(text.length).toBeLessThan(150_000);
});

test('a terminal is not commanded by what a contract says', () => {
  const report = reportWith([]);
  expect(tableOf({ ...report, contract: { ...report.contract, title: HOSTILE } })).not.toContain('\u001B');
});
