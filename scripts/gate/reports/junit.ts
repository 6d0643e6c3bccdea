import type { GateReport } from '../report.ts';
import type { Problem, StageResult } from '../stage.ts';
import { escape } from './escape.ts';
import { whereOf } from './where.ts';

/**
 * JUnit XML: a suite a stage; a case for the stage, and one for each error. Warnings pass, and are told as output. Keeps
 * to the schemas of Jenkins and of Ant alike, which ask for members that say nothing here.
 */
export function asJunit({ stages, startedAt }: GateReport): string {
  const suites = stages.map((stage, index) => suite(stage, index, startedAt)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}</testsuites>\n`;
}

function suite(
  { stage, title, outcome, summary, seconds, problems }: StageResult,
  id: number,
  startedAt: string,
): string {
  const errors = problems.filter(({ level }) => level === 'error');
  const failures = errors.filter(({ waiver }) => !waiver).length;
  const skipped = errors.length - failures + (outcome === 'skipped' ? 1 : 0);
  const counts = `tests="${errors.length + 1}" failures="${failures}" errors="0" skipped="${skipped}"`;
  // Ant takes no fractions of a second and no time zone.
  const when = `timestamp="${startedAt.slice(0, 19)}" hostname="localhost"`;
  const warnings = problems.filter(({ level }) => level === 'warning');
  return [
    `  <testsuite id="${id}" package="gate" name="${stage}" ${counts} time="${seconds}" ${when}>`,
    '    <properties/>',
    testcase(stage, title, seconds, outcome === 'skipped' ? `<skipped message="${attribute(summary)}"/>` : ''),
    ...errors.map((problem) => testcase(stage, nameOf(problem), 0, insideOf(problem))),
    `    <system-out>${escape([summary, ...warnings.map(lineOf)].join('\n'))}</system-out>`,
    '    <system-err/>',
    '  </testsuite>\n',
  ].join('\n');
}

function testcase(stage: string, name: string, seconds: number, inside: string): string {
  return `    <testcase classname="${stage}" name="${attribute(name)}" time="${seconds}">${inside}</testcase>`;
}

function insideOf({ rule, message, reproduce, waiver }: Problem): string {
  if (waiver) return `<skipped message="${attribute(`waived until ${waiver.until}: ${waiver.reason}`)}"/>`;
  return `<failure type="${attribute(rule)}" message="${attribute(message)}">${escape(reproduce ?? message)}</failure>`;
}

function nameOf(problem: Problem): string {
  const [where = 'contract'] = whereOf(problem);
  return `${problem.rule} ${where}`;
}

function lineOf(problem: Problem): string {
  return `${problem.waiver ? 'waived' : problem.level} ${nameOf(problem)}: ${problem.message}`;
}

/** Line ends that are not written as such become spaces when the attribute is read (XML 1.0, section 3.3.3). */
function attribute(text: string): string {
  return escape(text).replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
