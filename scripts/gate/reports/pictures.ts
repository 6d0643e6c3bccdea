import type { OperationReport } from '../report.ts';
import type { StageResult } from '../stage.ts';
import { escape } from './escape.ts';

const ROW = 20;
const LABEL = 300;
const WIDTH = 900;
/** Of the matrix: the many checks stand close, and their names slant. */
const MATRIX_LABEL = 190;
const CELL = 54;
const HEAD_ROWS = 4;
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

/** Operations down, checks across, with the number of requests; green where every one passed, red where some did not. */
export function matrixPicture(operations: readonly OperationReport[]): string {
  const checks = [...new Set(operations.flatMap((each) => Object.keys(each.checks)))].toSorted();
  if (checks.length === 0) return NOTHING;
  const head = checks.map((check, column) => slanted(MATRIX_LABEL + column * CELL + CELL / 3, HEAD_ROWS * ROW, check));
  const rows = operations.map(({ id, checks: tallies }, index) => {
    const row = index + HEAD_ROWS;
    const cells = checks.map((check, column) => {
      const tally = tallies[check];
      return tally ? cellOf(MATRIX_LABEL + column * CELL, row, tally) : '';
    });
    return label(id, row) + cells.join('');
  });
  const width = Math.max(WIDTH, MATRIX_LABEL + checks.length * CELL + HEAD_ROWS * ROW);
  return svg(width, operations.length + HEAD_ROWS, [...head, ...rows]);
}

function cellOf(x: number, row: number, { requests, problems }: OperationReport['checks'][string]): string {
  const colour = problems > 0 ? COLOURS.failed : COLOURS.passed;
  const said = problems > 0 ? `${problems}/${requests}` : String(requests);
  const box = `<rect x="${x}" y="${row * ROW + 2}" width="${CELL - 4}" height="${ROW - 4}" rx="3" fill="${colour}"/>`;
  return `${box}<text x="${x + 5}" y="${row * ROW + 14}" style="fill:#fff">${said}</text>`;
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

function slanted(x: number, y: number, content: string): string {
  return `<text x="${x}" y="${y - 4}" transform="rotate(-40 ${x} ${y - 4})">${escape(content)}</text>`;
}

function bar(x: number, row: number, width: number, colour: string): string {
  return `<rect x="${x}" y="${row * ROW + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="3" fill="${colour}"/>`;
}
