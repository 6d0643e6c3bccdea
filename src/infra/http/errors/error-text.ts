import { STATUS_CODES } from 'node:http';
import type { Contract, Schema } from '@plumbline/contract/contract';
import { xmlText } from '@plumbline/contract/sample/xml';
import type { Refusal } from './errors.ts';
import { essenceOf } from '@plumbline/contract/media-type';

/** Whether an error can be told in a media type that is not JSON: texts and XML; an image cannot say what is wrong. */
export function isWritable(mediaType: string): boolean {
  return /^text\/[^*]|[/+]xml$/.test(essenceOf(mediaType)) && essenceOf(mediaType) !== 'text/event-stream';
}

/**
 * An error as text: a page, XML of the schema's own names, or lines of plain text.
 *
 * @param value what the schema makes of the refusal, for XML
 */
export function errorText(
  contract: Contract,
  schema: Schema,
  mediaType: string,
  value: unknown,
  refusal: Refusal,
  requestId: string,
): string {
  const essence = essenceOf(mediaType);
  if (essence === 'text/html') return page(refusal, requestId);
  if (/[/+]xml$/.test(essence)) return withoutControls(xmlText(contract, schema, value));
  const fields = refusal.details.map(({ field, message }) => `${field} ${message}`);
  return withoutControls([refusal.message, ...fields, `Request ${requestId}`].join('\n'));
}

function page({ status, code, message, details }: Refusal, requestId: string): string {
  const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  const items = details.map((detail) => `<li>${escaped(`${detail.field} ${detail.message}`)}</li>`);
  const list = items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
  const facts = `<p><small>${escaped(code)} &middot; request ${escaped(requestId)}</small></p>`;
  return withoutControls(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>` +
      `<body><h1>${title}</h1><p>${escaped(message)}</p>${list}${facts}</body></html>`,
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** What XML cannot hold, and no text should: names that a caller sent stand in messages. */
function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are meant
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
}
