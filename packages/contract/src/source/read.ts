import { readFile } from 'node:fs/promises';
import { decodeText } from './decode.ts';
import type { Source } from './source.ts';
import { parseSource, unreadable } from './parse.ts';

/** How long another server may take to send a referenced document. */
const FETCH_TIMEOUT_MS = 10_000;

/** Reads the documents of one contract, each once. What is wrong with one is in its `problems`; it never throws. */
export type Reader = (location: string) => Promise<Source>;

/** @param options.allowNetwork whether `http(s)` locations are fetched; they are a problem otherwise */
export function createReader(options: { allowNetwork: boolean }): Reader {
  const sources = new Map<string, Promise<Source>>();
  return (location) => {
    const known = sources.get(location) ?? readSource(location, options.allowNetwork);
    sources.set(location, known);
    return known;
  };
}

async function readSource(location: string, allowNetwork: boolean): Promise<Source> {
  try {
    if (!isUrl(location)) return parseBytes(location, await readFile(location));
    if (!allowNetwork) return unreadable(location, NO_NETWORK);
    const response = await fetch(location, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) return unreadable(location, `${location} answers ${response.status}. Check the URL.`);
    return parseBytes(location, await response.bytes());
  } catch (error) {
    return unreadable(location, unreadableMessage(location, error));
  }
}

function parseBytes(location: string, bytes: Uint8Array): Source {
  if (bytes.length > MAX_BYTES) {
    const size = `${Math.ceil(bytes.length / MEBIBYTE)} MiB`;
    return unreadable(location, `${location} is ${size} large; up to ${MAX_BYTES / MEBIBYTE} MiB are read. Split it.`);
  }
  const decoded = decodeText(bytes);
  if ('text' in decoded) return parseSource(location, decoded.text);
  return unreadable(location, WRONG_ENCODING, { file: location, line: decoded.badLine, column: 1 });
}

const MEBIBYTE = 2 ** 20;

/** Five times the largest contract seen; a YAML document takes up to 60 times its size while it is parsed. */
const MAX_BYTES = 64 * MEBIBYTE;

const WRONG_ENCODING = 'This line is not UTF-8. Save the file in that encoding.';

const NO_NETWORK =
  'A URL, and the network is not used. Save the document beside the contract and reference it there, or allow the network.';

/** True for what is fetched rather than read from a disk. */
export function isUrl(location: string): boolean {
  return /^https?:\/\//iu.test(location);
}

function unreadableMessage(location: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file ${location}. Check the path.`;
  if (code === 'EISDIR') return `${location} is a directory. Name the document in it.`;
  if (code === 'EACCES' || code === 'EPERM') return `${location} may not be read. Check its permissions.`;
  return `${location} cannot be read (${message}).`;
}
