import type { Contract, Parameter, Schema } from '@plumbline/contract/contract';
import { violations } from '@plumbline/contract/check';
import { acceptedTypes, coerceText, isScalar, jsonOr } from './coerce.ts';
import { defaultFiller, defaultOf } from './fill-defaults.ts';
import { refusePolluting } from './refuse-polluting.ts';
import { getOwn, setOwn } from '@plumbline/contract/json';
import { isJson } from '@plumbline/contract/media-type';
import { negotiatedReader } from './negotiated-header.ts';
import { splitElements, splitMembers, unprefixed } from './parameter-text.ts';
import { decodeText } from './query-string.ts';
import { readTree } from './read-tree.ts';
import { itemSchema, objectParts } from './schema-parts.ts';
import type { TextTree } from './text-tree.ts';

/** How one declared parameter is read from its text, worked out once. */
export interface ParameterReader {
  parameter: Parameter;
  /** Name to look for: lower-case for headers. */
  name: string;
  /** Its value may be an object or an array, whose members a form or a `deepObject` names in brackets. */
  hasMembers: boolean;
  /** Whether a query parameter of that name is a member of its object: style `form`, exploded. */
  spreadsOver(name: string): boolean;
  /** Reads the parameter from one text, already decoded unless it is from the query. */
  read: (text: string) => unknown;
  /** Reads it from all the texts of a repeated query parameter. */
  readAll: (texts: readonly string[]) => unknown;
  /** Reads it from texts by member. */
  readTree: (tree: TextTree) => unknown;
  /** Fills in what an optional parameter, or an object in one, leaves out. */
  fill: (values: Record<string, unknown>) => void;
  isArray: boolean;
  isObject: boolean;
  /** The empty text is a value of it, or of its elements: it takes texts. */
  takesEmptyText: boolean;
  /** What the name alone stands for, where that may be sent: a text, a flag that is set, an empty list, or nothing. */
  empty: unknown;
}

/**
 * Works out how a parameter is read: its style, and what types its schema accepts.
 *
 * @param place what problems call the place it is in; form bodies are read as query parameters of `body`
 */
export function parameterReader(
  contract: Contract,
  parameter: Parameter,
  place: string = parameter.in,
): ParameterReader {
  const { schema, style, explode, mediaType } = parameter;
  const isJsonText = mediaType !== undefined && isJson(mediaType);
  // A URL has no null: it is left out, and the text is a text.
  const types = acceptedTypes(contract, schema).difference(new Set(place === 'body' ? [] : ['null']));
  const takesText = isScalar(types);
  const isArray = types.has('array') && !isJsonText;
  const isObject = types.has('object') && !isJsonText;
  const element = elementReader(contract, isArray ? itemSchema(contract, schema) : {});
  const text = parameter.in === 'query' ? (raw: string) => decodeText(raw, `${place}.${parameter.name}`) : String;
  const item = (raw: string): unknown => element(text(raw));
  // Parts of it may have been JSON, which can say more than text.
  const checked = (value: unknown): unknown => {
    if (typeof value === 'object') refusePolluting(value, `${place}.${parameter.name}`);
    return value;
  };

  const readObject = (bare: string): unknown => {
    const whole = text(bare);
    // JSON text is taken as well, as many clients send it.
    if (whole.startsWith('{') || style === 'deepObject') return jsonOr(whole);
    const members = splitMembers(bare, parameter)?.map(([name, value]) => [text(name), leaf(text(value))] as const);
    return members === undefined ? whole : readTree(contract, schema, { texts: [], members: new Map(members) });
  };
  const wholeList = isArray ? wholeListReader(contract, schema, text) : () => undefined;
  const read = (raw: string): unknown => {
    if (isJsonText) return jsonOr(text(raw));
    const bare = unprefixed(raw, parameter);
    if (isArray && !takesText) return bare === '' ? [] : (wholeList(bare) ?? splitElements(bare, parameter).map(item));
    return isObject && !takesText ? readObject(bare) : coerceText(text(bare), types);
  };
  const readAll = (texts: readonly string[]): unknown => {
    if (!isArray) return read(texts[0] ?? '');
    if (texts.length === 1 && (takesText || !explode)) return read(texts[0] ?? '');
    const whole = texts.length === 1 ? wholeList(texts[0] ?? '') : undefined;
    if (whole !== undefined) return whole;
    return texts.map(item);
  };

  const missing = parameter.required ? undefined : defaultOf(contract, schema);
  const fillMembers = defaultFiller(contract, schema);
  const fill = (values: Record<string, unknown>): void => {
    if (missing !== undefined && getOwn(values, name) === undefined) setOwn(values, name, structuredClone(missing));
    if (isObject || isArray) fillMembers(getOwn(values, name));
  };

  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  const { properties, isOpen } = objectParts(contract, isObject ? schema : false);
  const isSpread = isObject && parameter.in === 'query' && style === 'form' && explode;
  const takesAll = isSpread && isOpen && !takesText && !isArray;
  return {
    parameter,
    name,
    hasMembers: isObject || isArray,
    spreadsOver: (name) => takesAll || (isSpread && properties.has(name)),
    read: negotiatedReader(contract, parameter) ?? ((raw) => checked(read(raw))),
    readAll: (texts) => checked(readAll(texts)),
    readTree: (tree) => checked(readTree(contract, schema, tree)),
    fill,
    isArray,
    isObject,
    takesEmptyText: takesTextIn(contract, isArray && !takesText ? itemSchema(contract, schema) : schema),
    empty: emptyValue(contract, schema, types, isArray),
  };
}

function takesTextIn(contract: Contract, schema: Schema): boolean {
  return acceptedTypes(contract, schema).has('string');
}

/** What stands for an empty value where `allowEmptyValue` allows one: it need not be among the listed values. */
function emptyValue(contract: Contract, schema: Schema, types: ReadonlySet<string>, isArray: boolean): unknown {
  if (isArray) return [];
  if (types.has('string')) return violations(contract, schema, '', 'request').length === 0 ? '' : undefined;
  return types.has('boolean') ? true : undefined;
}

/** Reads a list of objects or lists that is sent as JSON, as many clients do: no style has a way to write one. */
function wholeListReader(
  contract: Contract,
  schema: Schema,
  text: (raw: string) => string,
): (raw: string) => unknown[] | undefined {
  if (isScalar(acceptedTypes(contract, itemSchema(contract, schema)))) return () => undefined;
  return (raw) => {
    const value = /^(\[|%5b)/i.test(raw) ? jsonOr(text(raw)) : undefined;
    return Array.isArray(value) ? value : undefined;
  };
}

/** Reads an element; lists of lists, as Swagger 2.0 declares them, have commas between the inner ones. */
function elementReader(contract: Contract, schema: Schema): (text: string) => unknown {
  const types = acceptedTypes(contract, schema);
  // What can only be an object is one as JSON; nothing else tells its members.
  if (types.has('object') && !isScalar(types)) return jsonOr;
  if (!types.has('array') || isScalar(types)) return (text) => coerceText(text, types);
  const inner = acceptedTypes(contract, itemSchema(contract, schema));
  return (text) => text.split(',').map((part) => coerceText(part, inner));
}

function leaf(text: string): TextTree {
  return { texts: [text], members: new Map() };
}
