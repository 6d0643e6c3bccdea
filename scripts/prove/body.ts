import type { Content, Contract, ContractOperation, MediaType } from '../../src/infra/contract/contract.ts';
import { sample } from '../../src/infra/contract/sample/sample.ts';
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

/** Encodes the given body, or a sampled one, in the best of the declared media types; none where none is declared. */
export function encodeBody(
  contract: Contract,
  operation: ContractOperation,
  options: { seed: number; body?: unknown },
): EncodedBody | undefined {
  const content = operation.requestBody?.content;
  const chosen = content && preferred(content);
  if (!chosen) return undefined;
  const [name, mediaType] = chosen;
  const value = options.body ?? sampledBody(contract, mediaType, options.seed);
  const type = concrete(name);
  if (type.startsWith('multipart/')) return { ...encodeMultipart(contract, mediaType.schema ?? true, value), value };
  return { ...encode(type, value), value };
}

function preferred(content: Content): [string, MediaType] | undefined {
  const entries = Object.entries(content);
  for (const pattern of PREFERRED) {
    const found = entries.find(([name]) => pattern.test(name.toLowerCase()));
    if (found) return found;
  }
  return entries[0];
}

/** A media type range (`image/*`) is sent as one member of it. */
function concrete(name: string): string {
  if (name === '*/*') return 'application/json';
  return name.endsWith('/*') ? name.replace('*', name.startsWith('text') ? 'plain' : 'octet-stream') : name;
}

function sampledBody(contract: Contract, mediaType: MediaType, seed: number): unknown {
  return sample(contract, mediaType.schema ?? true, { seed, view: 'request' });
}

function encode(name: string, value: unknown): { contentType: string; text: string } {
  if (/[/+]json\b/.test(name)) return { contentType: name, text: JSON.stringify(value) };
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
