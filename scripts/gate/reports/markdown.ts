import { placeText } from '../../../src/infra/contract/contract-error.ts';
import type { GateReport } from '../report.ts';
import type { Problem } from '../stage.ts';

const SIGNS = { passed: '✅', failed: '❌', skipped: '➖' } as const;
/** A comment on a pull request is read by people, and GitHub refuses one of more characters. */
const MOST_CHARACTERS = 65_536;
/** Problems of each stage: as many as fit, all stages alike. */
const SHOWN = [30, 15, 8, 4, 2, 1, 0];
const MOST_OF_MESSAGE = 600;

/** The report as a comment on a pull request. */
export function asMarkdown(report: GateReport): string {
  for (const shown of SHOWN) {
    const text = textOf(report, shown);
    if (text.length <= MOST_CHARACTERS) return text;
  }
  return textOf(report, 0).slice(0, MOST_CHARACTERS);
}

function textOf({ contract, stages, outcome, seconds, seed }: GateReport, shown: number): string {
  const rows = stages.map(
    ({ stage, outcome: went, summary, seconds: took, problems }) =>
      `| ${SIGNS[went]} ${stage} | ${cell(summary)} | ${problems.filter(isError).length} | ${took.toFixed(1)} |`,
  );
  const details = stages.flatMap(({ stage, problems }) => {
    const told = problems.filter(({ level }) => level !== 'note');
    return told.length === 0 ? [] : [`### ${stage}`, ...told.slice(0, shown).map(line), ...rest(told.length - shown)];
  });
  return [
    `## ${SIGNS[outcome]} Contract gate: ${contract.title} ${contract.version}`,
    `${contract.operations} operations, ${seconds.toFixed(0)} s, seed ${seed}.`,
    ['| stage | looked at | errors | s |', '|---|---|---|---|', ...rows].join('\n'),
    ...details,
    '',
  ].join('\n\n');
}

function isError({ level, waiver }: Problem): boolean {
  return level === 'error' && !waiver;
}

function line({ rule, level, message, operation, place, reproduce, waiver }: Problem): string {
  const where = place ? `\`${placeText(place)}\` ` : operation === undefined ? '' : `\`${operation}\` `;
  const kind = waiver ? `waived until ${waiver.until}` : level;
  const said = cut(message.replaceAll(/\s+/gu, ' '), MOST_OF_MESSAGE);
  return `- **${kind}** \`${rule}\` ${where}${said}${reproduce === undefined ? '' : shell(reproduce)}`;
}

/** A block within the list: every line of it is indented, and its fence is longer than any in it. */
function shell(command: string): string {
  const lines = ['````sh', ...cut(command, 1000).replaceAll('````', '').split('\n'), '````'];
  return lines.map((each) => `\n  ${each}`).join('');
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function rest(count: number): string[] {
  return count > 0 ? [`and ${count} more.`] : [];
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
