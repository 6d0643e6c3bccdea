import { dirname, resolve } from 'node:path';
import { isMembers, membersOf } from '../json.ts';
import { pointerKeys, toPointer } from '../source/pointer.ts';
import { isUrl, type Reader } from '../source/read.ts';
import type { Source } from '../source/source.ts';

/** What a reference leads to. */
export interface Target {
  source: Source;
  /** Pointer into the source. */
  pointer: string;
  value: unknown;
}

/** Why a reference leads nowhere. */
export interface Miss {
  miss: string;
}

/** A pointer that runs through more references than this runs in a circle. */
const MOST_HOPS = 50;

/**
 * Finds what a reference leads to.
 * @param reference `file.yaml#/pointer`, `#/pointer`, `#anchor` or `file.yaml`
 * @param from the source that the reference is written in
 */
export async function targetOf(reference: string, from: Source, read: Reader, hops = 0): Promise<Target | Miss> {
  if (hops > MOST_HOPS)
    return { miss: `The reference ${reference} runs in a circle. Make one of its links the schema itself.` };
  const [file, fragment] = split(reference);
  const source = file === '' ? from : await read(locationOf(file, from.file));
  const [problem] = source.problems;
  if (problem) return { miss: `The reference ${reference} cannot be followed. ${problem.message}` };
  const keys = fragment === '' || fragment.startsWith('/') ? pointerKeys(fragment) : anchorKeys(source.value, fragment);
  let value = keys && source.value;
  for (const [index, key] of (keys ?? []).entries()) {
    if (isMembers(value) && !Object.hasOwn(value, key) && typeof value.$ref === 'string') {
      const onward = await targetOf(value.$ref, source, read, hops + 1);
      if ('miss' in onward) return onward;
      const rest = toPointer((keys ?? []).slice(index));
      return targetOf(`${onward.source.file}#${onward.pointer}${rest}`, onward.source, read, hops + 1);
    }
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as never)[key] : undefined;
    if (value === undefined) break;
  }
  if (value !== undefined && value !== null) return { source, pointer: toPointer(keys ?? []), value };
  return { miss: `There is nothing at ${reference}. Correct the reference, or add what it names.` };
}

function split(reference: string): [file: string, fragment: string] {
  const hash = reference.indexOf('#');
  return hash === -1 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

/** Absolute path or URL of a file that is referenced from another one. */
function locationOf(file: string, from: string): string {
  if (isUrl(file)) return file;
  if (isUrl(from)) return new URL(file, from).href;
  return resolve(dirname(from), file.startsWith('file://') ? new URL(file).pathname : decoded(file));
}

function decoded(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

/** Keys to the schema with the `$anchor`; none where no schema has it. */
function anchorKeys(value: unknown, anchor: string): string[] | undefined {
  if (Array.isArray(value))
    return firstOf(
      value.map((element, index): [string, unknown] => [String(index), element]),
      anchor,
    );
  if (membersOf(value).$anchor === anchor) return [];
  return firstOf(Object.entries(membersOf(value)), anchor);
}

function firstOf(entries: [string, unknown][], anchor: string): string[] | undefined {
  for (const [key, value] of entries) {
    const keys = typeof value === 'object' ? anchorKeys(value, anchor) : undefined;
    if (keys) return [key, ...keys];
  }
  return undefined;
}
