import type { OperationReport } from '../report.ts';
import type { StageResult } from '../stage.ts';
import { escape } from './escape.ts';

const ROW = 20;
const LABEL = 300;
const WIDTH = 900;
const COLOURS = { passed: '#2b8a3e', failed: '#c92a2a', skipped: '#868e96' } as const;
const NOTHING = '<p>Nothing was sent in this run.</p>';

/** How each stage went and how long it took: a bar a stage. */
export function stagesPicture(stages: readonly StageResult[]): string {
  const longest = Math.max(0.001, ...stages.map(({ seconds }) => seconds));
  const rows = stages.map(({ stage, outcome, seconds }, index) => {
    const width = Math.max(2, (seconds / longest) * (WIDTH - LABEL - 80));
    return (
      label(stage, index) +
      bar(LABEL, index, width, COLOURS[outcome]) +
      text(LABEL + width + 6, index, `${seconds.toFixed(1)} s`)
    );
  });
  return svg(WIDTH, stages.length, rows);
}

/** Operations down, checks across; a cell is green where every request passed, red where one did not. */
export function matrixPicture(operations: readonly OperationReport[]): string {
  const checks = [...new Set(operations.flatMap((each) => Object.keys(each.checks)))].toSorted();
  if (checks.length === 0) return NOTHING;
  const cell = 90;
  const head = checks.map((check, column) => text(LABEL + column * cell, 0, check));
  const rows = operations.map((operation, index) => {
    const cells = checks.map((check, column) => {
      const tally = operation.checks[check];
      if (!tally) return '';
      const colour = tally.problems > 0 ? COLOURS.failed : COLOURS.passed;
      const said = tally.problems > 0 ? `${tally.problems} of ${tally.requests}` : String(tally.requests);
      return `<rect x="${LABEL + column * cell}" y="${(index + 1) * ROW + 2}" width="${cell - 4}" height="${ROW - 4}" rx="3" fill="${colour}"/><text x="${LABEL + column * cell + 6}" y="${(index + 1) * ROW + 14}" style="fill:#fff">${said}</text>`;
    });
    return label(operation.id, index + 1) + cells.join('');
  });
  return svg(Math.max(WIDTH, LABEL + checks.length * cell), operations.length + 1, [...head, ...rows]);
}

/** Median as a full bar and 95th percentile as a faint one, in milliseconds. */
export function latencyPicture(operations: readonly OperationReport[]): string {
  const measured = operations.filter(({ p95 }) => p95 !== null);
  if (measured.length === 0) return NOTHING;
  const slowest = Math.max(...measured.map(({ p95 }) => p95 ?? 0), 0.001);
  const scale = (value: number | null): number => ((value ?? 0) / slowest) * (WIDTH - LABEL - 160);
  const rows = measured.map(
    ({ id, p50, p95 }, index) =>
      label(id, index) +
      bar(LABEL, index, scale(p95), '#74c0fc') +
      bar(LABEL, index, scale(p50), '#1971c2') +
      text(LABEL + scale(p95) + 6, index, `${p50 ?? 0} / ${p95 ?? 0} ms`),
  );
  return `<p>Median and 95th percentile of the requests that succeeded, one after the other.</p>${svg(WIDTH, measured.length, rows)}`;
}

function svg(width: number, rows: number, content: readonly string[]): string {
  const height = rows * ROW + 4;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">${content.join('')}</svg>`;
}

function label(name: string, row: number): string {
  return text(0, row, name.length > 42 ? `${name.slice(0, 41)}…` : name);
}

function text(x: number, row: number, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${row * ROW + 14}">${escape(content)}</text>`;
}

function bar(x: number, row: number, width: number, colour: string): string {
  return `<rect x="${x}" y="${row * ROW + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="3" fill="${colour}"/>`;
}
