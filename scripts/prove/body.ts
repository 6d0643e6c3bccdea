import type { Content, Contract, ContractOperation } from '@plumbline/contract/contract';
import { encodeMultipart } from './multipart.ts';

export interface EncodedBody {
  contentType: string;
  text: string;
  /** What was encoded, for comparing with what comes back. */
  value: unknown;
}

/** In order of preference: what carries a value most faithfully comes first. */
const PREFERRED = [
  /^application\/json\b/,
  /[/+]json\b/,
  /^application\/x-www-form-urlencoded\b/,
  /^multipart\/form-data\b/,
  /^text\//,
];

/** Writes a value in one of the declared media types. */
export function encodeBody(
  contract: Contract,
  operation: ContractOperation,
  mediaType: string,
  value: unknown,
): EncodedBody {
  const type = concrete(mediaType);
  const { schema = true, encoding } = operation.requestBody?.content[mediaType] ?? {};
  if (type.startsWith('multipart/')) return { ...encodeMultipart(contract, schema, value, encoding), value };
  return { ...encode(type, value), value };
}

/** The best of the declared media types; none where none is declared. */
export function preferredMediaType(content: Content): string | undefined {
  const names = Object.keys(content);
  for (const pattern of PREFERRED) {
    const found = names.find((name) => pattern.test(name.toLowerCase()));
    if (found !== undefined) return found;
  }
  return names[0];
}

/** A media type range (`image/*`) is sent as one member of it. */
function concrete(name: string): string {
  if (name === '*/*') return 'application/json';
  return name.endsWith('/*') ? name.replace('*', name.startsWith('text') ? 'plain' : 'octet-stream') : name;
}

function encode(name: string, value: unknown): { contentType: string; text: string } {
  if (/[/+]json\b/.test(name)) return { contentType: name, text: value === undefined ? '' : JSON.stringify(value) };
  if (name.startsWith('application/x-www-form-urlencoded')) {
    return { contentType: name, text: new URLSearchParams(fields(value)).toString() };
  }
  return { contentType: name, text: typeof value === 'string' ? value : JSON.stringify(value) };
}

function fields(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (Array.isArray(part)) return part.map((each): [string, string] => [key, scalar(each)]);
    return [[key, scalar(part)] as [string, string]];
  });
}

function scalar(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
