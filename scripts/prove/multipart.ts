import type { Contract, Schema } from '@plumbline/contract/contract';
import { resolve } from '@plumbline/contract/schema';

const BOUNDARY = 'plumbline-proving-boundary';

/** Encodes an object as multipart/form-data: properties whose schema is binary become files, arrays repeat their part. */
export function encodeMultipart(
  contract: Contract,
  schema: Schema,
  value: unknown,
  encoding: Readonly<Record<string, unknown>> = {},
): { contentType: string; text: string } {
  const properties = propertiesOf(contract, schema);
  const parts = Object.entries(typeof value === 'object' && value !== null ? value : {}).flatMap(([name, member]) => {
    const isFile = isBinary(contract, properties[name] ?? true);
    return (Array.isArray(member) ? (member as unknown[]) : [member]).map((each) =>
      part(name, each, isFile ? fileType(encoding[name]) : undefined),
    );
  });
  return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, text: `${parts.join('')}--${BOUNDARY}--\r\n` };
}

/** The first media type that a file may be in. */
function fileType(encoding: unknown): string {
  const { contentType } = (encoding ?? {}) as { contentType?: unknown };
  const [first = ''] = typeof contentType === 'string' ? contentType.split(',') : [];
  return first.trim() === '' || first.includes('*') ? 'application/octet-stream' : first.trim();
}

function part(name: string, value: unknown, fileType: string | undefined): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  const file = fileType === undefined ? '' : `; filename="proof.bin"\r\nContent-Type: ${fileType}`;
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${text}\r\n`;
}

function propertiesOf(contract: Contract, schema: Schema): Record<string, Schema> {
  const { properties = {}, allOf = [], oneOf = [], anyOf = [] } = resolve(contract, schema);
  return Object.assign(
    {},
    ...[...allOf, ...oneOf, ...anyOf].map((each) => propertiesOf(contract, each)),
    properties,
  ) as Record<string, Schema>;
}

function isBinary(contract: Contract, schema: Schema): boolean {
  const { type, format, items, contentMediaType, contentEncoding } = resolve(contract, schema);
  if (type === 'array' && items !== undefined) return isBinary(contract, items);
  return format === 'binary' || (contentMediaType === 'application/octet-stream' && contentEncoding === undefined);
}
