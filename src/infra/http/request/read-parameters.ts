import type { IncomingMessage } from 'node:http';
import type { FieldProblem } from '../../../domain/errors.ts';
import type { ParameterReader } from './parameter.ts';
import { decodeText, type RawQuery } from './query-string.ts';
import { bracketPath, plant, type TextTree } from './text-tree.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';

type Values = Record<string, unknown>;

/**
 * Reads the declared query parameters. One that is not declared, is given twice where it is no list, or is
 * empty although no text is meant is a problem: a misspelt filter would otherwise silently show everything.
 *
 * @param also undeclared names that are taken all the same: API keys in the query
 */
export function readQuery(
  readers: readonly ParameterReader[],
  raw: RawQuery,
  also: ReadonlySet<string>,
  problems: FieldProblem[],
): Values {
  const values: Values = {};
  const unread = new Map(raw);
  for (const reader of readers) {
    const { name, parameter } = reader;
    const texts = raw.get(name);
    if (texts === undefined) continue;
    unread.delete(name);
    if (texts.length > 1 && !reader.isArray) {
      problems.push({ field: `query.${name}`, message: `is given ${texts.length} times, but takes one value` });
    } else if (texts.includes('') && !reader.takesEmptyText && parameter.allowEmptyValue !== true) {
      problems.push({ field: `query.${name}`, message: 'must not be empty' });
    } else {
      const isFlag = texts[0] === '' && parameter.allowEmptyValue === true;
      const value = isFlag ? reader.empty : reader.readAll(texts);
      if (value !== undefined) setOwn(values, name, value);
    }
  }
  for (const reader of readers) if (unread.size > 0) gatherMembers(reader, unread, values, problems);
  for (const name of unread.keys()) {
    if (!also.has(name)) problems.push({ field: `query.${name}`, message: 'is not a parameter of this operation' });
  }
  return values;
}

/** Reads declared headers by lower-case name. */
export function readHeaders(
  readers: readonly ParameterReader[],
  { headers, rawHeaders }: Pick<IncomingMessage, 'headers' | 'rawHeaders'>,
): Values {
  const values: Values = {};
  for (const { name, read } of readers) {
    // Node loses a header of that name, but for the list of all as they came.
    const text = name === '__proto__' ? rawHeader(rawHeaders, name) : getOwn(headers, name);
    const value = text === undefined ? undefined : read(Array.isArray(text) ? text.join(', ') : text);
    if (value !== undefined) setOwn(values, name, value);
  }
  return values;
}

function rawHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const at = rawHeaders.findIndex((each, index) => index % 2 === 0 && each.toLowerCase() === name);
  return at === -1 ? undefined : rawHeaders[at + 1];
}

/** Reads declared cookies or path values, which come decoded. */
export function readTexts(readers: readonly ParameterReader[], texts: Readonly<Record<string, string>>): Values {
  const values: Values = {};
  for (const { name, read } of readers) {
    const text = Object.hasOwn(texts, name) ? getOwn(texts, name) : undefined;
    if (text !== undefined) setOwn(values, name, read(text));
  }
  return values;
}

/** Gathers what is spread over the query: `filter[name]=x` and `ids[]=x` (deepObject), or `name=x` (exploded form). */
function gatherMembers(
  reader: ParameterReader,
  unread: Map<string, readonly string[]>,
  values: Values,
  problems: FieldProblem[],
): void {
  const { name, parameter } = reader;
  const isDeep = parameter.style === 'deepObject' && reader.hasMembers;
  const trees = new Map<string, TextTree>();
  for (const [key, texts] of [...unread]) {
    const path = isDeep ? bracketPath(key) : reader.spreadsOver(key) ? [name, key] : undefined;
    if (path?.[0] !== name) continue;
    unread.delete(key);
    const place = `query.${key}`;
    const decoded = texts.map((text) => decodeText(text, place));
    plant(trees, path, decoded, place);
  }
  const tree = trees.get(name);
  if (tree === undefined) return;
  if (Object.hasOwn(values, name)) {
    problems.push({ field: `query.${name}`, message: 'is sent both as a value and by its members' });
  } else setOwn(values, name, reader.readTree(tree));
}
