import type { GateReport } from '../report.ts';
import type { Problem } from '../stage.ts';
import { whereOf } from './where.ts';
import { countsOf, worstFirst } from './worst-first.ts';

const SIGNS = { passed: '✅', failed: '❌', skipped: '➖' } as const;
/** A comment on a pull request is read by people, and GitHub refuses one of more characters. */
const MOST_CHARACTERS = 65_536;
/** Problems of each stage: as many as fit, all stages alike. */
const SHOWN = [30, 15, 8, 4, 2, 1, 0];
const MOST_OF_MESSAGE = 600;
const MOST_OF_COMMAND = 1000;
const MOST_OF_CODE = 300;
const MOST_OF_TITLE = 200;

/** The report as a comment on a pull request. */
export function asMarkdown(report: GateReport): string {
  for (const shown of SHOWN) {
    const text = textOf(report, shown);
    if (text.length <= MOST_CHARACTERS) return text;
  }
  return textOf(report, 0).slice(0, MOST_CHARACTERS);
}

function textOf({ contract, stages, outcome, seconds, seed }: GateReport, shown: number): string {
  const rows = stages.map(({ stage, outcome: went, summary, seconds: took, problems }) => {
    const { errors, warnings } = countsOf(problems);
    const cells = [`${SIGNS[went]} ${stage}`, plain(summary, MOST_OF_MESSAGE), errors, warnings, took.toFixed(1)];
    return `| ${cells.join(' | ')} |`;
  });
  const details = stages.flatMap(({ stage, problems }) => {
    const told = worstFirst(problems.filter(({ level }) => level !== 'note'));
    return told.length === 0 ? [] : [`### ${stage}`, ...told.slice(0, shown).map(line), ...rest(told.length - shown)];
  });
  return [
    `## ${SIGNS[outcome]} Contract gate: ${plain(`${contract.title} ${contract.version}`, MOST_OF_TITLE)}`,
    `${contract.operations} operations, ${seconds.toFixed(0)} s, seed ${seed}.`,
    ['| stage | looked at | errors | warnings | s |', '|---|---|--:|--:|--:|', ...rows].join('\n'),
    ...details,
    '',
  ].join('\n\n');
}

function line(problem: Problem): string {
  const { rule, level, message, reproduce, waiver } = problem;
  const kind = waiver ? `waived until ${waiver.until}` : level;
  const said = plain(message, MOST_OF_MESSAGE);
  const head = [`- **${kind}**`, ...[rule, ...whereOf(problem)].map(code), said].join(' ');
  return reproduce === undefined ? head : head + shell(reproduce);
}

/** A block within the list: every line of it is indented, and its fence is longer than any in it. */
function shell(command: string): string {
  const shown = cut(command, MOST_OF_COMMAND);
  const fence = '`'.repeat(Math.max(4, 1 + longestRun(shown)));
  return [`${fence}sh`, ...shown.split('\n'), fence].map((each) => `\n  ${each}`).join('');
}

/** Code in a line, whatever it holds: the fence is longer than any in it. */
function code(text: string): string {
  const shown = cut(text, MOST_OF_CODE).replaceAll(/\s+/gu, ' ');
  const fence = '`'.repeat(1 + longestRun(shown));
  return shown.includes('`') ? `${fence} ${shown} ${fence}` : fence + shown + fence;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map(({ length }) => length));
}

/** Text of a line that is shown as it is: no HTML, no markup, nobody called by name. */
function plain(text: string, most: number): string {
  return cut(text, most)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\`*_~[\]|<>&]/gu, (character) => `\\${character}`)
    .replaceAll('@', '@\u200B');
}

/** Text of at most so many characters, none of which is cut in two or commands a terminal. */
function cut(text: string, most: number): string {
  const shown = text.replaceAll(/[^\P{Cc}\t\n]/gu, '\uFFFD').toWellFormed();
  return shown.length > most ? `${shown.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : shown;
}

function rest(count: number): string[] {
  return count > 0 ? [`and ${count} more.`] : [];
}
