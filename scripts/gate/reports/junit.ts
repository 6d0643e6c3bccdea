import { placeText } from '../../../src/infra/contract/contract-error.ts';
import type { GateReport } from '../report.ts';
import type { Problem, StageResult } from '../stage.ts';
import { escape } from './escape.ts';

/** JUnit XML: a suite a stage; a case a problem, or one passed case where there is none. Warnings pass. */
export function asJunit({ stages, seconds, contract }: GateReport): string {
  const suites = stages.map(suite).join('');
  const name = escape(`${contract.title} ${contract.version}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${name}" time="${seconds}">\n${suites}</testsuites>\n`;
}

function suite({ stage, title, outcome, seconds, problems }: StageResult): string {
  const errors = problems.filter(({ level }) => level === 'error');
  const cases = errors.map((problem) => failure(stage, problem));
  const whole = `    <testcase classname="${stage}" name="${escape(title)}" time="${seconds}">${outcome === 'skipped' ? '<skipped/>' : ''}</testcase>\n`;
  const failures = errors.filter(({ waiver }) => !waiver).length;
  const skipped = errors.length - failures + (outcome === 'skipped' ? 1 : 0);
  return `  <testsuite name="${stage}" tests="${errors.length + 1}" failures="${failures}" skipped="${skipped}" time="${seconds}">\n${whole}${cases.join('')}  </testsuite>\n`;
}

function failure(stage: string, { rule, message, operation, place, reproduce, waiver }: Problem): string {
  const where = operation ?? (place ? placeText(place) : 'contract');
  const inside = waiver
    ? `<skipped message="${escape(`waived until ${waiver.until}: ${waiver.reason}`)}"/>`
    : `<failure message="${escape(message)}">${escape(reproduce ?? message)}</failure>`;
  return `    <testcase classname="${stage}" name="${escape(`${rule} ${where}`)}">${inside}</testcase>\n`;
}
