import type { GateReport } from '../report.ts';
import type { Problem } from '../stage.ts';

/** SARIF 2.1.0, which code hosts show beside the lines: every problem that has a file and a line. */
export function asSarif({ stages }: GateReport): object {
  const problems = stages.flatMap((stage) => stage.problems).filter(({ place }) => place !== undefined);
  const rules = [...new Set(problems.map(({ rule }) => rule))].toSorted();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'plumbline-gate', informationUri: 'docs/GATE.md', rules: rules.map((id) => ({ id })) },
        },
        results: problems.map(resultOf),
      },
    ],
  };
}

function resultOf({ rule, level, message, place, waiver }: Problem): object {
  return {
    ruleId: rule,
    level,
    message: { text: message },
    locations: place && [
      {
        physicalLocation: {
          // A place in a commit reads `ref:path`; code hosts want the path.
          artifactLocation: { uri: place.file.replace(/^[^/:]+:/u, '').replaceAll('\\', '/') },
          region: { startLine: place.line, startColumn: place.column },
        },
      },
    ],
    ...(waiver && { suppressions: [{ kind: 'inSource', justification: waiver.reason }] }),
  };
}
