import { placeText } from '@plumbline/contract/contract-error';
import type { Change, ChangePlace, Level } from './change.ts';

const LEVELS: readonly Level[] = ['breaking', 'warning', 'info'];

/** The whole report as JSON: counts by level, and every change as it is. */
export function changesAsJson(changes: readonly Change[]): string {
  return JSON.stringify({ counts: countsOf(changes), changes }, null, 2);
}

/**
 * The report as a person reads it at a terminal: by operation, the worst first, each change with both places.
 *
 * @example
 * GET /pets/{petId}
 *   breaking  response-required-property-removed
 *             Property 'name' of the body of response 200 is gone; clients that rely on it fail.
 *             base      pets.yaml:41:11
 *             revision  pets-2.yaml:40:9
 */
export function changesAsText(changes: readonly Change[]): string {
  const groups = byOperation(changes).map(([operation, own]) => {
    const lines = own.flatMap(({ level, rule, message, base, revision }) => [
      `  ${level.padEnd(8)}  ${rule}`,
      `            ${message}`,
      ...(base ? [`            base      ${placeOf(base)}`] : []),
      ...(revision ? [`            revision  ${placeOf(revision)}`] : []),
    ]);
    return [operation, ...lines].join('\n');
  });
  return [...groups, summary(changes)].join('\n\n');
}

/** The report as Markdown, for a pull request. */
export function changesAsMarkdown(changes: readonly Change[]): string {
  const groups = byOperation(changes).map(([operation, own]) => {
    const rows = own.map(({ level, rule, message, base, revision }) => {
      const places = [base, revision].map((place) => (place ? `\`${placeOf(place)}\`` : '')).join(' | ');
      return `| ${level === 'breaking' ? '**breaking**' : level} | ${cell(message)} | \`${rule}\` | ${places} |`;
    });
    return [
      `### ${operation}`,
      '',
      '| level | change | rule | base | revision |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return ['## Contract changes', summary(changes), ...groups].join('\n\n');
}

/** `3 breaking, 1 warning, 0 info`. */
function summary(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No changes.';
  const counts = countsOf(changes);
  return LEVELS.map((level) => `${counts[level]} ${level}`).join(', ');
}

function countsOf(changes: readonly Change[]): Record<Level, number> {
  const counts = { breaking: 0, warning: 0, info: 0 };
  for (const { level } of changes) counts[level] += 1;
  return counts;
}

/** Changes by operation, in the order they were found; within one, the worst first. */
function byOperation(changes: readonly Change[]): [operation: string, changes: Change[]][] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const operation = change.operation ?? 'The contract as a whole';
    groups.set(operation, [...(groups.get(operation) ?? []), change]);
  }
  return [...groups].map(([operation, own]) => [
    operation,
    own.toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level)),
  ]);
}

function placeOf({ place, pointer }: ChangePlace): string {
  return place ? placeText(place) : `#${pointer}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
