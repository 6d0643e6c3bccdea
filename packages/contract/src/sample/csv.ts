import { writeExactJson } from '../exact-numbers.ts';
import { getOwn } from '../json.ts';

/** Writes rows as CSV with a header line (RFC 4180); a single object is one row, scalars one column without a header. */
export function csvText(value: unknown): string {
  const rows: unknown[] = Array.isArray(value) ? value : [value];
  const isRecord = (row: unknown): row is Record<string, unknown> =>
    typeof row === 'object' && row !== null && !Array.isArray(row);
  const records = rows.filter(isRecord);
  const columns = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => (isRecord(row) ? columns.map((column) => getOwn(row, column)) : [row].flat()));
  return [...(columns.length > 0 ? [columns] : []), ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : writeExactJson(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
