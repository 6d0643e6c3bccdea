import type { Contract, Parameter, Schema } from '../contract/contract.ts';
import { acceptedTypes, coerceText } from './coerce.ts';
import { isJson } from './media-type.ts';
import { decodeText } from './query-string.ts';
import { itemSchema, objectParts, type ObjectParts } from './schema-parts.ts';

/** How one declared parameter is read from its text, worked out once. */
export interface ParameterReader {
  parameter: Parameter;
  /** Name to look for: lower-case for headers. */
  name: string;
  /** Its value is an object: `deepObject` and exploded forms spread it over several query parameters. */
  object: ObjectParts | undefined;
  /** Reads the parameter from one text, already decoded unless it is from the query. */
  read: (text: string) => unknown;
  /** Reads it from all the texts of a repeated query parameter. */
  readAll: (texts: readonly string[]) => unknown;
  /** Types a member of an object parameter. */
  readMember: (member: string, text: string) => unknown;
  isArray: boolean;
}

const DELIMITERS: Readonly<Record<string, RegExp>> = {
  form: /,/,
  simple: /,/,
  spaceDelimited: /%20|\+| /,
  pipeDelimited: /\||%7C/i,
};

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
  const types = acceptedTypes(contract, schema);
  const isScalar = types.has('string') || types.has('integer') || types.has('number') || types.has('boolean');
  const isJsonText = mediaType !== undefined && isJson(mediaType);
  const isArray = types.has('array') && !isJsonText;
  const isObject = types.has('object') && !isScalar && !isArray && !isJsonText;
  const object = isObject ? objectParts(contract, schema) : undefined;
  const itemTypes = acceptedTypes(contract, isArray ? itemSchema(contract, schema) : {});
  const text = parameter.in === 'query' ? (raw: string) => decodeText(raw, `${place}.${parameter.name}`) : String;
  const item = (raw: string) => coerceText(text(raw), itemTypes);
  const delimiter = DELIMITERS[style] ?? /,/;

  const readMember = (member: string, raw: string): unknown => {
    const schemaOf: Schema = object?.properties.get(member) ?? object?.additional ?? {};
    return coerceText(raw, acceptedTypes(contract, schemaOf));
  };

  const read = (raw: string): unknown => {
    if (isJsonText) return jsonOr(text(raw));
    const bare = unprefixed(raw, parameter);
    if (isArray && !isScalar) return bare === '' ? [] : splitBy(bare, style, explode, delimiter).map(item);
    if (object !== undefined) return readObject(text(bare), parameter, readMember);
    const value = coerceText(text(bare), types);
    return types.has('object') && !isScalar ? jsonOr(value) : value;
  };

  const readAll = (texts: readonly string[]): unknown => {
    if (!isArray) return read(texts[0] ?? '');
    if (texts.length === 1 && (isScalar || !explode)) return read(texts[0] ?? '');
    return texts.map(item);
  };

  const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
  return { parameter, name, object, read, readAll, readMember, isArray };
}

/** `.a.b` of style label and `;id=a,b` of style matrix without what announces them. */
function unprefixed(raw: string, { style, name }: Parameter): string {
  if (style === 'label') return raw.startsWith('.') ? raw.slice(1) : raw;
  if (style !== 'matrix') return raw;
  const bare = raw.startsWith(';') ? raw.slice(1) : raw;
  return bare.startsWith(`${name}=`) ? bare.slice(name.length + 1) : bare;
}

function splitBy(raw: string, style: string, explode: boolean, delimiter: RegExp): string[] {
  if (style === 'label' && explode) return raw.split('.');
  if (style === 'matrix' && explode) return raw.split(';').map((part) => part.slice(part.indexOf('=') + 1));
  const parts = raw.split(delimiter);
  return style === 'simple' ? parts.map((part) => part.trim()) : parts;
}

/** `role,admin,name,Ann`, or exploded `role=admin,name=Ann`; JSON text is taken as well, as many clients send it. */
function readObject(
  raw: string,
  { explode, style }: Parameter,
  readMember: (member: string, text: string) => unknown,
): unknown {
  if (raw.startsWith('{')) return jsonOr(raw);
  const separator = style === 'label' ? '.' : style === 'matrix' ? ';' : ',';
  const parts = raw.split(explode ? separator : /[,.]/);
  const pairs = explode
    ? parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
    : parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : []));
  return Object.fromEntries(pairs.map(([member, text]) => [member, readMember(member, text)]));
}

function jsonOr(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
