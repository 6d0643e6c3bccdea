import { placeText } from '../../../src/infra/contract/contract-error.ts';
import type { GateReport } from '../report.ts';
import type { Problem } from '../stage.ts';

const SIGNS = { passed: '✅', failed: '❌', skipped: '➖' } as const;
/** A comment on a pull request is read by people. */
const MOST_SHOWN = 30;

/** The report as a comment on a pull request. */
export function asMarkdown({ contract, stages, outcome, seconds, seed }: GateReport): string {
  const rows = stages.map(
    ({ stage, outcome: went, summary, seconds: took, problems }) =>
      `| ${SIGNS[went]} ${stage} | ${cell(summary)} | ${problems.filter(isError).length} | ${took.toFixed(1)} |`,
  );
  const details = stages.flatMap(({ stage, problems }) => {
    const told = problems.filter(({ level }) => level !== 'note');
    return told.length === 0 ? [] : [`### ${stage}`, ...told.slice(0, MOST_SHOWN).map(line), ...rest(told.length)];
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
  const again = reproduce === undefined ? '' : `\n  \`\`\`sh\n  ${reproduce.slice(0, 1000)}\n  \`\`\``;
  return `- **${kind}** \`${rule}\` ${where}${message.replaceAll('\n', ' ')}${again}`;
}

function rest(count: number): string[] {
  return count > MOST_SHOWN ? [`and ${count - MOST_SHOWN} more.`] : [];
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
