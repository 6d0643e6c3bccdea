import { writeExactJson } from '../exact-numbers.ts';
import type { Contract, Schema } from '../contract.ts';
import { getOwn } from '../json.ts';
import { csvText } from './csv.ts';
import { xmlText } from './xml.ts';

/** The smallest files of their kind that viewers open. */
const FILES: Record<string, () => Buffer> = {
  'image/png': () =>
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  'image/gif': () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  'image/jpeg': () => Buffer.from(JPEG, 'base64'),
  'image/jpg': () => Buffer.from(JPEG, 'base64'),
  'image/svg+xml': () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'),
  'application/zip': () => Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
  'application/pdf': () => Buffer.from(EMPTY_PDF, 'latin1'),
};

const JPEG =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';

const EMPTY_PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/**
 * A sampled or declared value in a media type other than JSON, plausibly: no tool says what such a body must be.
 *
 * @param mediaType without parameters, lower case
 * @param value of `schema`; a string or Buffer is taken to be written already
 */
export function represent(
  contract: Pick<Contract, 'document'>,
  schema: Schema,
  mediaType: string,
  value: unknown,
): string | Buffer {
  if (Buffer.isBuffer(value)) return value;
  const file = getOwn(FILES, mediaType);
  if (file) return file();
  if (typeof value === 'string' && !/[/+]xml$/.test(mediaType)) return value;
  if (typeof value === 'string' && value.trimStart().startsWith('<')) return value;
  if (/[/+]xml$/.test(mediaType)) return xmlText(contract, schema, value);
  if (mediaType === 'text/csv') return csvText(value);
  if (mediaType === 'text/html') return `<!doctype html><title>Example</title><pre>${writeExactJson(value)}</pre>`;
  if (mediaType === 'text/event-stream') return events(value);
  if (/ndjson|jsonl|json-seq/.test(mediaType))
    return [value]
      .flat()
      .map((line) => `${writeExactJson(line)}\n`)
      .join('');
  if (mediaType === 'application/x-www-form-urlencoded') return formText(value);
  return writeExactJson(value);
}

function events(value: unknown): string {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((event) => `data: ${writeExactJson(event)}\n\n`).join('');
}

function formText(value: unknown): string {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const text = (field: unknown): string => (typeof field === 'string' ? field : writeExactJson(field));
  return new URLSearchParams(fields.map(([name, field]): [string, string] => [name, text(field)])).toString();
}
