import type { Context } from './context.ts';
import type { GateReport } from './report.ts';
import { countsOf, worstFirst } from './reports/worst-first.ts';
import { whereOf } from './reports/where.ts';
import type { Watcher } from './run.ts';
import type { Problem, StageResult } from './stage.ts';

const SIGNS = { passed: '✓', failed: '✗', skipped: '–' } as const;
/** More than this many problems of one stage are counted, not shown: the reports have them all. */
const MOST_SHOWN = 25;

/** Shows progress on a terminal, and each stage with its problems when it ends. */
export function terminal(context: Context): Watcher {
  const { stdout } = process;
  const isMoving = stdout.isTTY && process.env['TERM'] !== 'dumb';
  const show = (line: string): void => {
    // A line that is broken into two could not be taken back.
    if (isMoving)
      stdout.write(
        `\r\u001b[K${Array.from(printable(line))
          .slice(0, (stdout.columns || 80) - 1)
          .join('')}`,
      );
  };
  return {
    began({ name, title }) {
      context.progress = (text) => {
        show(`… ${name.padEnd(14)} ${text}`);
      };
      context.progress(title);
    },
    ended(result) {
      show('');
      console.log(printable(stageText(result)));
    },
  };
}

/** What a contract says may hold characters that command a terminal: they are shown as what cannot be shown. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}

function stageText({ stage, outcome, summary, seconds, problems }: StageResult): string {
  const told = worstFirst(problems.filter(({ level }) => level !== 'note'));
  const lines = told.slice(0, MOST_SHOWN).map(problemText);
  const more = told.length > MOST_SHOWN ? [`    and ${told.length - MOST_SHOWN} more`] : [];
  return [
    `${SIGNS[outcome]} ${stage.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s  ${summary}`,
    ...lines,
    ...more,
  ].join('\n');
}

function problemText(problem: Problem): string {
  const { rule, level, message, reproduce, waiver } = problem;
  const head = `    ${[waiver ? 'waived' : level, rule, ...whereOf(problem), message].join('  ')}`;
  return reproduce === undefined
    ? head
    : head +
        reproduce
          .split('\n')
          .map((line) => `\n        ${line.slice(0, 2000)}`)
          .join('');
}

/** One row a stage, and the verdict. */
export function tableOf({ contract, stages, outcome, seconds }: GateReport): string {
  const rows = stages.map(({ stage, outcome: went, seconds: took, problems }) => {
    const { errors, warnings, waived } = countsOf(problems);
    return [stage, `${SIGNS[went]} ${went}`, String(errors), String(warnings), String(waived), took.toFixed(1)];
  });
  const table = [['stage', 'outcome', 'errors', 'warnings', 'waived', 'seconds'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const verdict = `${contract.title} ${contract.version}: ${outcome} in ${seconds.toFixed(1)} s`;
  return ['', ...lines, '', printable(verdict)].join('\n');
}
