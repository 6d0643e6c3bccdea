import type { IncomingHttpHeaders } from 'node:http';
import type { FieldProblem } from '../../domain/errors.ts';
import type { ParameterReader } from './parameter.ts';
import { decodeText, type RawQuery } from './query-string.ts';

type Values = Record<string, unknown>;

/**
 * Reads the declared query parameters. One that is not declared, is given twice where it is no list, or is empty is
 * a problem: a misspelt filter would otherwise silently show everything.
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
    } else if (texts.includes('') && !isEmptyAllowed(parameter)) {
      problems.push({ field: `query.${name}`, message: 'must not be empty' });
    } else setOwn(values, name, reader.readAll(texts));
  }
  for (const reader of readers) if (reader.object !== undefined) gatherObject(reader, unread, values, problems);
  for (const name of unread.keys()) {
    if (!also.has(name)) problems.push({ field: `query.${name}`, message: 'is not a parameter of this operation' });
  }
  return values;
}

/** Reads declared headers by lower-case name. */
export function readHeaders(readers: readonly ParameterReader[], headers: IncomingHttpHeaders): Values {
  const values: Values = {};
  for (const { name, read } of readers) {
    const text = headers[name];
    if (text !== undefined) setOwn(values, name, read(Array.isArray(text) ? text.join(', ') : text));
  }
  return values;
}

/** Reads declared cookies or path values, which come decoded. */
export function readTexts(readers: readonly ParameterReader[], texts: Readonly<Record<string, string>>): Values {
  const values: Values = {};
  for (const { name, read } of readers) {
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text !== undefined) setOwn(values, name, read(text));
  }
  return values;
}

/** Gathers an object spread over the query: `filter[name]=x` (deepObject) or `name=x` (exploded form). */
function gatherObject(
  { name, object, parameter, readMember }: ParameterReader,
  unread: Map<string, readonly string[]>,
  values: Values,
  problems: FieldProblem[],
): void {
  const isDeep = parameter.style === 'deepObject';
  if (object === undefined || (!isDeep && !parameter.explode)) return;
  const gathered: Values = {};
  for (const [key, texts] of [...unread]) {
    const path = isDeep ? bracketPath(name, key) : object.properties.has(key) || object.isOpen ? [key] : undefined;
    if (path === undefined) continue;
    unread.delete(key);
    const decoded = texts.map((text) => decodeText(text, `query.${key}`));
    const [first = ''] = decoded;
    const member = path[0] ?? '';
    if (!place(gathered, path, decoded.length > 1 ? decoded : readMember(member, first))) {
      problems.push({ field: `query.${key}`, message: 'is not a name that is accepted' });
    }
  }
  if (Object.keys(gathered).length > 0) setOwn(values, name, gathered);
}

/** `['owner', 'name']` of `filter[owner][name]`. */
function bracketPath(name: string, key: string): string[] | undefined {
  if (!key.startsWith(`${name}[`) || !key.endsWith(']')) return undefined;
  const path = key.slice(name.length + 1, -1).split('][');
  return path.length > 5 ? undefined : path;
}

function place(target: Values, path: readonly string[], value: unknown): boolean {
  let at = target;
  for (const [depth, key] of path.entries()) {
    if (key === '__proto__' || key === '') return false;
    if (depth === path.length - 1) {
      setOwn(at, key, value);
      return true;
    }
    if (!Object.hasOwn(at, key)) setOwn(at, key, {});
    const next = at[key];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return false;
    at = next as Values;
  }
  return false;
}

/** A parameter may be called `__proto__`; assigning would then change the object's prototype instead of adding it. */
function setOwn(target: Values, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true, configurable: true });
  else target[name] = value;
}

function isEmptyAllowed(parameter: object): boolean {
  return (parameter as { allowEmptyValue?: boolean }).allowEmptyValue === true;
}
