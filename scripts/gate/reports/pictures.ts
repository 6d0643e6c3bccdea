import type { OperationReport } from '../report.ts';
import type { StageResult } from '../stage.ts';
import { escape } from './escape.ts';

const ROW = 20;
/** Room for the bars, and for what is written after them. */
const BARS = 420;
const AFTER = 170;
const STAGE_LABEL = 110;
const LABEL = 230;
/** Of the matrix: the many checks stand close, and their names slant. */
const CELL = 48;
const HEAD_ROWS = 4;
/** The widest of the usual fonts takes so much for a letter. */
const LETTER = 7.4;
const NOTHING = '<p>Nothing was sent in this run.</p>';

/** How each stage went and how long it took: a bar a stage. */
export function stagesPicture(stages: readonly StageResult[]): string {
  const longest = Math.max(0.001, ...stages.map(({ seconds }) => seconds));
  const rows = stages.map(({ stage, outcome, seconds }, index) => {
    const width = Math.max(2, (seconds / longest) * BARS);
    const said = outcome === 'passed' ? '' : `, ${outcome}`;
    return (
      label(stage, index, STAGE_LABEL) +
      bar(STAGE_LABEL, index, width, outcome) +
      text(STAGE_LABEL + width + 6, index, `${seconds.toFixed(1)} s${said}`)
    );
  });
  return svg('Stages by the seconds that they took', STAGE_LABEL + BARS + AFTER, stages.length, rows);
}

/** Operations down, checks across, with the number of requests; green where every one passed, red where some did not. */
export function matrixPicture(operations: readonly OperationReport[]): string {
  const checks = [...new Set(operations.flatMap((each) => Object.keys(each.checks)))].toSorted();
  if (checks.length === 0) return NOTHING;
  const head = checks.map((check, column) => slanted(LABEL + column * CELL + CELL / 3, HEAD_ROWS * ROW, check));
  const rows = operations.map((operation, index) => {
    const row = index + HEAD_ROWS;
    const cells = checks.map((check, column) => {
      const tally = operation.checks[check];
      return tally ? cellOf(LABEL + column * CELL, row, tally) : '';
    });
    return rowOf(operation, label(operation.id, row) + cells.join(''));
  });
  const legend = `<p>Requests by operation and by what they were to find out:${key('passed')}all kept to the contract,${key('failed')}some did not (how many/of how many).</p>`;
  // The last name slants beyond its column.
  const width = LABEL + checks.length * CELL + HEAD_ROWS * ROW;
  const name = 'Operations down, checks across, with the number of requests';
  return legend + svg(name, width, operations.length + HEAD_ROWS, [...head, ...rows]);
}

function cellOf(x: number, row: number, { requests, problems }: OperationReport['checks'][string]): string {
  const kind = problems > 0 ? 'failed' : 'passed';
  const said = problems > 0 ? `${problems}/${requests}` : String(requests);
  const box = `<rect class="${kind}" x="${x}" y="${row * ROW + 2}" width="${CELL - 3}" height="${ROW - 4}" rx="3"/>`;
  return `${box}<text class="on" x="${x + 4}" y="${row * ROW + 14}"${squeezed(said, CELL - 10)}>${said}</text>`;
}

/** Median as a full bar and 95th percentile as a faint one, in milliseconds. */
export function latencyPicture(operations: readonly OperationReport[]): string {
  const measured = operations.filter(({ p95 }) => p95 !== null);
  if (measured.length === 0) return NOTHING;
  const slowest = Math.max(0.001, ...measured.map(({ p95 }) => p95 ?? 0));
  const scale = (value: number | null): number => ((value ?? 0) / slowest) * BARS;
  const rows = measured.map((operation, index) => {
    const { id, p50, p95 } = operation;
    const bars = bar(LABEL, index, scale(p95), 'p95') + bar(LABEL, index, scale(p50), 'median');
    const said = text(LABEL + scale(p95) + 6, index, `${p50 ?? 0} / ${p95 ?? 0} ms`);
    return rowOf(operation, label(id, index) + bars + said);
  });
  const legend = `<p>Of the requests that succeeded, one after the other:${key('median')}median,${key('p95')}95th percentile.</p>`;
  return legend + svg('Latency by operation, in milliseconds', LABEL + BARS + AFTER, measured.length, rows);
}

function svg(name: string, width: number, rows: number, content: readonly string[]): string {
  const height = rows * ROW + 4;
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<div class="scroll"><svg ${size} role="img" aria-label="${name}">${content.join('\n')}</svg></div>`;
}

/** A row that tells, when it is pointed at, which operation it is about. */
function rowOf({ id, method, path }: OperationReport, content: string): string {
  return `<g><title>${escape(`${method} ${path} (${id})`)}</title>${content}</g>`;
}

function label(name: string, row: number, room = LABEL): string {
  const letters = Array.from(name);
  const most = Math.floor((room - 8) / LETTER);
  return text(0, row, letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name);
}

function text(x: number, row: number, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${row * ROW + 14}">${escape(content)}</text>`;
}

/** Makes a number that is too long for its cell fit into it. */
function squeezed(said: string, room: number): string {
  return said.length * LETTER > room ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : '';
}

function slanted(x: number, y: number, content: string): string {
  return `<text x="${x}" y="${y - 4}" transform="rotate(-40 ${x} ${y - 4})">${escape(content)}</text>`;
}

function bar(x: number, row: number, width: number, kind: string): string {
  return `<rect class="${kind}" x="${x}" y="${row * ROW + 3}" width="${width.toFixed(1)}" height="${ROW - 6}" rx="3"/>`;
}

function key(kind: string): string {
  return `<span class="key ${kind}"></span>`;
}
