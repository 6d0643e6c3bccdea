import { isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
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
          driver: { name: 'plumbline-gate', rules: rules.map((id) => ({ id })) },
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
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
      },
    ],
    ...(waiver && { suppressions: [{ kind: 'inSource', justification: waiver.reason }] }),
  };
}

/** From the top of the repository, as code hosts want it; what is outside of it by its whole address. */
function uriOf(file: string): string {
  const path = isAbsolute(file) ? relative('', file) : file;
  return path.startsWith('..') ? pathToFileURL(file).href : encodeURI(path.replaceAll('\\', '/'));
}
